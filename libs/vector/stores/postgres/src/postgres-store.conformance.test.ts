import { storeChecks } from '@vector-toolkit/core/conformance';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { TestDatabase } from '../test/servers.ts';
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
