import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { datesOf, minutesOfDay, minutesOfWeek, mondayOf, startOf, weekOf } from './iso-week.ts';
import { checkZone } from './zone.ts';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

describe('ISO weeks', () => {
  it.each([
    ['2026-01-01', '2026-W01'],
    ['2025-12-29', '2026-W01'],
    ['2025-12-28', '2025-W52'],
    ['2026-12-31', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-01', '2020-W53'],
  ])('%s lies in %s', (day, week) => {
    expect(weekOf(date(day))).toBe(week);
  });

  it.each([
    ...['2026-W00', '2026-W54', '2025-W53', '2026-W1', '2026W01', '26-W01', 'W01', ''],
    ...['0000-W52', '9999-W52'],
  ])('refuses "%s"', (week) => {
    expect(() => mondayOf(week)).toThrow(expect.objectContaining({ code: 'week-invalid' }));
  });

  it.each([
    ['0001-W01', '0001-01-01'],
    ['9999-W51', '9999-12-20'],
  ])('%s is the first or the last', (week, monday) => {
    expect(mondayOf(week).toString()).toBe(monday);
  });

  it('has seven dates from Monday to Sunday', () => {
    expect(datesOf('2026-W53').map(String)).toStrictEqual([
      '2026-12-28',
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
      '2027-01-02',
      '2027-01-03',
    ]);
  });

  it('every date lies among the dates of its week', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), (days) => {
        const day = date('1990-01-01').add({ days });
        expect(datesOf(weekOf(day)).map(String)).toContain(day.toString());
      }),
    );
  });
});

describe('lengths by the clocks', () => {
  it.each([
    ['2026-W13', 'Europe/Berlin', 167],
    ['2026-W43', 'Europe/Berlin', 169],
    ['2026-W30', 'Europe/Berlin', 168],
    ['2026-W43', 'UTC', 168],
    ['2026-W40', 'Australia/Lord_Howe', 167.5],
    ['2026-W10', 'America/Chicago', 167],
  ])('%s in %s has %d hours', (week, zone, hours) => {
    expect(minutesOfWeek(week, zone)).toBe(hours * 60);
  });

  it.each([
    ['2026-03-29', 'Europe/Berlin', 23],
    ['2026-10-25', 'Europe/Berlin', 25],
    ['2026-03-30', 'Europe/Berlin', 24],
  ])('%s in %s has %d hours', (day, zone, hours) => {
    expect(minutesOfDay(date(day), zone)).toBe(hours * 60);
  });

  it('a day may begin at 01:00', () => {
    expect(
      startOf(date('2026-09-06'), 'America/Santiago')
        .toZonedDateTimeISO('America/Santiago')
        .toString(),
    ).toBe('2026-09-06T01:00:00-03:00[America/Santiago]');
  });

  it('a week is as long as its days together, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        fc.integer({ min: 0, max: 52 * 30 }),
        (zone, weeks) => {
          const week = weekOf(date('2000-01-03').add({ weeks }));
          const days = datesOf(week).map((day) => minutesOfDay(day, zone));
          expect(days.reduce((a, b) => a + b)).toBe(minutesOfWeek(week, zone));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('checkZone', () => {
  it.each(['Europe/Berlin', 'America/Chicago', 'UTC', 'Asia/Kathmandu'])('knows %s', (zone) => {
    expect(checkZone(zone)).toBe(zone);
  });
  it.each(['Europe/Atlantis', '+01:00', '-05:00', '', 'Berlin'])('refuses "%s"', (zone) => {
    expect(() => checkZone(zone)).toThrow(expect.objectContaining({ code: 'zone-unknown' }));
  });
});
