import type { Metric } from '@vector-toolkit/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreement } from '../test/oracle/agreement.ts';
import { recall } from '../test/oracle/recall.ts';
import type { TestDatabase } from '../test/servers.ts';
import { nativeDatabase } from '../test/servers.ts';
import type { IndexOptions } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await nativeDatabase();
});
afterAll(() => database.close());

describe('on a native server, whatever is done', () => {
  it.each<Metric>(['cosine', 'dot', 'l2'])('answers by %s as the store in memory', (metric) =>
    agreement(database, metric).then((property) => fc.assert(property, { numRuns: 250 })),
  );

  it.each<[IndexOptions, number]>([
    [{ kind: 'hnsw' }, 0.95],
    [{ kind: 'hnsw', quantize: 'binary' }, 0.8],
    [{ kind: 'ivfflat', lists: 20 }, 0.95],
  ])('finds by %j the share %d of the true neighbours', async (index, least) => {
    const { property, share } = await recall(database, index);
    await fc.assert(property, { numRuns: 15 });
    expect(share()).toBeGreaterThanOrEqual(least);
  });
});
