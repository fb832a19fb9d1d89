import type { Embedder, Rank } from '@vector-toolkit/core';
import { dense, hybrid, lexical, search } from '@vector-toolkit/core';
import type { Command } from 'commander';
import { Option } from 'commander';
import { embedderHelp } from '../embedder-named.ts';
import { finiteNumber, several, wholeNumber } from '../options.ts';
import { printable, table } from '../output.ts';
import { best, hitsFor, rerankerNamed, rerankHelp } from '../reranking.ts';
import type { Surroundings } from '../surroundings.ts';
import { existingCollection, filterOf } from '../surroundings.ts';

/** By what records are found. */
export const modes = ['dense', 'lexical', 'hybrid'] as const;
export type Mode = (typeof modes)[number];

/** The order that a mode asks for; a search by words embeds nothing. */
export async function rankOf(
  mode: Mode,
  text: string,
  embedder: Embedder,
  limit: number,
): Promise<Rank> {
  if (mode === 'lexical') return lexical(text);
  const vector = await embedder.embedQuery(text);
  return mode === 'dense'
    ? dense(vector)
    : hybrid([dense(vector), lexical(text)], { depth: Math.max(100, limit) });
}

interface Options {
  readonly collection: string;
  readonly embedder: string;
  readonly mode: Mode;
  readonly limit: number;
  readonly minScore?: number;
  readonly rerank?: string;
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
    .option('--min-score <score>', 'leave out what scores less', finiteNumber)
    .option('--rerank <model@url>', rerankHelp)
    .option(
      '-w, --where <key=value>',
      'only records with this metadata; may be given several times',
      several,
    )
    .option('--filter <json>', 'only records that pass: {"op":"range","key":"year","gte":2020}')
    .action(async (text: string, options: Options) => {
      const chosen = await embedder(options.embedder);
      const filter = filterOf(options);
      const reranker = await rerankerNamed(options.rerank);
      await withStore(async (store) => {
        const collection = await existingCollection(store, options.collection, chosen.space);
        const limit = hitsFor(reranker, options.limit);
        const found = await collection.search(
          search(await rankOf(options.mode, text, chosen, limit), {
            ...{ filter, limit, minScore: options.minScore },
          }),
        );
        const result = await best(found, text, reranker, options.limit);
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
