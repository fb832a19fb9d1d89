import type { Metric } from '@vector-toolkit/core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectAgreement } from '../test/oracle/agreement.ts';
import { expectRecall } from '../test/oracle/recall.ts';
import type { TestDatabase } from '../test/servers.ts';
import { nativeDatabase } from '../test/servers.ts';
import type { IndexOptions } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await nativeDatabase();
});
afterAll(() => database.close());

// Other cases in every run; what fails names its seed.
describe('on a native server, whatever is done', () => {
  it.each<Metric>(['cosine', 'dot', 'l2'])('answers by %s as the store in memory', (metric) =>
    expectAgreement(database, metric, { numRuns: 250 }),
  );

  it.each<[IndexOptions, number]>([
    [{ kind: 'hnsw' }, 0.95],
    [{ kind: 'hnsw', quantize: 'binary' }, 0.8],
    [{ kind: 'ivfflat', lists: 20 }, 0.95],
  ])('finds by %j the share %d of the true neighbours', (index, least) =>
    expectRecall(database, index, least, { numRuns: 25 }),
  );
});
