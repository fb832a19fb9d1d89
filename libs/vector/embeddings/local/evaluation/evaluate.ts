// node --conditions=@h-j-petroleum/source evaluation/evaluate.ts [--json]: quality of the embedders on this folder's sets.
import type { Embedder } from '@vector-toolkit/core';
import { dot } from '@vector-toolkit/core';
import { hashEmbedder, localEmbedder } from '../src/index.ts';
import { bm25Ranker } from './bm25.ts';
import type { Places } from './measures.ts';
import { meanReciprocalRank, ndcgAt10, spearman } from './measures.ts';
import type { Grouped } from './sets.ts';
import { intents, logs, passages, similarity } from './sets.ts';

/** Scores of documents for a query, higher is better. */
export type Ranker = (query: string, documents: readonly string[]) => Promise<number[]>;

const byVectors =
  (embedder: Embedder): Ranker =>
  async (query, documents) => {
    const vector = await embedder.embedQuery(query);
    return (await embedder.embed(documents)).map((one) => dot(vector, one));
  };

/** Places of the documents for which `isRight` holds. */
function placesOf(scores: readonly number[], isRight: (document: number) => boolean): Places {
  return scores
    .map((_, at) => at)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .flatMap((document, place) => (isRight(document) ? [place] : []));
}

async function grouped(set: readonly Grouped[], rank: Ranker): Promise<number> {
  const queries: Places[] = [];
  for (const [at, { group, text }] of set.entries()) {
    const others = set.filter((_, other) => other !== at);
    const scores = await rank(
      text,
      others.map((one) => one.text),
    );
    queries.push(placesOf(scores, (document) => others[document]?.group === group));
  }
  return meanReciprocalRank(queries);
}

async function quality(rank: Ranker) {
  const alike: number[] = [];
  for (const { a, b } of similarity) alike.push((await rank(a, [b]))[0] ?? 0);
  const found: Places[] = [];
  for (const [at, { title }] of passages.entries()) {
    const scores = await rank(
      title,
      passages.map(({ abstract }) => abstract),
    );
    found.push(placesOf(scores, (document) => document === at));
  }
  return {
    similaritySpearman: spearman(
      similarity.map(({ score }) => score),
      alike,
    ),
    intentsMrr: await grouped(intents, rank),
    logsMrr: await grouped(logs, rank),
    passagesNdcg: ndcgAt10(found),
  };
}

const rankers: readonly (readonly [string, Ranker])[] = [
  ['local words', byVectors(localEmbedder())],
  ['hashes alone', byVectors(hashEmbedder())],
  ['BM25', bm25Ranker],
];
const result: Record<string, Awaited<ReturnType<typeof quality>>> = {};
for (const [name, rank] of rankers) result[name] = await quality(rank);
if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
} else {
  process.stdout.write('               similarity  intents  logs   passages\n');
  process.stdout.write('               Spearman    MRR      MRR    nDCG@10\n');
  for (const [name, { similaritySpearman, intentsMrr, logsMrr, passagesNdcg }] of Object.entries(
    result,
  ))
    process.stdout.write(
      `${name.padEnd(15)}${similaritySpearman.toFixed(3).padEnd(12)}${intentsMrr.toFixed(3).padEnd(9)}${logsMrr.toFixed(3).padEnd(7)}${passagesNdcg.toFixed(3)}\n`,
    );
}
