import { z } from 'zod';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import { ruleSetSchema } from '../domain/rules/rule-set.ts';
import type { State } from '../domain/sheet/transitions.ts';
import { explained, rowOf, rowsOf } from './database.ts';
import type { Database } from './database.ts';

/** What a version's entries came to when it was last submitted. */
export const evaluationSchema = z.object({
  recordedMinutes: z.int(),
  countedMinutes: z.int(),
  /** Counted minutes by the entry's id. */
  counted: z.record(z.string(), z.int()),
  lines: z.array(
    z.object({
      entryId: z.string(),
      date: z.string(),
      code: z.string(),
      rate: z.string(),
      minutes: z.int(),
      weightedMinutes: z.string(),
    }),
  ),
});
export type StoredEvaluation = z.infer<typeof evaluationSchema>;

/** A version of a timesheet, with what it shares with the others. */
export interface Version {
  readonly id: string;
  readonly timesheetId: string;
  readonly employeeId: string;
  /** Whose it is: `sub` of their tokens. */
  readonly subject: string;
  readonly employeeName: string;
  readonly week: string;
  readonly monday: string;
  readonly number: number;
  readonly state: State;
  readonly basedOn: string | null;
  readonly zone: string;
  readonly team: string;
  readonly ruleSet: string;
  readonly rules: RuleSet;
  readonly calendar: string | null;
  readonly evaluation: StoredEvaluation | null;
  readonly revision: number;
  readonly createdAt: Date;
}

type VersionRow = Omit<Version, 'rules' | 'evaluation'> & {
  readonly rules: unknown;
  readonly evaluation: unknown;
};

const columns = `v.id, v.timesheet_id as "timesheetId", v.employee_id as "employeeId", e.subject, e.name as "employeeName",
  s.week, s.monday::text, v.number, v.state, v.based_on as "basedOn", v.zone, v.team, v.rule_set as "ruleSet", v.rules, v.calendar,
  v.evaluation, v.revision, v.created_at as "createdAt"`;
const joined = `timesheet.versions v join timesheet.timesheets s on s.id = v.timesheet_id
  join timesheet.employees e on e.id = v.employee_id`;

function versionOf({ rules, evaluation, ...row }: VersionRow): Version {
  return {
    ...row,
    rules: ruleSetSchema.parse(rules),
    evaluation: evaluation === null ? null : evaluationSchema.parse(evaluation),
  };
}

/** The id of an employee's timesheet of a week, where there is one. */
export async function timesheetOf(
  db: Database,
  employeeId: string,
  monday: string,
): Promise<string | undefined> {
  const [row] = await rowsOf<{ id: string }>(
    db,
    'select id from timesheet.timesheets where employee_id = $1 and monday = $2::date',
    [employeeId, monday],
  );
  return row?.id;
}

/** A new timesheet, without a version yet. */
export async function addTimesheet(
  db: Database,
  employeeId: string,
  week: string,
  monday: string,
): Promise<string> {
  const { id } = await rowOf<{ id: string }>(
    db,
    'insert into timesheet.timesheets (employee_id, week, monday) values ($1, $2, $3::date) returning id',
    [employeeId, week, monday],
  ).catch((error: unknown) => {
    throw explained(error, `a timesheet of ${week}`);
  });
  return id;
}

/** A new version, a draft; its number follows the last one's. */
export async function addVersion(
  db: Database,
  one: Pick<Version, 'timesheetId' | 'employeeId' | 'zone' | 'team' | 'ruleSet' | 'rules'> & {
    readonly calendar: string | null;
    readonly basedOn?: string;
    readonly createdBy: string;
  },
): Promise<string> {
  const { id } = await rowOf<{ id: string }>(
    db,
    `insert into timesheet.versions (timesheet_id, employee_id, number, state, based_on, zone, team, rule_set, rules, calendar, created_by)
      values ($1, $2, (select coalesce(max(number), 0) + 1 from timesheet.versions where timesheet_id = $1), 'draft', $3, $4, $5, $6, $7, $8, $9)
      returning id`,
    [
      ...[one.timesheetId, one.employeeId, one.basedOn ?? null, one.zone, one.team],
      ...[one.ruleSet, JSON.stringify(one.rules), one.calendar, one.createdBy],
    ],
  );
  return id;
}

