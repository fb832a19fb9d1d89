import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, percentilesOf, ratioOf, spreadOf } from './statistics.ts';

describe('statistics', () => {
  it.each([
    [[3], 3],
    [[3, 1], 2],
    [[3, 1, 2], 2],
    [[4, 1, 10, 2], 3],
  ])('the median of %j is %s', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  it('percentiles are by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(percentilesOf(hundred)).toEqual({ p50: 50, p95: 95, p99: 99 });
    expect(percentilesOf([7])).toEqual({ p50: 7, p95: 7, p99: 7 });
    expect(percentilesOf([1, 2, 3])).toEqual({ p50: 2, p95: 3, p99: 3 });
  });

  it('compares each round with its own bare server', () => {
    const at = (service: number, bare: number) => ({
      service: { p50: service, p95: service, p99: service },
      bare: { p50: bare, p95: bare, p99: bare },
    });
    // The machine became ten times slower, and the service is twice as slow as a bare server all along.
    const rounds = [at(2, 1), at(4, 2), at(20, 10)];
    expect(ratioOf({ rounds }, 'p95')).toBe(2);
    expect(spreadOf({ rounds })).toBe(4.5);
    expect(spreadOf({ rounds: [at(9, 2), at(1, 2)] })).toBe(0);
  });

  const time = fc.double({ min: 0.01, max: 10_000, noNaN: true });
  const percentiles = fc.record({ p50: time, p95: time, p99: time });
  const rounds = fc.array(fc.record({ service: percentiles, bare: percentiles }), { minLength: 1 });

  it('a machine that is slower by any factor changes neither ratio nor spread', () => {
    fc.assert(
      fc.property(rounds, fc.double({ min: 0.1, max: 100, noNaN: true }), (given, factor) => {
        const slower = given.map(({ service, bare }) => ({
          service: scaled(service, factor),
          bare: scaled(bare, factor),
        }));
        expect(ratioOf({ rounds: slower }, 'p99') / ratioOf({ rounds: given }, 'p99')).toBeCloseTo(
          1,
        );
        expect(spreadOf({ rounds: slower })).toBeCloseTo(spreadOf({ rounds: given }));
      }),
    );
  });

  it('percentiles rise, and are values that were measured', () => {
    fc.assert(
      fc.property(fc.array(time, { minLength: 1 }), (times) => {
        const { p50, p95, p99 } = percentilesOf(times);
        expect([p50 <= p95, p95 <= p99]).toEqual([true, true]);
        for (const one of [p50, p95, p99]) expect(times).toContain(one);
      }),
    );
  });
});

function scaled({ p50, p95, p99 }: { p50: number; p95: number; p99: number }, factor: number) {
  return { p50: p50 * factor, p95: p95 * factor, p99: p99 * factor };
}
