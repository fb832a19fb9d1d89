import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packShards } from './pack-shards.ts';

describe('packing', () => {
  it('gives the longest first, each to the shard that has least', () => {
    const loads = Object.entries({ a: 2, b: 9, c: 4, d: 5, e: 3 }).map(([project, seconds]) => ({
      ...{ project, seconds },
    }));
    expect(packShards(loads, 2)).toStrictEqual([
      { projects: ['b', 'e'], seconds: 12 },
      { projects: ['a', 'c', 'd'], seconds: 11 },
    ]);
  });

  it('leaves shards empty where there is nothing for them', () => {
    expect(packShards([{ project: 'a', seconds: 1 }], 3)).toStrictEqual([
      { projects: ['a'], seconds: 1 },
      { projects: [], seconds: 0 },
      { projects: [], seconds: 0 },
    ]);
    expect(packShards([], 1)).toStrictEqual([{ projects: [], seconds: 0 }]);
  });

  const loads = fc.uniqueArray(
    fc.record({ project: fc.string({ maxLength: 6 }), seconds: fc.nat(500) }),
    { selector: ({ project }) => project, maxLength: 40 },
  );
  const of = fc.integer({ min: 1, max: 9 });

  it('puts every project into exactly one shard, and into the same one in whatever order', () => {
    fc.assert(
      fc.property(loads, of, fc.func(fc.nat()), (given, count, order) => {
        const shards = packShards(given, count);
        expect(shards).toHaveLength(count);
        expect(shards.flatMap(({ projects }) => projects).sort()).toStrictEqual(
          given.map(({ project }) => project).sort(),
        );
        const shuffled = [...given].sort((one, other) => order(one.project) - order(other.project));
        expect(packShards(shuffled, count)).toStrictEqual(shards);
      }),
    );
  });

  it('keeps the longest shard within one half more than what no packing can beat', () => {
    fc.assert(
      fc.property(loads, of, (given, count) => {
        const seconds = packShards(given, count).map((shard) => shard.seconds);
        const total = given.reduce((sum, load) => sum + load.seconds, 0);
        const sorted = given.map((load) => load.seconds).sort((one, other) => other - one);
        // A shard has all of the longest, its part of the sum, or two of the first that have no shard to themselves.
        const least = Math.max(
          total / count,
          sorted[0] ?? 0,
          (sorted[count - 1] ?? 0) + (sorted[count] ?? 0),
        );
        expect(seconds.reduce((sum, one) => sum + one, 0)).toBe(total);
        // What ends the longest shard is at most half of the last of the three, and the rest of the shard at most the mean.
        expect(Math.max(...seconds)).toBeLessThanOrEqual(least * 1.5);
      }),
    );
  });
});
