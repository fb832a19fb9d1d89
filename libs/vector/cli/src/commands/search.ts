import type { Rank } from '@vector-toolkit/core';
import { dense, hybrid, lexical, search } from '@vector-toolkit/core';
import type { Command } from 'commander';
import { Option } from 'commander';
import { embedderHelp } from '../embedder-named.ts';
import { several, wholeNumber } from '../options.ts';
import { printable, table } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';
import { filterOf } from '../surroundings.ts';

/** By what records are found. */
export const modes = ['dense', 'lexical', 'hybrid'] as const;
export type Mode = (typeof modes)[number];

/** The order that a mode asks for. */
export function rankOf(mode: Mode, text: string, vector: Float32Array): Rank {
  switch (mode) {
    case 'dense':
      return dense(vector);
    case 'lexical':
      return lexical(text);
    case 'hybrid':
      return hybrid([dense(vector), lexical(text)]);
  }
}

interface Options {
  readonly collection: string;
  readonly embedder: string;
  readonly mode: Mode;
  readonly limit: number;
  readonly minScore?: string;
  readonly where?: string[];
  readonly filter?: string;
}

export function registerSearch(
  program: Command,
  { embedder, withStore, show }: Surroundings,
): void {
  program
    .command('search')
    .description('Finds records by a text.')
    .argument('<text>')
    .requiredOption('-c, --collection <name>', 'the collection')
    .option('-e, --embedder <name>', embedderHelp, 'local')
    .addOption(
      new Option('-m, --mode <mode>', 'by meaning, by words, or both')
        .choices(modes)
        .default('dense'),
    )
    .option('-n, --limit <n>', 'records at most', wholeNumber(1), 10)
    .option('--min-score <score>', 'leave out what scores less')
    .option(
      '-w, --where <key=value>',
      'only records with this metadata; may be given several times',
      several,
    )
    .option('--filter <json>', 'only records that pass: {"op":"range","key":"year","gte":2020}')
    .action(async (text: string, options: Options) => {
      const chosen = await embedder(options.embedder);
      const filter = filterOf(options);
      await withStore(async (store) => {
        const collection = await store.open({ name: options.collection, space: chosen.space });
        const vector = await chosen.embedQuery(text);
        const result = await collection.search(
          search(rankOf(options.mode, text, vector), {
            filter,
            limit: options.limit,
            minScore: options.minScore === undefined ? undefined : Number(options.minScore),
          }),
        );
        show(result, () => {
          const { name, exact, examined, reason } = result.plan;
          const rows = result.hits.map(({ id, score, text: found = '' }) => [
            score.toFixed(3),
            printable(id, 40),
            printable(found, 90),
          ]);
          const about = `${result.hits.length} found${result.exhausted ? ', and no more match' : ''}; plan ${name}${exact ? ', exact' : ''}${examined === undefined ? '' : `, ${examined} examined`}: ${reason}`;
          return `${rows.length === 0 ? '' : table([['score', 'id', 'text'], ...rows])}${about}\n`;
        });
      });
    });
}
