import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { momentOf } from '../time/local-time.ts';
import type { TimedEntry } from '../words.ts';
import { evaluate } from './evaluate.ts';
import type { Overtime, RuleSet } from './rule-set.ts';

const zone = 'Europe/Berlin';
const clock = (id: string, from: string, to: string): TimedEntry => ({
  id,
  time: { kind: 'clock', start: momentOf(from, zone), end: momentOf(to, zone) },
});
const duration = (id: string, date: string, minutes: number): TimedEntry => ({
  id,
  time: { kind: 'duration', date: Temporal.PlainDate.from(date), minutes },
});
const nothing: Overtime = {
  combine: 'highest',
  daily: [],
  shiftCountsTo: 'each',
  weekly: [],
  weeklyCounts: 'all',
  days: [],
  hours: [],
};
const rules = (overtime: Partial<Overtime>): RuleSet => ({
  stepMinutes: 1,
  rounding: { unitMinutes: 1, direction: 'nearest', per: 'entry' },
  overtime: { ...nothing, ...overtime },
});
/** Lines as `date code minutes rate weighted`. */
const lines = (
  entries: readonly TimedEntry[],
  overtime: Partial<Overtime>,
  holidays: readonly string[] = [],
): string[] =>
  evaluate(entries, rules(overtime), zone, new Set(holidays)).lines.map(
    ({ date, code, minutes, rate, weightedMinutes }) =>
      [date, code, minutes, rate, weightedMinutes].join(' '),
  );

const bands = [
  { code: 'OT1', afterMinutes: 480, rate: '1.25' },
  { code: 'OT2', afterMinutes: 600, rate: '1.5' },
];

describe('daily bands', () => {
  it('begin after their minutes, one after the other, across the entries of a day', () => {
    expect(
      lines(
        [
          clock('a', '2026-03-02T06:00', '2026-03-02T13:00'),
          clock('b', '2026-03-02T14:00', '2026-03-02T18:00'),
          clock('c', '2026-03-03T06:00', '2026-03-03T14:00'),
        ],
        { daily: bands },
      ),
    ).toStrictEqual([
      '2026-03-02 REGULAR 420 1 420',
      '2026-03-02 REGULAR 60 1 60',
      '2026-03-02 OT1 120 1.25 150',
      '2026-03-02 OT2 60 1.5 90',
      '2026-03-03 REGULAR 480 1 480',
    ]);
  });

  it('count what was worked first first, in whatever order it was written', () => {
    const late = clock('late', '2026-03-02T14:00', '2026-03-02T19:00');
    const early = clock('early', '2026-03-02T06:00', '2026-03-02T12:00');
    const overtime = evaluate([late, early], rules({ daily: bands }), zone, new Set()).lines.find(
      ({ code }) => code === 'OT1',
    );
    expect(overtime).toMatchObject({ entryId: 'late', minutes: 120 });
  });

  it('take durations after the clock times of their day', () => {
    expect(
      evaluate(
        [duration('d', '2026-03-02', 120), clock('c', '2026-03-02T12:00', '2026-03-02T19:00')],
        rules({ daily: bands }),
        zone,
        new Set(),
      ).lines.map(({ entryId, code, minutes }) => `${entryId} ${code} ${minutes}`),
    ).toStrictEqual(['c REGULAR 420', 'd REGULAR 60', 'd OT1 60']);
  });

  it('give a night shift to the day it began on, or each day its part', () => {
    const night = [clock('n', '2026-03-02T20:00', '2026-03-03T06:00')];
    expect(lines(night, { daily: bands, shiftCountsTo: 'start' })).toStrictEqual([
      '2026-03-02 REGULAR 240 1 240',
      '2026-03-03 REGULAR 240 1 240',
      '2026-03-03 OT1 120 1.25 150',
    ]);
    expect(lines(night, { daily: bands, shiftCountsTo: 'each' })).toStrictEqual([
      '2026-03-02 REGULAR 240 1 240',
      '2026-03-03 REGULAR 360 1 360',
    ]);
  });

  it('count the hours that passed where the clocks are changed', () => {
    // Nine hours by the wall; eight and ten by the clock of the one who stood there.
    expect(
      lines([clock('n', '2026-03-29T00:00', '2026-03-29T09:00')], { daily: bands }),
    ).toStrictEqual(['2026-03-29 REGULAR 480 1 480']);
    expect(
      lines([clock('n', '2026-10-25T00:00', '2026-10-25T09:00')], { daily: bands }),
    ).toStrictEqual(['2026-10-25 REGULAR 480 1 480', '2026-10-25 OT1 120 1.25 150']);
  });
});

