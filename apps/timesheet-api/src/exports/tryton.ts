import { z } from 'zod';
import { rowsOf } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { evaluationSchema } from '../store/sheets.ts';

const idSchema = z.int();

/** Values of one `timesheet.line`, as `model.timesheet.line.create` takes them by JSON-RPC: dates and durations in Tryton's JSON. */
export const trytonLine = z
  .object({
    company: idSchema.describe('company.company'),
    employee: idSchema.describe('company.employee'),
    work: idSchema.describe('timesheet.work'),
    date: z.object({
      ...{ __class__: z.literal('date'), year: z.int(), month: z.int(), day: z.int() },
    }),
    duration: z.object({ __class__: z.literal('timedelta'), seconds: z.int() }),
    description: z.string(),
    uuid: z.uuid().describe('of the entry; Tryton keeps one line for each'),
  })
  .meta({ id: 'TrytonTimesheetLine' });
export type TrytonLine = z.output<typeof trytonLine>;

/** What does not go to Tryton, and why. */
export const skippedLine = z
  .object({
    entryId: z.uuid(),
    reason: z.enum(['employee-without-tryton-id', 'task-without-tryton-id']),
  })
  .meta({ id: 'SkippedLine' });

interface EntryRow {
  readonly id: string;
  readonly day: string;
  readonly note: string;
  readonly state: 'approved' | 'superseded';
  readonly evaluation: unknown;
  readonly employee: number | null;
  readonly work: number | null;
}

export interface TrytonPage {
  readonly lines: TrytonLine[];
  readonly skipped: z.output<typeof skippedLine>[];
  /** Entries of versions that a correction took the place of: lines with these ids are to go. */
  readonly obsolete: string[];
  /** Day and id of the last entry that was looked at; undefined on the last page. */
  readonly last: readonly [string, string] | undefined;
}

/** A page of approved entries whose days lie from `from` to `to`. Their durations are the counted ones; what counts for nothing makes no line. */
export async function trytonPage(
  db: Database,
  {
    from,
    to,
    company,
    after,
    limit,
  }: {
    readonly from: string;
    readonly to: string;
    readonly company: number;
    readonly after: readonly [string, string] | undefined;
    readonly limit: number;
  },
): Promise<TrytonPage> {
  const rows = await rowsOf<EntryRow>(
    db,
    `select n.id, n.day::text, n.note, v.state, v.evaluation, e.tryton_id as employee, t.tryton_work_id as work
      from timesheet.entries n join timesheet.versions v on v.id = n.version_id
        join timesheet.employees e on e.id = n.employee_id join timesheet.tasks t on t.id = n.task_id
      where v.state in ('approved', 'superseded') and n.day between $1::date and $2::date
        and ($3::date is null or (n.day, n.id) > ($3::date, $4::uuid))
      order by n.day, n.id limit $5`,
    [from, to, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  const result: TrytonPage & { last: TrytonPage['last'] } = {
    ...{ lines: [], skipped: [], obsolete: [], last: undefined },
  };
  for (const { id, day, note, state, evaluation, employee, work } of page) {
    if (state === 'superseded') {
      result.obsolete.push(id);
      continue;
    }
    const minutes = evaluationSchema.parse(evaluation).counted[id] ?? 0;
    if (minutes === 0) continue;
    if (employee === null) {
      result.skipped.push({ entryId: id, reason: 'employee-without-tryton-id' });
    } else if (work === null) {
      result.skipped.push({ entryId: id, reason: 'task-without-tryton-id' });
    } else {
      const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
      result.lines.push({
        // A line of Tryton's is one line.
        ...{ company, employee, work, description: note.replace(/\s+/g, ' '), uuid: id },
        date: { __class__: 'date', year, month, day: dayOfMonth },
        duration: { __class__: 'timedelta', seconds: minutes * 60 },
      });
    }
  }
  const last = page.at(-1);
  if (rows.length > limit && last !== undefined) result.last = [last.day, last.id];
  return result;
}
