import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../test/by-the-minute.ts';
import { paidByTheMinute, scaled } from '../../../test/by-the-minute.ts';
import type { TimedEntry } from '../words.ts';
import { evaluate } from './evaluate.ts';
import type { Overtime } from './rule-set.ts';
import { ruleSetSchema } from './rule-set.ts';

const rate = fc
  .integer({ min: 10_000, max: 35_000 })
  .map((tenThousandths) => (tenThousandths / 10_000).toString());
const bands = (prefix: string, max: number) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max }), { maxLength: 3 })
    .chain((minutes) =>
      fc.tuple(fc.constant(minutes), fc.array(rate, { minLength: 3, maxLength: 3 })),
    )
    .map(([minutes, rates]) =>
      minutes
        .toSorted((a, b) => a - b)
        .map((afterMinutes, i) => ({ code: `${prefix}${i}`, afterMinutes, rate: rates[i] ?? '1' })),
    );
// No border lies in an hour that a zone below skips or repeats: there the wall shows a time twice, and which of them is meant is a rule of its own.
const hours = fc.constantFrom<Overtime['hours'][]>(
  [],
  [{ code: 'NIGHT', from: '22:00', to: '06:00', rate: '1.25' }],
  [
    { code: 'LATE', from: '20:15', to: '23:30', rate: '1.1' },
    { code: 'DEEP', from: '23:30', to: '04:00', rate: '1.4' },
    { code: 'NOON', from: '11:00', to: '13:00', rate: '1.05' },
  ],
);
const overtime: fc.Arbitrary<Overtime> = fc.record({
  combine: fc.constantFrom('highest', 'sum'),
  daily: bands('D', 900),
  shiftCountsTo: fc.constantFrom('start', 'each'),
  weekly: bands('W', 3_000),
  weeklyCounts: fc.constantFrom('all', 'regular'),
  days: fc.constantFrom<Overtime['days'][]>(
    [],
    [
      { code: 'SUN', on: 'sunday', rate: '1.5' },
      { code: 'HOL', on: 'holiday', rate: '2' },
    ],
  ),
  hours,
});
/** A week that holds a change of clocks, and shifts of it that do not overlap. */
const week = fc
  .constantFrom(
    ['Europe/Berlin', '2026-03-23'] as const,
    ['Europe/Berlin', '2026-10-19'] as const,
    ['America/Chicago', '2026-03-02'] as const,
    ['Australia/Lord_Howe', '2026-09-28'] as const,
    ['Asia/Kathmandu', '2026-03-02'] as const,
  )
  .chain(([zone, monday]) =>
    fc.record({
      zone: fc.constant(zone),
      monday: fc.constant(monday),
      shifts: fc.array(
        fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 900 })),
        { maxLength: 7 },
      ),
    }),
  );

describe('payLines', () => {
  it('pays what paying minute by minute pays', () => {
    fc.assert(
      fc.property(week, overtime, ({ zone, monday, shifts }, rules) => {
        const spans = laidOut(monday, zone, shifts);
        const holidays = new Set([Temporal.PlainDate.from(monday).add({ days: 2 }).toString()]);
        const { lines } = evaluate(
          spans.map(entryOf),
          {
            stepMinutes: 1,
            rounding: { unitMinutes: 1, direction: 'nearest', per: 'entry' },
            overtime: rules,
          },
          zone,
          holidays,
        );
        const paid: ReturnType<typeof paidByTheMinute> = {};
        for (const { date, code, minutes, weightedMinutes } of lines) {
          const line = (paid[`${date} ${code}`] ??= { minutes: 0, weighted: 0n });
          line.minutes += minutes;
          line.weighted += scaled(weightedMinutes);
        }
        expect(paid).toStrictEqual(paidByTheMinute(spans, rules, zone, holidays));
      }),
      { numRuns: 25 },
    );
  });

  it('pays every counted minute once, whatever the rules', () => {
    fc.assert(
      fc.property(
        week,
        overtime,
        fc.constantFrom('entry' as const, 'day' as const),
        ({ zone, monday, shifts }, rules, per) => {
          const evaluation = evaluate(
            laidOut(monday, zone, shifts).map(entryOf),
            {
              stepMinutes: 1,
              rounding: { unitMinutes: 15, direction: 'nearest', per },
              overtime: rules,
            },
            zone,
            new Set(),
          );
          const paid = Map.groupBy(evaluation.lines, ({ entryId }) => entryId);
          for (const [id, counted] of evaluation.counted)
            expect((paid.get(id) ?? []).reduce((sum, { minutes }) => sum + minutes, 0)).toBe(
              counted,
            );
        },
      ),
    );
  });
});