/**
 * Locks an employee's timesheets until the transaction ends. Whoever writes time or moves a version holds this first, so that what they check
 * against the other weeks is still so when they commit.
 */
export async function lockEmployeeOf(db: Database, timesheetId: string): Promise<void> {
  await db.query(
    `select from timesheet.employees where id = (select employee_id from timesheet.timesheets where id = $1) for no key update`,
    [timesheetId],
  );
}

/** The latest version of a timesheet, which is the open one where one is. */
export async function currentVersion(
  db: Database,
  timesheetId: string,
): Promise<Version | undefined> {
  const [row] = await rowsOf<VersionRow>(
    db,
    `select ${columns} from ${joined} where v.timesheet_id = $1 order by v.number desc limit 1`,
    [timesheetId],
  );
  return row === undefined ? undefined : versionOf(row);
}

export async function versionById(db: Database, id: string): Promise<Version | undefined> {
  const [row] = await rowsOf<VersionRow>(db, `select ${columns} from ${joined} where v.id = $1`, [
    id,
  ]);
  return row === undefined ? undefined : versionOf(row);
}

export async function versionByNumber(
  db: Database,
  timesheetId: string,
  number: number,
): Promise<Version | undefined> {
  const [row] = await rowsOf<VersionRow>(
    db,
    `select ${columns} from ${joined} where v.timesheet_id = $1 and v.number = $2`,
    [timesheetId, number],
  );
  return row === undefined ? undefined : versionOf(row);
}

/** All versions of a timesheet, the first one first. */
export async function versionsOf(db: Database, timesheetId: string): Promise<Version[]> {
  const rows = await rowsOf<VersionRow>(
    db,
    `select ${columns} from ${joined} where v.timesheet_id = $1 order by v.number`,
    [timesheetId],
  );
  return rows.map(versionOf);
}

/** Moves a version on, with one revision more. Its row is locked until the transaction ends. */
export async function setState(
  db: Database,
  id: string,
  state: State,
  evaluation?: StoredEvaluation,
): Promise<void> {
  await db.query(
    `update timesheet.versions set state = $2, evaluation = coalesce($3, evaluation), revision = revision + 1 where id = $1`,
    [id, state, evaluation === undefined ? null : JSON.stringify(evaluation)],
  );
}

/** One revision more, for a change of the entries. */
export async function touch(db: Database, versionId: string): Promise<void> {
  await db.query('update timesheet.versions set revision = revision + 1 where id = $1', [
    versionId,
  ]);
}

/** What a list of timesheets is narrowed to. */
export interface TimesheetFilter {
  readonly employeeId?: string | undefined;
  readonly week?: string | undefined;
  readonly state?: State | undefined;
  /** A subject that sees its own, and those of whom it managed in their week; everybody's where it is undefined. */
  readonly visibleTo?: string | undefined;
}

/** Current versions, the newest week first. `after` is the place of the last one of the page before. */
export async function listTimesheets(
  db: Database,
  { employeeId, week, state, visibleTo }: TimesheetFilter,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<Version[]> {
  const rows = await rowsOf<VersionRow>(
    db,
    `select ${columns} from ${joined}
      where v.number = (select max(number) from timesheet.versions n where n.timesheet_id = s.id)
        and ($1::uuid is null or s.employee_id = $1) and ($2::text is null or s.week = $2) and ($3::text is null or v.state = $3)
        and ($4::text is null or e.subject = $4 or exists (
          select from timesheet.employee_terms t join timesheet.employees m on m.id = t.manager_id
          where t.employee_id = e.id and m.subject = $4 and t.valid && daterange(s.monday, s.monday + 7)))
        and ($5::date is null or (s.monday, s.id) < ($5::date, $6::uuid))
      order by s.monday desc, s.id desc limit $7`,
    [
      ...[employeeId ?? null, week ?? null, state ?? null, visibleTo ?? null],
      ...[after?.[0] ?? null, after?.[1] ?? null, limit],
    ],
  );
  return rows.map(versionOf);
}
