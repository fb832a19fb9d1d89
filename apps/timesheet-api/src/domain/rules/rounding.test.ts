import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedMinutes, roundMinutes } from './rounding.ts';
import type { Rounding } from './rule-set.ts';

const rule = (direction: Rounding['direction'], per: Rounding['per'] = 'entry'): Rounding => ({
  unitMinutes: 15,
  direction,
  per,
});

describe('roundMinutes', () => {
  it.each([
    // minutes, nearest, up, down
    [0, 0, 0, 0],
    [1, 0, 15, 0],
    [7, 0, 15, 0],
    [8, 15, 15, 0],
    [15, 15, 15, 15],
    [22, 15, 30, 15],
    [23, 30, 30, 15],
    [480, 480, 480, 480],
  ])('%d minutes are %d, %d up, %d down', (minutes, nearest, up, down) => {
    expect(roundMinutes(minutes, rule('nearest'))).toBe(nearest);
    expect(roundMinutes(minutes, rule('up'))).toBe(up);
    expect(roundMinutes(minutes, rule('down'))).toBe(down);
  });

  it('takes the half up', () => {
    expect(roundMinutes(5, { unitMinutes: 10, direction: 'nearest', per: 'entry' })).toBe(10);
    expect(roundMinutes(4, { unitMinutes: 10, direction: 'nearest', per: 'entry' })).toBe(0);
  });
});

describe('countedMinutes', () => {
  const three = [
    { day: '2026-03-02', minutes: 7 },
    { day: '2026-03-03', minutes: 8 },
    { day: '2026-03-02', minutes: 7 },
  ];

  it('rounds each entry', () => {
    expect(countedMinutes(three, rule('nearest'))).toStrictEqual([0, 15, 0]);
  });

  it('rounds the day and gives each entry its share', () => {
    // 14 minutes become 15, of which the earlier of two equal entries has the odd one.
    expect(countedMinutes(three, rule('nearest', 'day'))).toStrictEqual([8, 15, 7]);
  });

  it('leaves nothing of a day that is rounded down to nothing', () => {
    expect(countedMinutes(three, rule('down', 'day'))).toStrictEqual([0, 0, 0]);
  });

  it('by the day: the parts make the rounded sum, and each is within a minute of its share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1440 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('nearest' as const, 'up' as const, 'down' as const),
        fc.constantFrom(1 as const, 5 as const, 6 as const, 10 as const, 15 as const, 30 as const),
        (minutes, direction, unitMinutes) => {
          const rounding = { unitMinutes, direction, per: 'day' } as const;
          const counted = countedMinutes(
            minutes.map((one) => ({ day: 'x', minutes: one })),
            rounding,
          );
          const sum = minutes.reduce((a, b) => a + b);
          const whole = counted.reduce((a, b) => a + b);
          expect(whole % unitMinutes).toBe(0);
          expect(Math.abs(whole - sum)).toBeLessThanOrEqual(
            direction === 'nearest' ? unitMinutes / 2 : unitMinutes - 1,
          );
          if (direction === 'up') expect(whole).toBeGreaterThanOrEqual(sum);
          if (direction === 'down') expect(whole).toBeLessThanOrEqual(sum);
          minutes.forEach((one, i) => {
            expect(Math.abs((counted[i] ?? NaN) - (one * whole) / sum)).toBeLessThan(1);
          });
        },
      ),
    );
  });

  it('is the same a second time, and leaves what is a multiple already', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1440 }),
        fc.constantFrom('nearest' as const, 'up' as const, 'down' as const),
        (minutes, direction) => {
          const once = roundMinutes(minutes, rule(direction));
          expect(roundMinutes(once, rule(direction))).toBe(once);
        },
      ),
    );
  });
});
