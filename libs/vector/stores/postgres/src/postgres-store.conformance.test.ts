import { storeChecks } from '@vector-toolkit/core/conformance';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { TestDatabase } from '../test/servers.ts';
import { expectAgreement } from '../test/oracle/agreement.ts';
import { expectRecall } from '../test/oracle/recall.ts';
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

// The same cases in every run, and few: the native suite takes others.
describe('on the embedded database, whatever is done', () => {
  it.each(['cosine', 'dot', 'l2'] as const)('answers by %s as the store in memory', (metric) =>
    expectAgreement(database, metric, { numRuns: 25, seed: 1 }),
  );

  it('finds by an HNSW index nearly all true neighbours, and never too few records', () =>
    expectRecall(database, { kind: 'hnsw' }, 0.95, { numRuns: 3, seed: 1 }));
});
