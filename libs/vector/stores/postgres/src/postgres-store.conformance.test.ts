import { storeChecks } from '@vector-toolkit/core/conformance';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../test/servers.ts';
import { agreement } from '../test/oracle/agreement.ts';
import { recall } from '../test/oracle/recall.ts';
import { embeddedDatabase } from '../test/servers.ts';
import { storeOn } from '../test/stores.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await embeddedDatabase();
}, 120_000);
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
