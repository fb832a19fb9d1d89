import { Temporal } from 'temporal-polyfill';
import { TimesheetError } from '../../errors.ts';

/** Monday of an ISO 8601 week such as `2026-W53`. Throws `week-invalid`, also for a week 53 that its year has not and for one that begins or ends outside of the years 1 to 9999. */
export function mondayOf(week: string): Temporal.PlainDate {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year !== undefined && number !== undefined && Number(number) > 0) {
    // 4 January lies in week 1, whatever day it is.
    const fourth = Temporal.PlainDate.from({ year: Number(year), month: 1, day: 4 });
    const monday = fourth
      .subtract({ days: fourth.dayOfWeek - 1 })
      .add({ weeks: Number(number) - 1 });
    // The database has no year 0, and the days of the year 10000 are written in another way.
    const isDated = monday.year > 0 && monday.add({ weeks: 1 }).year < 10_000;
    if (isDated && weekOf(monday) === week) return monday;
  }
  throw new TimesheetError(
    'week-invalid',
    `"${week}" is no ISO week. Write the year, W and two digits, such as 2026-W07; a year from 1 to 9999 has 52 weeks or 53.`,
  );
}

/** The ISO week of a date. Its year may differ from the date's: 2027-01-01 lies in 2026-W53. */
export function weekOf(date: Temporal.PlainDate): string {
  const { yearOfWeek, weekOfYear } = date;
  if (yearOfWeek === undefined || weekOfYear === undefined)
    throw new TimesheetError('week-invalid', `${date.toString()} has no ISO week.`);
  return `${String(yearOfWeek).padStart(4, '0')}-W${String(weekOfYear).padStart(2, '0')}`;
}

/** The seven dates of a week, Monday first. */
export function datesOf(week: string): Temporal.PlainDate[] {
  const monday = mondayOf(week);
  return Array.from({ length: 7 }, (_, day) => monday.add({ days: day }));
}

/** Length of a week in minutes by the clocks of a zone: 10080, or an hour less or more where they are changed. */
export function minutesOfWeek(week: string, zone: string): number {
  const monday = mondayOf(week);
  return minutesBetween(startOf(monday, zone), startOf(monday.add({ weeks: 1 }), zone));
}

/** Length of a day in minutes by the clocks of a zone. */
export function minutesOfDay(date: Temporal.PlainDate, zone: string): number {
  return minutesBetween(startOf(date, zone), startOf(date.add({ days: 1 }), zone));
}

/** The first moment of a day. That is not always 00:00: in some zones the clocks are put forward at midnight. */
export function startOf(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return date.toZonedDateTime(zone).toInstant();
}

/** Minutes from a moment to a later one. */
export function minutesBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return (to.epochMilliseconds - from.epochMilliseconds) / 60_000;
}
