import { isDeepStrictEqual } from 'node:util';
import { reEmbed, VectorError } from '@vector-toolkit/core';
import type { Command } from 'commander';
import { embedderHelp } from '../embedder-named.ts';
import { wholeNumber } from '../options.ts';
import { progressLine } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';
import { describedCollection } from '../surroundings.ts';

interface Options {
  readonly collection: string;
  readonly embedder: string;
  readonly parallel: number;
}

export function registerReEmbed(
  program: Command,
  { output, embedder, withStore, show }: Surroundings,
): void {
  program
    .command('re-embed')
    .description(
      'Embeds a collection anew with another model; searches go on in the old one until all is done.',
    )
    .requiredOption('-c, --collection <name>', 'the collection')
    .requiredOption('-e, --embedder <name>', embedderHelp)
    .option('--parallel <n>', 'calls of the embedder at once', wholeNumber(1), 4)
    .addHelpText('after', '\nEnded in the middle, the same command goes on where it was.')
    .action(async (options: Options) => {
      const chosen = await embedder(options.embedder);
      await withStore(async (store) => {
        const before = await describedCollection(store, options.collection);
        if (isDeepStrictEqual(before.space, chosen.space))
          throw new VectorError(
            'VECTOR_BAD_OPTION',
            `Collection "${options.collection}" is embedded with ${chosen.space.model} already; name another embedder.`,
          );
        const collection = await store.open({
          name: options.collection,
          space: before.space,
          metric: before.metric,
        });
        const progress = progressLine(output);
        const { embedded } = await reEmbed({
          collection,
          embedder: chosen,
          parallel: options.parallel,
          onProgress: (now) => progress.show(`${now.embedded} of ${before.records} embedded`),
        });
        progress.end();
        show(
          {
            collection: options.collection,
            from: before.space.model,
            to: chosen.space.model,
            embedded,
          },
          () =>
            `${options.collection}: ${embedded} records embedded anew, from ${before.space.model} to ${chosen.space.model}.\n`,
        );
      });
    });
}
