import type { Command } from 'commander';
import { table } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';
import { describedCollection } from '../surroundings.ts';

export function registerInspect(program: Command, { withStore, show }: Surroundings): void {
  program
    .command('inspect')
    .description('What collections there are: model, records, index, size.')
    .argument('[collection]')
    .action(async (wanted: string | undefined) => {
      await withStore(async (store) => {
        const described =
          wanted === undefined
            ? await store.describe()
            : [await describedCollection(store, wanted)];
        show(described, () =>
          table([
            [
              'collection',
              'records',
              'model',
              'dimensions',
              'metric',
              'index',
              'filter keys',
              'size',
            ],
            ...described.map(
              ({ name, records, space, metric, index, filterKeys, bytes, filling }) => [
                name,
                String(records),
                `${space.model}${filling === undefined ? '' : ` (being embedded anew with ${filling.model})`}`,
                String(space.dimensions),
                metric,
                index ?? 'none',
                filterKeys.join(', ') || '-',
                `${(bytes / 2 ** 20).toFixed(1)} MiB`,
              ],
            ),
          ]),
        );
      });
    });
}
