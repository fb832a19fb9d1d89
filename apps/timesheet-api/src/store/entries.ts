import { Temporal } from 'temporal-polyfill';
import { dayOf, minutesOf } from '../domain/time/work-days.ts';
import type { TimedEntry, WorkTime } from '../domain/words.ts';
import { rowOf, rowsOf } from './database.ts';
import type { Database } from './database.ts';

/** An entry as it is kept. */
export interface Entry extends TimedEntry {
  readonly timesheetId: string;
  readonly versionId: string;
  readonly taskId: string;
  /** On which it begins. */
  readonly day: string;
  readonly minutes: number;
  readonly note: string;
}

interface EntryRow extends Omit<Entry, 'time'> {
  readonly start: Date | null;
  readonly end: Date | null;
}

const columns = `id, timesheet_id as "timesheetId", version_id as "versionId", task_id as "taskId", day::text,
  lower(during) as "start", upper(during) as "end", minutes, note`;

function entryOf({ start, end, ...row }: EntryRow): Entry {
  const time: WorkTime =
    start === null || end === null
      ? { kind: 'duration', date: Temporal.PlainDate.from(row.day), minutes: row.minutes }
      : { kind: 'clock', start: momentAt(start), end: momentAt(end) };
  return { ...row, time };
}

function momentAt(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

/** What is written of an entry. */
export interface NewEntry {
  readonly time: WorkTime;
  readonly taskId: string;
  readonly note: string;
}

function valuesOf({ time, taskId, note }: NewEntry, zone: string): unknown[] {
  const [from, to] = time.kind === 'clock' ? [String(time.start), String(time.end)] : [null, null];
  return [taskId, dayOf(time, zone).toString(), from, to, minutesOf(time), note];
}

export async function addEntry(
  db: Database,
  versionId: string,
  entry: NewEntry,
  zone: string,
): Promise<Entry> {
  return entryOf(
    await rowOf<EntryRow>(
      db,
      `insert into timesheet.entries (version_id, timesheet_id, employee_id, takes_time, task_id, day, during, minutes, note)
        select id, timesheet_id, employee_id, takes_time, $2, $3::date,
          case when $4::timestamptz is null then null else tstzrange($4::timestamptz, $5::timestamptz) end, $6, $7
        from timesheet.versions where id = $1 returning ${columns}`,
      [versionId, ...valuesOf(entry, zone)],
    ),
  );
}

export async function changeEntry(
  db: Database,
  id: string,
  entry: NewEntry,
  zone: string,
): Promise<Entry> {
  return entryOf(
    await rowOf<EntryRow>(
      db,
      `update timesheet.entries set task_id = $2, day = $3::date,
          during = case when $4::timestamptz is null then null else tstzrange($4::timestamptz, $5::timestamptz) end, minutes = $6, note = $7
        where id = $1 returning ${columns}`,
      [id, ...valuesOf(entry, zone)],
    ),
  );
}

export async function removeEntry(db: Database, id: string): Promise<void> {
  await db.query('delete from timesheet.entries where id = $1', [id]);
}

/** Of a version, in the order of time; a day's durations after its shifts. */
export async function entriesOf(db: Database, versionId: string): Promise<Entry[]> {
  const rows = await rowsOf<EntryRow>(
    db,
    `select ${columns} from timesheet.entries where version_id = $1 order by day, lower(during) nulls last, id`,
    [versionId],
  );
  return rows.map(entryOf);
}

/**
 * Entries that an employee's other timesheets have in the days around a week: the night shift before it, the morning after it. Of a
 * timesheet that is being corrected both versions have theirs.
 */
export async function entriesAround(
  db: Database,
  { employeeId, timesheetId, monday }: { employeeId: string; timesheetId: string; monday: string },
): Promise<Entry[]> {
  const rows = await rowsOf<EntryRow>(
    db,
    `select ${columns} from timesheet.entries
      where employee_id = $1 and timesheet_id <> $2 and takes_time and day between $3::date - 2 and $3::date + 8`,
    [employeeId, timesheetId, monday],
  );
  return rows.map(entryOf);
}

/** Copies a version's entries into a draft. They get ids of their own. */
export async function copyEntries(db: Database, from: string, to: string): Promise<void> {
  await db.query(
    `insert into timesheet.entries (version_id, timesheet_id, employee_id, takes_time, task_id, day, during, minutes, note)
      select v.id, v.timesheet_id, v.employee_id, v.takes_time, e.task_id, e.day, e.during, e.minutes, e.note
      from timesheet.entries e, timesheet.versions v where e.version_id = $1 and v.id = $2`,
    [from, to],
  );
}
