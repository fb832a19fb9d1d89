import type { Temporal } from 'temporal-polyfill';
import { TimesheetError } from '../../errors.ts';
import { minutesOfDay, weekOf } from '../time/iso-week.ts';
import { dayOf, minutesOf, partsByDay } from '../time/work-days.ts';
import type { TimedEntry, WorkTime } from '../words.ts';

/**
 * Checks one entry by itself: it has time, no more than 24 hours, begins in its timesheet's week, and begins and ends on the step.
 *
 * The last night shift of a week may end in the next one.
 */
export function checkTime(time: WorkTime, week: string, zone: string, stepMinutes: number): void {
  const minutes = minutesOf(time);
  if (minutes <= 0)
    throw new TimesheetError(
      'entry-empty',
      'The entry has no time. Its end must come after its start, its minutes must be more than 0.',
    );
  if (minutes > 24 * 60)
    throw new TimesheetError(
      'entry-too-long',
      `The entry has ${minutes} minutes, more than 24 hours. Write an entry for each shift.`,
    );
  const day = dayOf(time, zone);
  if (weekOf(day) !== week)
    throw new TimesheetError(
      'entry-outside-week',
      `The entry begins on ${day.toString()} in ${zone}, in ${weekOf(day)}; this timesheet is of ${week}. Write it to that week's timesheet.`,
      { details: { week: weekOf(day) } },
    );
  const off =
    time.kind === 'duration'
      ? [`${time.minutes} minutes`].filter(() => time.minutes % stepMinutes !== 0)
      : [time.start, time.end]
          .map((moment) => moment.toZonedDateTimeISO(zone))
          .filter(({ minute, second }) => second !== 0 || minute % stepMinutes !== 0)
          .map((local) => local.toPlainTime().toString({ smallestUnit: 'minute' }));
  if (off.length > 0)
    throw new TimesheetError(
      'entry-off-step',
      `Time is recorded in steps of ${stepMinutes} minutes, and ${off.join(' and ')} lies between two of them.`,
      { details: { stepMinutes } },
    );
}

/** The first of some entries that shares time with a span, itself left out. Durations are at no hour, so they share none. */
export function overlapOf<Entry extends TimedEntry>(
  entry: TimedEntry,
  others: readonly Entry[],
): Entry | undefined {
  const { time } = entry;
  if (time.kind !== 'clock') return undefined;
  return others.find(
    (other) =>
      other.id !== entry.id &&
      other.time.kind === 'clock' &&
      other.time.start.epochMilliseconds < time.end.epochMilliseconds &&
      time.start.epochMilliseconds < other.time.end.epochMilliseconds,
  );
}

/** Checks a timesheet's entries together: no two at one time, on no day more than the day has. */
export function checkEntries(entries: readonly TimedEntry[], zone: string): void {
  const pair = firstOverlap(entries);
  if (pair !== undefined) throw overlaps(...pair, zone);
  const minutes = new Map<string, { date: Temporal.PlainDate; sum: number }>();
  const add = (date: Temporal.PlainDate, more: number): void => {
    const sum = (minutes.get(date.toString())?.sum ?? 0) + more;
    minutes.set(date.toString(), { date, sum });
  };
  for (const { time } of entries) {
    if (time.kind === 'duration') add(time.date, time.minutes);
    else
      for (const part of partsByDay(time.start, time.end, zone))
        add(part.date, minutesOf({ kind: 'clock', ...part }));
  }
  for (const { date, sum } of minutes.values()) {
    const there = minutesOfDay(date, zone);
    if (sum > there)
      throw new TimesheetError(
        'day-overfull',
        `The entries of ${date.toString()} have ${sum} minutes, and that day has ${there} in ${zone}.`,
        { details: { date: date.toString(), minutes: sum } },
      );
  }
}

/** Two that share time, the one that stands later in the list first; undefined where no two do. */
function firstOverlap(entries: readonly TimedEntry[]): [TimedEntry, TimedEntry] | undefined {
  const spans = entries
    .flatMap((entry, position) =>
      entry.time.kind === 'clock'
        ? [
            {
              ...{ entry, position, start: entry.time.start.epochMilliseconds },
              end: entry.time.end.epochMilliseconds,
            },
          ]
        : [],
    )
    .sort((a, b) => a.start - b.start);
  // In the order of their starts, who shares time with anybody before shares it with the one that ends last.
  const [first, ...rest] = spans;
  let latest = first;
  for (const span of rest) {
    if (latest === undefined) return undefined;
    if (span.start < latest.end)
      return span.position > latest.position
        ? [span.entry, latest.entry]
        : [latest.entry, span.entry];
    latest = span;
  }
  return undefined;
}

/** The refusal of an entry that another one is in the way of. */
export function overlaps(entry: TimedEntry, other: TimedEntry, zone: string): TimesheetError {
  return new TimesheetError(
    'entry-overlaps',
    `The entry ${span(entry.time, zone)} shares time with the entry ${other.id} (${span(other.time, zone)}). Change one of them.`,
    { details: { entryId: other.id } },
  );
}

function span(time: WorkTime, zone: string): string {
  if (time.kind === 'duration') return `of ${time.minutes} minutes on ${time.date.toString()}`;
  const [start, end] = [time.start, time.end].map((moment) =>
    moment.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }),
  );
  return `${start ?? ''} to ${end ?? ''}`;
}
