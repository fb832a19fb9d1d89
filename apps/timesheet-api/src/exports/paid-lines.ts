import { rowsOf } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { evaluationSchema } from '../store/sheets.ts';

/** Minutes of an approved entry that are paid at one rate. */
export interface PaidLine {
  readonly employeeNumber: string;
  readonly employeeName: string;
  readonly team: string;
  readonly week: string;
  readonly version: number;
  readonly date: string;
  readonly project: string;
  readonly task: string;
  readonly code: string;
  readonly rate: string;
  readonly minutes: number;
  readonly weightedMinutes: string;
  readonly note: string;
  readonly entryId: string;
}

interface VersionRow {
  readonly id: string;
  readonly timesheetId: string;
  readonly monday: string;
  readonly week: string;
  readonly number: number;
  readonly team: string;
  readonly evaluation: unknown;
  readonly employeeNumber: string;
  readonly employeeName: string;
}

interface EntryRow {
  readonly id: string;
  readonly versionId: string;
  readonly project: string;
  readonly task: string;
  readonly note: string;
}

const versionsAtOnce = 100;

/**
 * Lines of approved timesheets on the days from `from` to `to`, the oldest week first. They are read a hundred timesheets at a time, so a company's year
 * takes no more memory than a day, and a slow reader holds no transaction open.
 */
export async function* paidLines(
  db: Database,
  { from, to }: { readonly from: string; readonly to: string },
): AsyncGenerator<PaidLine> {
  let after: readonly [string, string] = ['0001-01-01', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    // A week that begins before the first day, and one whose last night ends after it.
    const versions = await rowsOf<VersionRow>(
      db,
      `select v.id, s.id as "timesheetId", s.monday::text, s.week, v.number, v.team, v.evaluation,
          e.number as "employeeNumber", e.name as "employeeName"
        from timesheet.versions v join timesheet.timesheets s on s.id = v.timesheet_id join timesheet.employees e on e.id = v.employee_id
        where v.state = 'approved' and s.monday between $1::date - 8 and $2::date and (s.monday, s.id) > ($3::date, $4::uuid)
        order by s.monday, s.id limit ${versionsAtOnce}`,
      [from, to, ...after],
    );
    yield* linesOf(db, versions, from, to);
    const last = versions.at(-1);
    if (last === undefined || versions.length < versionsAtOnce) return;
    after = [last.monday, last.timesheetId];
  }
}

async function* linesOf(
  db: Database,
  versions: readonly VersionRow[],
  from: string,
  to: string,
): AsyncGenerator<PaidLine> {
  const entries = await rowsOf<EntryRow>(
    db,
    `select n.id, n.version_id as "versionId", p.code as project, t.code as task, n.note
      from timesheet.entries n join timesheet.tasks t on t.id = n.task_id join timesheet.projects p on p.id = t.project_id
      where n.version_id = any ($1::uuid[])`,
    [versions.map(({ id }) => id)],
  );
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  for (const { evaluation, employeeNumber, employeeName, team, week, number } of versions) {
    for (const { entryId, ...line } of evaluationSchema.parse(evaluation).lines) {
      const entry = byId.get(entryId);
      if (entry === undefined || line.date < from || line.date > to) continue;
      const { project, task, note } = entry;
      yield {
        ...{ employeeNumber, employeeName, team, week, version: number },
        ...{ ...line, project, task, note, entryId },
      };
    }
  }
}