describe('weekly bands', () => {
  const week = ['02', '03', '04', '05', '06'].map((day) =>
    clock(day, `2026-03-${day}T08:00`, `2026-03-${day}T17:00`),
  );
  const weekly = [{ code: 'WEEK', afterMinutes: 2400, rate: '1.5' }];
  const sums = (overtime: Partial<Overtime>): Record<string, number> => {
    const sum: Record<string, number> = {};
    for (const { code, minutes } of evaluate(week, rules(overtime), zone, new Set()).lines)
      sum[code] = (sum[code] ?? 0) + minutes;
    return sum;
  };

  it('begin after the minutes of the week', () => {
    expect(sums({ weekly })).toStrictEqual({ REGULAR: 2400, WEEK: 300 });
  });

  it('count daily overtime as well, or not', () => {
    // Nine hours on five days: one of each day is daily overtime.
    const daily = [{ code: 'DAY', afterMinutes: 480, rate: '1.25' }];
    expect(sums({ weekly, daily, weeklyCounts: 'regular' })).toStrictEqual({
      REGULAR: 2400,
      DAY: 300,
    });
    // All 45 hours count: of Friday's nine, the last five lie past 40, and the higher rate pays its ninth.
    expect(sums({ weekly, daily, weeklyCounts: 'all' })).toStrictEqual({
      REGULAR: 2160,
      DAY: 240,
      WEEK: 300,
    });
  });
});

describe('days and hours', () => {
  const days = [
    { code: 'SUN', on: 'sunday', rate: '1.5' },
    { code: 'HOL', on: 'holiday', rate: '2' },
  ] as const;
  const hours = [{ code: 'NIGHT', from: '22:00', to: '06:00', rate: '1.25' }];

  it('a Sunday begins and ends at midnight, within a shift too', () => {
    expect(
      lines([clock('n', '2026-03-07T20:00', '2026-03-08T04:00')], { days: [...days] }),
    ).toStrictEqual(['2026-03-07 REGULAR 240 1 240', '2026-03-08 SUN 240 1.5 360']);
  });

  it('the highest rate pays, or the surcharges are added', () => {
    const easter = [clock('n', '2026-04-05T18:00', '2026-04-05T23:00')];
    const holidays = ['2026-04-05'];
    expect(lines(easter, { days: [...days], hours }, holidays)).toStrictEqual([
      '2026-04-05 HOL 300 2 600',
    ]);
    expect(lines(easter, { days: [...days], hours, combine: 'sum' }, holidays)).toStrictEqual([
      '2026-04-05 SUN+HOL 240 2.5 600',
      '2026-04-05 SUN+HOL+NIGHT 60 2.75 165',
    ]);
  });

  it('night hours hold before and after midnight', () => {
    expect(lines([clock('n', '2026-03-02T20:00', '2026-03-03T08:00')], { hours })).toStrictEqual([
      '2026-03-02 REGULAR 120 1 120',
      '2026-03-02 NIGHT 120 1.25 150',
      '2026-03-03 NIGHT 360 1.25 450',
      '2026-03-03 REGULAR 120 1 120',
    ]);
  });

  it('night hours are one less and one more where the clocks are changed', () => {
    expect(lines([clock('n', '2026-03-29T00:00', '2026-03-29T07:00')], { hours })).toStrictEqual([
      '2026-03-29 NIGHT 300 1.25 375',
      '2026-03-29 REGULAR 60 1 60',
    ]);
    expect(lines([clock('n', '2026-10-25T00:00', '2026-10-25T07:00')], { hours })).toStrictEqual([
      '2026-10-25 NIGHT 420 1.25 525',
      '2026-10-25 REGULAR 60 1 60',
    ]);
  });

  it('hours that end in the missing one end when it begins, and none of them counts twice', () => {
    const around = [
      { code: 'ALL', from: '03:00', to: '02:30', rate: '1.1' },
      { code: 'LATE', from: '02:30', to: '04:00', rate: '1.2' },
    ];
    expect(
      lines([clock('n', '2026-03-29T01:00', '2026-03-29T05:00')], {
        hours: around,
        combine: 'sum',
      }),
    ).toStrictEqual(['2026-03-29 ALL 120 1.1 132', '2026-03-29 ALL+LATE 60 1.3 78']);
  });

  it('durations are paid by their day, at no hour', () => {
    expect(lines([duration('d', '2026-03-08', 90)], { days: [...days], hours })).toStrictEqual([
      '2026-03-08 SUN 90 1.5 135',
    ]);
  });
});

it('rates stay exact', () => {
  expect(
    lines([duration('d', '2026-03-02', 1)], {
      combine: 'sum',
      daily: [{ code: 'A', afterMinutes: 0, rate: '1.1' }],
      days: [{ code: 'B', on: 'monday', rate: '1.2' }],
    }),
  ).toStrictEqual(['2026-03-02 A+B 1 1.3 1.3']);
});

it('rounding moves the end of a shift, and its overtime with it', () => {
  const {
    counted,
    recordedMinutes,
    countedMinutes,
    lines: paid,
  } = evaluate(
    [clock('a', '2026-03-02T08:00', '2026-03-02T16:08')],
    {
      ...rules({ daily: bands }),
      rounding: { unitMinutes: 15, direction: 'nearest', per: 'entry' },
    },
    zone,
    new Set(),
  );
  expect([...counted]).toStrictEqual([['a', 495]]);
  expect([recordedMinutes, countedMinutes]).toStrictEqual([488, 495]);
  expect(paid.map(({ code, minutes }) => [code, minutes])).toStrictEqual([
    ['REGULAR', 480],
    ['OT1', 15],
  ]);
});
