import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { VectorRecord } from '../contract/records.ts';
import type { SearchResult } from '../contract/vector-store.ts';
import type { Filter } from '../filter/filter.ts';
import { and, contains, eq, exists, not, oneOf, or, range } from '../filter/filter.ts';
import { matches } from '../filter/matches.ts';
import { fuse } from '../search/fuse.ts';
import { dense, hybrid, lexical, search } from '../search/search.ts';
import { scoreOf } from '../vectors/vectors.ts';
import type { Check } from './check.ts';
import { randomRecords, randomVector, record, sampleSpace, seeded } from './sample-data.ts';
import type { StoreUnderTest } from './store-under-test.ts';
import { rejectsWith, withCollection } from './store-under-test.ts';

const idsOf = ({ hits }: SearchResult): string[] => hits.map(({ id }) => id);

const trueBest = (
  records: readonly VectorRecord[],
  query: Float32Array,
  limit: number,
  metric: 'cosine' | 'dot' | 'l2' = 'cosine',
): string[] =>
  records
    .map(({ id, vector }) => ({ id, score: scoreOf(metric, query, vector) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ id }) => id);

const recallOf = (found: readonly string[], expected: readonly string[]): number =>
  expected.filter((id) => found.includes(id)).length / (expected.length || 1);

/** Filters of every kind, over keys and values that mean something to SQL, JSON paths or patterns. */
const filters: readonly (readonly [string, Filter])[] = [
  ['eq of a text', eq('name', "o'hara")],
  ['eq of a number', eq('size', 2)],
  ['eq tells a number from its text', eq('size', '2')],
  ['eq of a boolean', eq('ok', true)],
  ['eq of a key that only prototypes have', eq('constructor', 'x')],
  ['in', oneOf('size', [1, 3, 'x'])],
  ['in nothing', oneOf('size', [])],
  ['range of numbers', range('size', { gte: 2, lt: 4 })],
  ['range of texts', range('name', { gt: 'Z', lte: 'zz' })],
  ['range over values of another type', range('name', { gt: 0 })],
  ['exists', exists('ok')],
  ['contains in a list', contains('tags', 'a.b')],
  ['contains a number in a list', contains('tags', 7)],
  ['contains in a text, without patterns', contains('name', '%')],
  ['contains a backslash', contains('name', '\\')],
  ['and', and(eq('ok', true), range('size', { gt: 1 }))],
  ['and of none', and()],
  ['or', or(eq('size', 1), contains('tags', 'a.b'))],
  ['or of none', or()],
  ['not, of a key that is absent', not(eq('ok', true))],
  ['nested', not(or(and(exists('tags'), not(eq('size', 3))), eq('name', 'Zed')))],
  ['a hostile key', eq(`a'b"c\\d$.[*] -- ;`, 'x')],
  ['a hostile value', eq('name', `'; drop table records; --`)],
];

const filtered: readonly VectorRecord[] = [
  { name: "o'hara", size: 1, ok: true },
  { name: 'Zed', size: 2, tags: ['a.b', 'c'] },
  { name: '100 %', size: 3, ok: false, tags: ['a_b', 7] },
  { name: 'back\\slash', size: 2.5, ok: true, tags: [] },
  { name: `'; drop table records; --`, size: -1 },
  { [`a'b"c\\d$.[*] -- ;`]: 'x', size: '2' },
  {},
].map((metadata, at) =>
  record(`f${at}`, randomVector(sampleSpace.dimensions, seeded(at)), { metadata }),
);

