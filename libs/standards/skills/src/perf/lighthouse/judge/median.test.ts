import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestToMedian, spreadOf, valuesOf } from './median.ts';

describe('several measurements', () => {
  it.each([
    [[5], { median: 5, low: 5, high: 5 }],
    [[9, 1, 5], { median: 5, low: 1, high: 9 }],
    [[10, 9, 100, 1], { median: 9.5, low: 1, high: 100 }],
    [[100, 9, 10], { median: 10, low: 9, high: 100 }],
  ])('%j', (values, expected) => {
    expect(spreadOf(values)).toEqual(expected);
  });

  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 15 });

  it('have half of them on each side of the median, whatever their order', () => {
    fc.assert(
      fc.property(values, fc.nat(), (given, seed) => {
        const { median, low, high } = spreadOf(given);
        expect(given.filter((one) => one < median).length).toBeLessThanOrEqual(given.length / 2);
        expect(given.filter((one) => one > median).length).toBeLessThanOrEqual(given.length / 2);
        expect(low).toBe(Math.min(...given));
        expect(high).toBe(Math.max(...given));
        const at = seed % given.length;
        expect(spreadOf([...given.slice(at), ...given.slice(0, at)])).toEqual({
          median,
          low,
          high,
        });
      }),
    );
  });

  it('are not moved by one that is far off, be there three', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (a, b) => {
        const { median } = spreadOf([a, b, 1_000_000]);
        expect(median).toBe(Math.max(a, b));
      }),
    );
  });

  it('are those of the runs that have them', () => {
    expect(valuesOf([{ a: 1 }, { b: 2 }, { a: 3, b: 4 }], 'a')).toEqual([1, 3]);
    expect(valuesOf([{ a: 1 }], 'toString')).toEqual([]);
  });
});

describe('the run in the middle', () => {
  it.each([
    [[{ a: 1 }, { a: 9 }, { a: 5 }], 2],
    [
      [
        { a: 1, b: 5 },
        { a: 5, b: 1000 },
        { a: 9, b: 1 },
      ],
      0,
    ],
    [[{ a: 3 }, { a: 3 }], 0],
    [[{ a: 1, b: 2 }, { b: 2 }, { a: 2, b: 2 }], 0],
    [[{ a: 7 }], 0],
  ])('%j', (runs, expected) => {
    expect(nearestToMedian(runs)).toBe(expected);
  });
});
