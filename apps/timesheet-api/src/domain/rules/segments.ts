import { Temporal } from 'temporal-polyfill';
import { minutesBetween } from '../time/iso-week.ts';
import { dateAt, dayOf, partsByDay } from '../time/work-days.ts';
import type { TimedEntry } from '../words.ts';
import type { Overtime } from './rule-set.ts';

/** A rule that raises a minute's rate. */
export interface Surcharge {
  readonly code: string;
  readonly rate: string;
}

/** Counted minutes in a row for which the same calendar rules hold. */
export interface Segment {
  readonly entryId: string;
  /** The calendar's day. */
  readonly date: string;
  /** The day whose daily bands they count to. */
  readonly countsTo: string;
  readonly minutes: number;
  readonly surcharges: readonly Surcharge[];
}

/** An entry with the minutes that rounding left it. */
export interface CountedEntry extends TimedEntry {
  readonly counted: number;
}

const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/**
 * The counted time of some entries, cut where another day or other hours begin, in the order in which it was worked. A clock time keeps its
 * start, and rounding moves its end; a day's durations come after its clock times.
 */
export function segmentsOf(
  entries: readonly CountedEntry[],
  overtime: Overtime,
  zone: string,
  holidays: ReadonlySet<string>,
): Segment[] {
  const byDay = (date: Temporal.PlainDate): Surcharge[] => {
    const weekday = weekdays[date.dayOfWeek - 1];
    return overtime.days.filter(({ on }) =>
      on === 'holiday' ? holidays.has(date.toString()) : on === weekday,
    );
  };
  return inOrder(entries, zone).flatMap(({ id, time, counted }) => {
    if (counted === 0) return [];
    if (time.kind === 'duration') {
      const date = time.date.toString();
      const surcharges = byDay(time.date);
      return [{ entryId: id, date, countsTo: date, minutes: counted, surcharges }];
    }
    const end = time.start.add({ minutes: counted });
    const begun = dateAt(time.start, zone).toString();
    return partsByDay(time.start, end, zone).flatMap((part) => {
      const date = part.date.toString();
      return partsByHours(part, overtime, zone).map(({ minutes, surcharges }) => ({
        entryId: id,
        date,
        countsTo: overtime.shiftCountsTo === 'start' ? begun : date,
        minutes,
        surcharges: [...byDay(part.date), ...surcharges],
      }));
    });
  });
}

function inOrder(entries: readonly CountedEntry[], zone: string): CountedEntry[] {
  const place = (entry: CountedEntry): [string, number] => [
    dayOf(entry.time, zone).toString(),
    entry.time.kind === 'clock' ? entry.time.start.epochMilliseconds : Infinity,
  ];
  return entries
    .map((entry) => ({ entry, place: place(entry) }))
    .sort(({ place: [day, at] }, { place: [otherDay, otherAt] }) =>
      day === otherDay ? (at === otherAt ? 0 : at - otherAt) : day < otherDay ? -1 : 1,
    )
    .map(({ entry }) => entry);
}

interface Span {
  readonly date: Temporal.PlainDate;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** A part of a day cut where hours with a surcharge begin and end. */
function partsByHours(
  { date, start, end }: Span,
  { hours }: Overtime,
  zone: string,
): { minutes: number; surcharges: Surcharge[] }[] {
  const spans = hours.flatMap((rule) =>
    // Those of the night before still hold in the morning.
    [date.subtract({ days: 1 }), date].map((day) => ({ rule, ...spanOf(rule, day, zone) })),
  );
  const from = start.epochMilliseconds;
  const to = end.epochMilliseconds;
  const cuts = spans
    .flatMap((span) => [span.from, span.to])
    .filter((cut) => cut > from && cut < to)
    .concat(from, to)
    .sort((a, b) => a - b);
  return cuts.slice(1).flatMap((cut, i) => {
    const begin = cuts[i] ?? from;
    if (begin === cut) return [];
    return [
      {
        minutes: minutesBetween(
          Temporal.Instant.fromEpochMilliseconds(begin),
          Temporal.Instant.fromEpochMilliseconds(cut),
        ),
        surcharges: spans
          .filter((span) => span.from <= begin && begin < span.to)
          .map(({ rule }) => rule),
      },
    ];
  });
}

/** The hours of a rule that begin on a day, as moments. */
function spanOf(
  { from, to }: { readonly from: string; readonly to: string },
  day: Temporal.PlainDate,
  zone: string,
): { from: number; to: number } {
  return {
    from: firstMoment(day, from, zone),
    to: firstMoment(to > from ? day : day.add({ days: 1 }), to, zone),
  };
}

/** The first moment of a day at which the clocks show a time, or, where they skip it, the one at which they do. */
function firstMoment(date: Temporal.PlainDate, time: string, zone: string): number {
  const moment = date.toZonedDateTime({ timeZone: zone, plainTime: time });
  if (moment.toPlainTime().equals(time)) return moment.epochMilliseconds;
  // A skipped time is moved on by the length of the gap; the gap itself ended at the last change until then.
  const change = moment.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  return (change ?? moment).epochMilliseconds;
}
