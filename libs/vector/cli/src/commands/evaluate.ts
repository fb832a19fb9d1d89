import { search, VectorError } from '@vector-toolkit/core';
import type { Command } from 'commander';
import * as z from 'zod/mini';
import { embedderHelp } from '../embedder-named.ts';
import type { Judged } from '../evaluation.ts';
import { quality } from '../evaluation.ts';
import { several, wholeNumber } from '../options.ts';
import { table } from '../output.ts';
import { linesOf } from '../sources/json-lines.ts';
import { best, hitsFor, rerankerNamed, rerankHelp } from '../reranking.ts';
import type { Surroundings } from '../surroundings.ts';
import { existingCollection, filterOf } from '../surroundings.ts';
import { modes, rankOf } from './search.ts';

const labelled = z.strictObject({
  query: z.string(),
  relevant: z.array(z.string()).check(z.minLength(1)),
});

interface Options {
  readonly collection: string;
  readonly embedder: string;
  readonly limit: number;
  readonly rerank?: string;
  readonly where?: string[];
  readonly filter?: string;
}

export function registerEvaluate(
  program: Command,
  { embedder, withStore, show }: Surroundings,
): void {
  program
    .command('evaluate')
    .description('Measures searches by meaning, by words and by both on labelled queries.')
    .argument(
      '<file>',
      'JSON lines: {"query": "…", "relevant": ["id", …]}; a document’s id stands for all its chunks',
    )
    .requiredOption('-c, --collection <name>', 'the collection')
    .option('-e, --embedder <name>', embedderHelp, 'local')
    .option('-n, --limit <n>', 'records that are looked at', wholeNumber(1), 10)
    .option('--rerank <model@url>', `${rerankHelp}; measured beside the others`)
    .option(
      '-w, --where <key=value>',
      'only records with this metadata; may be given several times',
      several,
    )
    .option('--filter <json>', 'only records that pass')
    .action(async (file: string, options: Options) => {
      const chosen = await embedder(options.embedder);
      const filter = filterOf(options);
      const reranker = await rerankerNamed(options.rerank);
      const queries: z.infer<typeof labelled>[] = [];
      for await (const line of linesOf(file, labelled, '{"query": "…", "relevant": ["id"]}'))
        queries.push(line);
      if (queries.length === 0)
        throw new VectorError('VECTOR_BAD_OPTION', `${file} holds no labelled query.`);
      await withStore(async (store) => {
        const collection = await existingCollection(store, options.collection, chosen.space);
        const results: Record<string, ReturnType<typeof quality>> = {};
        const ways = modes.flatMap((mode) => [
          { name: mode, mode, by: undefined },
          ...(reranker === undefined ? [] : [{ name: `${mode}, reranked`, mode, by: reranker }]),
        ]);
        for (const { name, mode, by } of ways) {
          const judged: Judged[] = [];
          for (const { query, relevant } of queries) {
            const limit = hitsFor(by, options.limit);
            const found = await collection.search(
              search(await rankOf(mode, query, chosen, limit), { filter, limit }),
            );
            const { hits } = await best(found, query, by, options.limit);
            // A chunk is found where its document is what is wanted; each document counts once.
            const ids = hits.map(({ id }) =>
              relevant.includes(id) ? id : id.replace(/#\d+$/, ''),
            );
            judged.push({ found: [...new Set(ids)], relevant });
          }
          results[name] = quality(judged, options.limit);
        }
        show(
          {
            collection: options.collection,
            model: chosen.space.model,
            queries: queries.length,
            limit: options.limit,
            results,
          },
          () =>
            table([
              ['search', `recall@${options.limit}`, 'MRR', `nDCG@${options.limit}`],
              ...Object.entries(results).map(([mode, { recall, mrr, ndcg }]) => [
                mode,
                recall.toFixed(3),
                mrr.toFixed(3),
                ndcg.toFixed(3),
              ]),
            ]),
        );
      });
    });
}
