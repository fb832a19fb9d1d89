import type { Temporal } from 'temporal-polyfill';

/*
 * The words of this domain.
 *
 * employee      a person who records time
 * terms         what holds for an employee over a range of dates: team, manager, time zone, rules
 * timesheet     one employee's one ISO week (Monday to Sunday) in the time zone of their terms; 167, 168 or 169 hours long
 * version       one state of a timesheet's content; a correction after approval is a new version, and the approved one stays as it is
 * entry         work on a task: from a moment to a moment (`clock`), or a number of minutes on a day (`duration`)
 * step          what times and durations must be multiples of: a minute, or a quarter of an hour
 * rounding      how recorded minutes become counted minutes
 * overtime      counted minutes that are paid at another rate, by rules that are data
 * lock          a range of dates in which nothing may be recorded or submitted any more
 * submission    one request to approval-api for one version; a version that came back is submitted again
 */

/** A time span by the clock. Its day is the one on which it starts, in the timesheet's zone. */
export interface ClockTime {
  readonly kind: 'clock';
  readonly start: Temporal.Instant;
  /** The first moment that is not worked any more. */
  readonly end: Temporal.Instant;
}

/** A number of minutes on a day, at no particular hour. */
export interface DurationTime {
  readonly kind: 'duration';
  readonly date: Temporal.PlainDate;
  readonly minutes: number;
}

/** When an entry's work was done. */
export type WorkTime = ClockTime | DurationTime;

/** An entry, as far as time is concerned. */
export interface TimedEntry {
  readonly id: string;
  readonly time: WorkTime;
}
