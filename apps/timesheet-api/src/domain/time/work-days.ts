import type { Temporal } from 'temporal-polyfill';
import type { WorkTime } from '../words.ts';
import { minutesBetween, startOf } from './iso-week.ts';

/** A part of a clock time that lies within one day. */
export interface DayPart {
  readonly date: Temporal.PlainDate;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** The day that an entry belongs to: the one on which it starts. */
export function dayOf(time: WorkTime, zone: string): Temporal.PlainDate {
  return time.kind === 'clock' ? dateAt(time.start, zone) : time.date;
}

/** What the calendar shows at a moment. */
export function dateAt(moment: Temporal.Instant, zone: string): Temporal.PlainDate {
  return moment.toZonedDateTimeISO(zone).toPlainDate();
}

/** Minutes of a time; those of a clock time are the ones that passed, whatever the clocks were put to meanwhile. */
export function minutesOf(time: WorkTime): number {
  return time.kind === 'clock' ? minutesBetween(time.start, time.end) : time.minutes;
}

/** A time span cut at the midnights of a zone. */
export function partsByDay(
  start: Temporal.Instant,
  end: Temporal.Instant,
  zone: string,
): DayPart[] {
  const parts: DayPart[] = [];
  let from = start;
  while (from.epochMilliseconds < end.epochMilliseconds) {
    const date = dateAt(from, zone);
    const midnight = startOf(date.add({ days: 1 }), zone);
    const to = midnight.epochMilliseconds < end.epochMilliseconds ? midnight : end;
    parts.push({ date, start: from, end: to });
    from = to;
  }
  return parts;
}
