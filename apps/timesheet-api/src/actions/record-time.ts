import { Temporal } from 'temporal-polyfill';
import { checkTime } from '../domain/sheet/check-entries.ts';
import { checkLocks } from '../domain/sheet/locks.ts';
import { isCorrectable, isEditable } from '../domain/sheet/transitions.ts';
import { momentOf } from '../domain/time/local-time.ts';
import { partsByDay } from '../domain/time/work-days.ts';
import type { WorkTime } from '../domain/words.ts';
import { TimesheetError } from '../errors.ts';
import { isOpenTask } from '../store/catalogue.ts';
import type { Database } from '../store/database.ts';
import type { Entry, NewEntry } from '../store/entries.ts';
import { addEntry, changeEntry, entriesOf, removeEntry } from '../store/entries.ts';
import { locksIn } from '../store/locks.ts';
import type { Version } from '../store/sheets.ts';
import { touch } from '../store/sheets.ts';
import { checkWithNeighbours } from './check-beside.ts';

/** Time as it is written down: by the clocks of the timesheet's zone unless it has an offset, or as minutes of a day. */
export type WrittenTime =
  | { readonly start: string; readonly end: string }
  | { readonly date: string; readonly minutes: number };

export interface WrittenEntry {
  readonly time: WrittenTime;
  readonly taskId: string;
  readonly note: string;
}

// Every change looks at all of them.
const mostEntries = 500;

/** Adds an entry. The employee is locked (`lockEmployeeOf`), and so are the periods (`enterPeriods`). */
export async function recordEntry(
  db: Database,
  version: Version,
  written: WrittenEntry,
): Promise<Entry> {
  const entries = await editable(db, version);
  if (entries.length >= mostEntries)
    throw new TimesheetError(
      'too-many-entries',
      `The timesheet has ${entries.length} entries, and holds ${mostEntries}. Put some of them together.`,
    );
  const entry = await checked(db, version, written);
  await checkWithNeighbours(db, version, [...entries, { id: 'new', time: entry.time }]);
  await checkPeriods(db, version, [entry.time]);
  await touch(db, version.id);
  return addEntry(db, version.id, entry, version.zone);
}

/** Changes an entry of the version; undefined where it has none with this id. */
export async function rewriteEntry(
  db: Database,
  version: Version,
  id: string,
  written: WrittenEntry,
): Promise<Entry | undefined> {
  const entries = await editable(db, version);
  const before = entries.find((entry) => entry.id === id);
  if (before === undefined) return undefined;
  const entry = await checked(db, version, written);
  const others = entries.filter((other) => other.id !== id);
  await checkWithNeighbours(db, version, [...others, { id, time: entry.time }]);
  // Nothing moves out of a locked period either.
  await checkPeriods(db, version, [before.time, entry.time]);
  await touch(db, version.id);
  return changeEntry(db, id, entry, version.zone);
}

/** Removes an entry of the version; false where it has none with this id. */
export async function eraseEntry(db: Database, version: Version, id: string): Promise<boolean> {
  const entry = (await editable(db, version)).find((one) => one.id === id);
  if (entry === undefined) return false;
  await checkPeriods(db, version, [entry.time]);
  await touch(db, version.id);
  await removeEntry(db, id);
  return true;
}

/** Throws `period-locked` where some of the times touch a day that is locked for the version's team. */
export async function checkPeriods(
  db: Database,
  { team, zone, monday }: Version,
  times: readonly WorkTime[],
): Promise<void> {
  // The last night shift of a week ends on the day after it.
  const last = Temporal.PlainDate.from(monday).add({ days: 7 });
  const locks = await locksIn(db, monday, last.toString());
  if (locks.length === 0) return;
  const dates = times.flatMap((time) =>
    time.kind === 'duration'
      ? [time.date]
      : partsByDay(time.start, time.end, zone).map(({ date }) => date),
  );
  checkLocks(dates, team, locks);
}

async function editable(db: Database, version: Version): Promise<Entry[]> {
  if (!isEditable[version.state])
    throw new TimesheetError(
      'state-forbids',
      `Version ${version.number} is ${version.state}, so its entries stay as they are. ${isCorrectable[version.state] ? 'Correct it by a new version.' : version.state === 'submitted' ? 'Withdraw it first.' : version.state === 'withdrawn' ? 'Reopen it first.' : ''}`.trim(),
      { details: { state: version.state } },
    );
  return entriesOf(db, version.id);
}

async function checked(db: Database, version: Version, written: WrittenEntry): Promise<NewEntry> {
  const time = timeOf(written.time, version.zone);
  checkTime(time, version.week, version.zone, version.rules.stepMinutes);
  if (!(await isOpenTask(db, written.taskId)))
    throw new TimesheetError(
      'task-closed',
      `No time can be recorded on the task ${written.taskId}: it or its project is closed, or there is no such task.`,
    );
  return { time, taskId: written.taskId, note: written.note };
}

function timeOf(written: WrittenTime, zone: string): WorkTime {
  return 'start' in written
    ? { kind: 'clock', start: momentOf(written.start, zone), end: momentOf(written.end, zone) }
    : {
        kind: 'duration',
        date: Temporal.PlainDate.from(written.date),
        minutes: written.minutes,
      };
}
