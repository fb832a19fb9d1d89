// node --conditions=@h-j-petroleum/source evaluation/hybrid.ts [--json], with TEST_DATABASE_URL: dense, lexical and hybrid
// search of a store on PostgreSQL over this folder's sets, with the vectors of the local embedder.
import type { Rank } from '@vector-toolkit/core';
import { dense, hybrid, lexical, search } from '@vector-toolkit/core';
import { migrate, postgresStore } from '@vector-toolkit/stores-postgres';
import pg from 'pg';
import { localEmbedder } from '../src/index.ts';
import type { Places } from './measures.ts';
import { meanReciprocalRank, ndcgAt10, recallAt10 } from './measures.ts';
import type { Grouped } from './sets.ts';
import { intents, logs, passages } from './sets.ts';

interface Query {
  readonly text: string;
  /** Its own record, which it must not find. */
  readonly own: string | undefined;
  readonly right: ReadonlySet<string>;
}

interface Labelled {
  readonly name: string;
  readonly documents: readonly { readonly id: string; readonly text: string }[];
  readonly queries: readonly Query[];
}

/** Each text asks for the others of its group. */
function grouped(name: string, set: readonly Grouped[]): Labelled {
  const documents = set.map(({ text, group }, at) => ({ id: String(at), text, group }));
  return {
    name,
    documents,
    queries: documents.map(({ id, text, group }) => ({
      text,
      own: id,
      right: new Set(
        documents.filter((one) => one.group === group && one.id !== id).map((one) => one.id),
      ),
    })),
  };
}

const sets: readonly Labelled[] = [
  grouped('intents', intents),
  grouped('logs', logs),
  {
    name: 'passages',
    documents: passages.map(({ abstract }, at) => ({ id: String(at), text: abstract })),
    queries: passages.map(({ title }, at) => ({
      ...{ text: title, own: undefined, right: new Set([String(at)]) },
    })),
  },
];

const rankings: readonly {
  readonly name: string;
  readonly rank: (text: string, vector: Float32Array) => Rank;
}[] = [
  { name: 'dense', rank: (_, vector) => dense(vector) },
  { name: 'lexical', rank: (text) => lexical(text) },
  { name: 'hybrid 1:1', rank: (text, vector) => hybrid([dense(vector), lexical(text)]) },
  {
    name: 'hybrid 3:1, k 10',
    rank: (text, vector) =>
      hybrid(
        [
          { rank: dense(vector), weight: 3 },
          { rank: lexical(text), weight: 1 },
        ],
        { k: 10 },
      ),
  },
];

const pool = new pg.Pool({ connectionString: process.env.TEST_DATABASE_URL, max: 2 });
await migrate(pool);
const embedder = localEmbedder();
const store = postgresStore({ pool });
const results: {
  readonly set: string;
  readonly ranking: string;
  readonly recall: number;
  readonly mrr: number;
  readonly ndcg: number;
}[] = [];
for (const { name: set, documents, queries } of sets) {
  const name = `evaluation-${set}`;
  await store.drop(name);
  const collection = await store.open({
    ...{
      name,
      space: embedder.space,
      textSearch: 'english',
    },
  });
  const vectors = await embedder.embed(documents.map(({ text }) => text));
  await collection.upsert(
    documents.map(({ id, text }, at) => ({
      ...{ id, text, metadata: {}, contentHash: id },
      vector: vectors[at] ?? new Float32Array(embedder.space.dimensions),
    })),
  );
  for (const { name: ranking, rank } of rankings) {
    const places: { readonly places: Places; readonly right: number }[] = [];
    for (const { text, own, right } of queries) {
      const { hits } = await collection.search(
        search(rank(text, await embedder.embedQuery(text)), { limit: 100 }),
      );
      const found = hits.map(({ id }) => id).filter((id) => id !== own);
      places.push({
        places: found.flatMap((id, place) => (right.has(id) ? [place] : [])),
        right: right.size,
      });
    }
    results.push({
      ...{ set, ranking },
      recall: recallAt10(places),
      mrr: meanReciprocalRank(places.map((one) => one.places)),
      ndcg: ndcgAt10(
        places.map((one) => one.places),
        places.map((one) => one.right),
      ),
    });
  }
  await store.drop(name);
}
await pool.end();
if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify(results)}\n`);
} else {
  process.stdout.write('set       ranking           recall@10  MRR    nDCG@10\n');
  for (const { set, ranking, recall, mrr, ndcg } of results)
    process.stdout.write(
      `${set.padEnd(10)}${ranking.padEnd(18)}${recall.toFixed(3).padEnd(11)}${mrr.toFixed(3)}  ${ndcg.toFixed(3)}\n`,
    );
}
