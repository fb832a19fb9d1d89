import { dense, hybrid, lexical, search } from '@vector-toolkit/core';
import { randomRecords, sampleSpace, storeChecks } from '@vector-toolkit/core/conformance';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../test/servers.ts';
import { agreement } from '../test/oracle/agreement.ts';
import { recall } from '../test/oracle/recall.ts';
import { embeddedDatabase } from '../test/servers.ts';
import { storeOn } from '../test/stores.ts';
import { postgresStore } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await embeddedDatabase();
});
afterAll(() => database.close());

describe('on the embedded database', () => {
  it.each(storeChecks)('$name', (check) => check.run(storeOn(() => database)));
});

describe('on the embedded database, by an HNSW index', () => {
  const under = storeOn(() => database, { index: { kind: 'hnsw' }, recall: 0.95 });
  it.each(storeChecks)('$name', (check) => check.run(under));
});

// Few cases; the native suite takes more.
describe('on the embedded database, whatever is done', () => {
  it.each(['cosine', 'dot', 'l2'] as const)('answers by %s as the store in memory', (metric) =>
    agreement(database, metric).then((property) => fc.assert(property, { numRuns: 25 })),
  );

  it('finds by an HNSW index nearly all true neighbours, and never too few records', async () => {
    const { property, share } = await recall(database, { kind: 'hnsw' });
    await fc.assert(property, { numRuns: 3 });
    expect(share()).toBeGreaterThanOrEqual(0.95);
  });
});

describe('a collection without full-text search', () => {
  it('keeps texts, and says that it does not search their words', async () => {
    const store = postgresStore({ pool: database.pool });
    const definition = { name: 'wordless', space: sampleSpace };
    const collection = await store.open({ ...definition, textSearch: false });
    await collection.upsert(randomRecords(300, 1));
    const [first] = randomRecords(1, 1);
    const { hits } = await collection.search(search(dense(first?.vector ?? new Float32Array())));
    expect([hits.length, hits[0]?.id, hits[0]?.text]).toEqual([10, first?.id, first?.text]);
    const message =
      'Collection "wordless" was made with `textSearch: false`, so its texts cannot be searched by their words.';
    for (const rank of [lexical('word'), hybrid([lexical('word')])])
      await expect(collection.search(search(rank))).rejects.toThrow(message);
    await expect(store.open({ ...definition, textSearch: 'english' })).rejects.toThrow(
      'its texts are not searched by their words, which is chosen when it is made.',
    );
    expect(
      (await store.describe()).map(({ name, textSearch }) => [name, textSearch]),
    ).toContainEqual(['wordless', false]);
    await (await store.open(definition)).upsert(randomRecords(2, 9));
  });
});
