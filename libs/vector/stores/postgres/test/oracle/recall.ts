import type { Filter } from '@vector-toolkit/core';
import { and, dense, eq, memoryStore, not, range, search } from '@vector-toolkit/core';
import { randomRecords, randomVector, sampleSpace, seeded } from '@vector-toolkit/core/conformance';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { IndexOptions } from '../../src/index.ts';
import { postgresStore } from '../../src/index.ts';
import type { TestDatabase } from '../servers.ts';

interface History {
  readonly seed: number;
  readonly count: number;
  /** One in so many is deleted, and one in so many is given another vector, after the index has been built. */
  readonly deleted: number;
  readonly changed: number;
  readonly limit: number;
  readonly filter: Filter | undefined;
}

const history: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  count: fc.integer({ min: 40, max: 600 }),
  deleted: fc.integer({ min: 2, max: 9 }),
  changed: fc.integer({ min: 2, max: 9 }),
  limit: fc.integer({ min: 1, max: 30 }),
  filter: fc.oneof(
    fc.constant(undefined),
    fc.constantFrom<Filter>(eq('even', true), not(eq('group', 'g3')), eq('group', 'g7')),
    fc
      .tuple(fc.nat(800), fc.integer({ min: 1, max: 60 }))
      .map(([from, width]) => range('n', { gte: from, lt: from + width })),
  ),
});

/**
 * That searches that go by the index, in a collection that was written to and deleted from after it was built, give true
 * scores alone, and never fewer records than there are. Counts the share of the true neighbours that they found.
 */
export async function recall(
  { pool }: TestDatabase,
  index: IndexOptions,
): Promise<{ readonly property: fc.IAsyncProperty<[History]>; readonly share: () => number }> {
  const definition = { name: 'recall', space: sampleSpace, filterKeys: ['group', 'n'] };
  const store = postgresStore({ pool });
  await store.drop(definition.name);
  const collection = await store.open(definition);
  let [wanted, found] = [0, 0];
  const property = fc.asyncProperty(history, async (given) => {
    await collection.delete(and());
    const oracle = await memoryStore().open(definition);
    const records = randomRecords(given.count, given.seed);
    const half = records.slice(0, given.count / 2);
    const other = randomRecords(given.count, given.seed + 1);
    const deleted = records.filter((_, at) => at % given.deleted === 0).map(({ id }) => id);
    await collection.upsert(half);
    await collection.buildIndex(index);
    for (const each of [collection, oracle]) {
      await each.upsert(records);
      await each.delete(deleted);
      await each.upsert(other.filter((_, at) => at % given.changed === 1));
    }
    const { limit, filter } = given;
    const random = seeded(given.seed + 2);
    for (let n = 0; n < 6; n++) {
      const rank = dense(randomVector(sampleSpace.dimensions, random));
      const all = await oracle.search(search(rank, { filter, limit: 10_000 }));
      const scores = new Map(all.hits.map(({ id, score }) => [id, score]));
      const best = all.hits.slice(0, limit).map(({ id }) => id);
      const result = await collection.search(search(rank, { filter, limit }), {
        ...{ plan: 'index', efSearch: 200, probes: 20, oversample: 20 },
      });
      expect(result.hits).toHaveLength(best.length);
      expect(result.exhausted).toBe(scores.size <= limit);
      for (const { id, score } of result.hits) expect(scores.get(id)).toBeCloseTo(score, 5);
      const hits = new Set(result.hits.map(({ id }) => id));
      expect(hits.size).toBe(best.length);
      wanted += best.length;
      found += best.filter((id) => hits.has(id)).length;
    }
  });
  return { property, share: () => found / wanted };
}
