import { storeChecks } from '@vector-toolkit/core/conformance';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { TestDatabase } from '../test/servers.ts';
import { nativeDatabase } from '../test/servers.ts';
import { storeOn } from '../test/stores.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await nativeDatabase();
});
afterAll(() => database.close());
const on = () => database;

describe.each([
  ['without an index', storeOn(on)],
  ['by an HNSW index', storeOn(on, { index: { kind: 'hnsw' }, recall: 0.95 })],
  [
    'by an HNSW index of bits, compared exactly',
    storeOn(on, { index: { kind: 'hnsw', quantize: 'binary' }, recall: 0.8 }),
  ],
  ['by an IVFFlat index', storeOn(on, { index: { kind: 'ivfflat', lists: 10 }, recall: 0.95 })],
  [
    'with numbers of half the size',
    storeOn(on, { storage: 'float16', index: { kind: 'hnsw' }, recall: 0.95, tolerance: 2e-3 }),
  ],
])('on a native server, %s', (_name, under) => {
  it.each(storeChecks)('$name', (check) => check.run(under));
});