describe('ruleSetSchema', () => {
  const sound = {
    stepMinutes: 15,
    rounding: { unitMinutes: 15, direction: 'nearest', per: 'day' },
    overtime: {
      combine: 'highest',
      daily: [
        { code: 'OT1', afterMinutes: 480, rate: '1.25' },
        { code: 'OT2', afterMinutes: 600, rate: '1.5' },
      ],
      shiftCountsTo: 'start',
      weekly: [],
      weeklyCounts: 'all',
      days: [{ code: 'SUN', on: 'sunday', rate: '1.5' }],
      hours: [{ code: 'NIGHT', from: '22:00', to: '06:00', rate: '1.25' }],
    },
  };
  const accepts = (change: object): boolean =>
    ruleSetSchema.safeParse({ ...sound, ...change }).success;
  const withOvertime = (change: object): boolean =>
    accepts({ overtime: { ...sound.overtime, ...change } });

  it('takes rules that hold together', () => {
    expect(accepts({})).toBe(true);
    expect(withOvertime({ daily: [{ code: 'A', afterMinutes: 0, rate: '2.0001' }] })).toBe(true);
  });

  it.each([
    [{ stepMinutes: 7 }],
    [{ stepMinutes: 0 }],
    [{ rounding: { ...sound.rounding, direction: 'sideways' } }],
    [{ surprise: true }],
  ])('refuses %j', (change) => {
    expect(accepts(change)).toBe(false);
  });

  it.each([
    // Out of order, twice the same, a rate that is a number, that is no decimal, a code of two rules, the code of no rule, hours of no length.
    [{ daily: sound.overtime.daily.toReversed() }],
    [{ daily: [sound.overtime.daily[0], { ...sound.overtime.daily[0], code: 'OT9' }] }],
    [{ daily: [{ code: 'A', afterMinutes: 1, rate: 1.5 }] }],
    [{ daily: [{ code: 'A', afterMinutes: 1, rate: '1,5' }] }],
    [{ daily: [{ code: 'SUN', afterMinutes: 1, rate: '1.5' }] }],
    [{ daily: [{ code: 'REGULAR', afterMinutes: 1, rate: '1.5' }] }],
    [{ hours: [{ code: 'N', from: '22:00', to: '22:00', rate: '1.5' }] }],
    [{ hours: [{ code: 'N', from: '22:00', to: '24:00', rate: '1.5' }] }],
  ])('refuses overtime with %j', (change) => {
    expect(withOvertime(change)).toBe(false);
  });
});

/** Shifts one after the other, each some minutes after the last. */
function laidOut(
  monday: string,
  zone: string,
  shifts: readonly (readonly [number, number])[],
): Span[] {
  let at = Temporal.PlainDate.from(monday).toZonedDateTime(zone).epochMilliseconds / 60_000;
  return shifts.map(([pause, minutes]) => {
    const from = at + pause;
    at = from + minutes;
    return { from, minutes };
  });
}

function entryOf({ from, minutes }: Span, index: number): TimedEntry {
  const start = Temporal.Instant.fromEpochMilliseconds(from * 60_000);
  return { id: String(index), time: { kind: 'clock', start, end: start.add({ minutes }) } };
}