/** What holds for searches. */
export const searchChecks: readonly Check<StoreUnderTest>[] = [
  ...(['cosine', 'dot', 'l2'] as const).map((metric): Check<StoreUnderTest> => ({
    name: `finds the nearest by ${metric}, best first, with true scores`,
    run: (under) =>
      withCollection(under, async (_collection, store) => {
        // One that is not claimed is refused: a check of its own.
        if (!store.capabilities.metrics.includes(metric)) return;
        const collection = await store.open({ name: `by-${metric}`, space: sampleSpace, metric });
        const records = randomRecords(600, 3);
        await collection.upsert(records);
        const byId = new Map(records.map((one) => [one.id, one]));
        const random = seeded(4);
        let found = 0;
        for (let n = 0; n < 20; n++) {
          const query = randomVector(sampleSpace.dimensions, random);
          const result = await collection.search(search(dense(query), { limit: 10 }));
          strictEqual(result.hits.length, 10);
          strictEqual(result.exhausted, false);
          const expected = trueBest(records, query, 10, metric);
          if (result.plan.exact) deepStrictEqual(idsOf(result), expected);
          found += recallOf(idsOf(result), expected);
          result.hits.forEach(({ id, score }, at) => {
            const vector = byId.get(id)?.vector ?? new Float32Array();
            const truth = scoreOf(metric, query, vector);
            ok(Math.abs(score - truth) <= (under.tolerance ?? 1e-5), `score of ${id}`);
            ok(score <= (result.hits[at - 1]?.score ?? Infinity), 'best first');
          });
        }
        const recall = found / 20;
        ok(recall >= (under.recall ?? 1), `recall ${recall} is at least ${under.recall ?? 1}`);
      }),
  })),
  {
    name: 'orders equal scores by id',
    run: (under) =>
      withCollection(under, async (collection) => {
        const vector = randomVector(sampleSpace.dimensions, seeded(1));
        await collection.upsert(['c', 'a', 'b', 'B'].map((id) => record(id, vector)));
        const result = await collection.search(search(dense(vector), { limit: 3 }));
        deepStrictEqual(idsOf(result), ['B', 'a', 'b']);
      }),
  },
  {
    name: 'filters as the words of each filter say',
    run: (under) =>
      withCollection(under, async (collection) => {
        await collection.upsert(filtered);
        for (const [name, filter] of filters) {
          const expected = filtered
            .filter(({ metadata }) => matches(filter, metadata))
            .map(({ id }) => id);
          const scanned: string[] = [];
          for await (const { id } of collection.scan({ filter })) scanned.push(id);
          deepStrictEqual(scanned, expected, `${name}, scanned`);
          strictEqual(await collection.count(filter), expected.length, `${name}, counted`);
          const query = randomVector(sampleSpace.dimensions, seeded(99));
          const result = await collection.search(search(dense(query), { filter, limit: 100 }));
          deepStrictEqual(idsOf(result).sort(), expected, `${name}, searched`);
          strictEqual(result.exhausted, true, `${name}, all were found`);
        }
      }),
  },
  {
    name: 'never returns fewer than were asked for while more match a filter',
    run: (under) =>
      withCollection(under, async (collection) => {
        const records = randomRecords(3000, 5);
        await collection.upsert(records);
        const random = seeded(6);
        const selections = [
          eq('even', true),
          eq('group', 'g3'),
          range('n', { gte: 100, lt: 250 }),
          range('n', { lt: 30 }),
          range('n', { lt: 12 }),
          range('n', { lt: 7 }),
        ];
        for (const filter of selections) {
          const passing = records.filter(({ metadata }) => matches(filter, metadata));
          let found = 0;
          for (let n = 0; n < 10; n++) {
            const query = randomVector(sampleSpace.dimensions, random);
            const result = await collection.search(search(dense(query), { filter, limit: 10 }));
            strictEqual(result.hits.length, Math.min(10, passing.length));
            strictEqual(result.exhausted, passing.length <= 10);
            const passes = new Set(passing.map(({ id }) => id));
            ok(
              idsOf(result).every((id) => passes.has(id)),
              'every hit passes the filter',
            );
            found += recallOf(idsOf(result), trueBest(passing, query, 10));
          }
          const recall = found / 10;
          ok(recall >= (under.recall ?? 1), `recall ${recall} under ${JSON.stringify(filter)}`);
        }
      }),
  },
  {
    name: 'leaves out what scores too little, and says when that was all',
    run: (under) =>
      withCollection(under, async (collection) => {
        const records = randomRecords(200, 8);
        await collection.upsert(records);
        const query = randomVector(sampleSpace.dimensions, seeded(9));
        const scores = records.map(({ vector }) => scoreOf('cosine', query, vector));
        const minScore = scores.toSorted((a, b) => b - a)[4] ?? 0;
        const result = await collection.search(
          search(dense(query), { minScore: minScore - 1e-6, limit: 50 }),
        );
        strictEqual(result.hits.length, 5);
        strictEqual(result.exhausted, true);
        const none = await collection.search(search(dense(query), { minScore: 2 }));
        deepStrictEqual([none.hits, none.exhausted], [[], true]);
      }),
  },
  {
    name: 'gives the fields that a search selects',
    run: (under) =>
      withCollection(under, async (collection) => {
        const [only = record('', new Float32Array())] = randomRecords(1, 1);
        await collection.upsert([only]);
        const hitOf = async (select: Record<string, boolean>) => {
          const { hits } = await collection.search(search(dense(only.vector), { select }));
          return Object.keys(hits[0] ?? {}).sort();
        };
        deepStrictEqual(await hitOf({}), ['id', 'metadata', 'score', 'text']);
        deepStrictEqual(await hitOf({ text: false, metadata: false }), ['id', 'score']);
        deepStrictEqual(await hitOf({ text: false, metadata: false, vector: true }), [
          ...['id', 'score', 'vector'],
        ]);
      }),
  },
  {
    name: 'finds texts by their words',
    run: (under) =>
      withCollection(under, async (collection, store) => {
        const vector = randomVector(sampleSpace.dimensions, seeded(1));
        if (!store.capabilities.lexical)
          return rejectsWith('VECTOR_NOT_SUPPORTED', collection.search(search(lexical('word'))));
        const texts = {
          pool: 'connection pool exhausted while waiting for postgres',
          disk: 'no space left on device postgres data',
          login: 'login failed for user',
          both: 'postgres connection refused, connection pool closed',
        };
        await collection.upsert(
          Object.entries(texts).map(([id, text]) => record(id, vector, { text })),
        );
        const found = async (text: string) =>
          idsOf(await collection.search(search(lexical(text), { limit: 10 })));
        deepStrictEqual((await found('device')).sort(), ['disk']);
        deepStrictEqual((await found('login POSTGRES')).sort(), ['both', 'disk', 'login', 'pool']);
        deepStrictEqual((await found('connection pool')).sort(), ['both', 'pool']);
        deepStrictEqual(await found('nothing has thisword'), []);
        deepStrictEqual(await found(''), []);
        for (const hostile of [`'`, `a & | ! ( ) : * <->`, `\\`, `"unclosed`, '%'])
          await found(hostile);
        const [limited] = await found('postgres connection refused');
        strictEqual(limited, 'both');
      }),
  },
  {
    name: 'fuses rankings by reciprocal rank',
    run: (under) =>
      withCollection(under, async (collection, store) => {
        if (!store.capabilities.hybrid)
          return rejectsWith(
            'VECTOR_NOT_SUPPORTED',
            collection.search(search(hybrid([lexical('word')]))),
          );
        const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
        const records = randomRecords(60, 11).map((one, n) =>
          record(one.id, one.vector, {
            text: `${words[n % 5]} ${words[n % 3]} number ${n}`,
            metadata: one.metadata,
          }),
        );
        await collection.upsert(records);
        const query = randomVector(sampleSpace.dimensions, seeded(12));
        const filter = eq('even', true);
        const parts = [
          { rank: dense(query), weight: 2 },
          { rank: lexical('gamma epsilon'), weight: 1 },
        ];
        const expected = fuse(
          await Promise.all(
            parts.map(async ({ rank, weight }) => ({
              weight,
              ids: idsOf(await collection.search(search(rank, { filter, limit: 20 }))),
            })),
          ),
          10,
        ).slice(0, 8);
        const result = await collection.search(
          search(hybrid(parts, { k: 10, depth: 20 }), { filter, limit: 8 }),
        );
        deepStrictEqual(
          idsOf(result),
          expected.map(({ id }) => id),
        );
        strictEqual(result.exhausted, false);
        // Both parts find the same few, and there is more behind them.
        const same = await collection.search(
          search(hybrid([dense(query), dense(query)], { depth: 5 }), { filter, limit: 5 }),
        );
        deepStrictEqual([same.hits.length, same.exhausted], [5, false]);
        const all = await collection.search(search(hybrid([dense(query)]), { filter, limit: 50 }));
        deepStrictEqual([all.hits.length, all.exhausted], [30, true]);
        result.hits.forEach(({ score }, at) =>
          ok(Math.abs(score - (expected[at]?.score ?? 0)) < 1e-6, 'the score is the fused one'),
        );
      }),
  },
  {
    name: 'refuses searches that mean nothing',
    run: (under) =>
      withCollection(under, async (collection, { capabilities }) => {
        const vector = randomVector(sampleSpace.dimensions, seeded(1));
        for (const limit of [0, -1, 1.5, 10_001, Number.NaN])
          await rejectsWith(
            'VECTOR_BAD_SEARCH',
            collection.search(search(dense(vector), { limit })),
          );
        if (capabilities.hybrid)
          await rejectsWith('VECTOR_BAD_SEARCH', collection.search(search(hybrid([]))));
        await rejectsWith(
          'VECTOR_BAD_VECTOR',
          collection.search(search(dense(new Float32Array(3).fill(1)))),
        );
        await rejectsWith(
          'VECTOR_BAD_VECTOR',
          collection.search(search(dense(new Float32Array(sampleSpace.dimensions).fill(Infinity)))),
        );
        await rejectsWith('VECTOR_BAD_FILTER', collection.count(range('n', {})));
        await rejectsWith('VECTOR_BAD_FILTER', collection.delete(range('n', { gt: 1, lt: 'x' })));
      }),
  },
  {
    name: 'answers while records are deleted',
    run: (under) =>
      withCollection(under, async (collection) => {
        const records = randomRecords(400, 13);
        await collection.upsert(records);
        const random = seeded(14);
        const deleting = (async () => {
          for (let n = 0; n < 300; n += 20)
            await collection.delete(records.slice(n, n + 20).map(({ id }) => id));
        })();
        for (let n = 0; n < 20; n++) {
          const query = randomVector(sampleSpace.dimensions, random);
          const result = await collection.search(search(dense(query), { limit: 10 }));
          strictEqual(result.hits.length, 10);
          strictEqual(new Set(idsOf(result)).size, 10);
        }
        await deleting;
        const result = await collection.search(
          search(dense(randomVector(sampleSpace.dimensions, random)), { limit: 200 }),
        );
        deepStrictEqual(
          idsOf(result).sort(),
          records.slice(300).map(({ id }) => id),
        );
      }),
  },
];
