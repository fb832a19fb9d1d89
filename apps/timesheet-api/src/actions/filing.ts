import { Temporal } from 'temporal-polyfill';
import { TimesheetError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { managersIn } from '../store/employees.ts';
import type { StoredEvaluation, Version } from '../store/sheets.ts';
import type { Filing } from '../store/submissions.ts';

/** How approval-api knows a submission: the timesheet, and `2.1` for the first attempt of its second version. */
export function subjectOf(
  version: Pick<Version, 'timesheetId' | 'number'>,
  attempt: number,
): Filing['subject'] {
  return { type: 'timesheet', id: version.timesheetId, version: `${version.number}.${attempt}` };
}

/**
 * What is filed for a version: who asks, what for, and who manages them in its week.
 *
 * @throws TimesheetError `no-manager` where nobody does
 */
export async function filingOf(
  db: Database,
  version: Version,
  attempt: number,
  { recordedMinutes, countedMinutes, lines }: StoredEvaluation,
): Promise<Filing> {
  const { employeeId, employeeName, subject, week, monday, number, team } = version;
  const sunday = Temporal.PlainDate.from(monday).add({ days: 6 }).toString();
  const manager = await managersIn(db, employeeId, monday, sunday);
  if (manager.length === 0)
    throw new TimesheetError(
      'no-manager',
      `${employeeName} has no manager from ${monday} to ${sunday}, so nobody could approve. Ask an administrator to name one in the terms.`,
    );
  const minutesByCode: Record<string, number> = {};
  for (const { code, minutes } of lines) minutesByCode[code] = (minutesByCode[code] ?? 0) + minutes;
  const which = number === 1 ? week : `${week}, version ${number}`;
  const hours = (countedMinutes / 60).toFixed(2);
  return {
    subject: subjectOf(version, attempt),
    title: `Timesheet of ${employeeName.slice(0, 120)}, ${which}: ${hours} hours`,
    requester: subject,
    named: { manager },
    payload: {
      ...{ employee: employeeName, week, version: number, attempt, team },
      ...{ recordedMinutes, countedMinutes, minutesByCode },
    },
  };
}
