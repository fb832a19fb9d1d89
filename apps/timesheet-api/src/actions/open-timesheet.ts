import { datesOf } from '../domain/time/iso-week.ts';
import { TimesheetError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import type { Employee } from '../store/employees.ts';
import { termsIn } from '../store/employees.ts';
import { addHistory } from '../store/history.ts';
import { ruleSetByName } from '../store/rules.ts';
import type { Version } from '../store/sheets.ts';
import { addTimesheet, addVersion, currentVersion, timesheetOf } from '../store/sheets.ts';

/** What an employee's terms say for a week: those that hold on its first day that has any. Throws `no-terms`. */
export async function termsOfWeek(
  db: Database,
  employee: { readonly id: string; readonly name: string },
  week: string,
) {
  const [monday = '', , , , , , sunday = ''] = datesOf(week).map(String);
  const terms = await termsIn(db, employee.id, monday, sunday);
  const rules = terms === undefined ? undefined : await ruleSetByName(db, terms.ruleSet);
  if (terms === undefined || rules === undefined)
    throw new TimesheetError(
      'no-terms',
      `${employee.name} has no terms from ${monday} to ${sunday}, so neither time zone nor rules are known. Ask an administrator to add them.`,
    );
  const { zone, team, calendar } = terms;
  return { monday, zone, team, calendar, ruleSet: rules.name, rules: rules.rules };
}

/** Opens an employee's timesheet of a week, with a first version to write in. Throws `already-exists` with its id where there is one. */
export async function openTimesheet(
  db: Database,
  employee: Employee,
  week: string,
  actor: string,
): Promise<Version> {
  const { monday, ...terms } = await termsOfWeek(db, employee, week);
  const there = await timesheetOf(db, employee.id, monday);
  if (there !== undefined)
    throw new TimesheetError(
      'already-exists',
      `${employee.name} has a timesheet of ${week}: ${there}. Use that one.`,
      { details: { timesheetId: there } },
    );
  const timesheetId = await addTimesheet(db, employee.id, week, monday);
  const versionId = await addVersion(db, {
    ...{ timesheetId, employeeId: employee.id, ...terms, createdBy: actor },
  });
  await addHistory(db, {
    ...{ timesheetId, versionId, event: 'open', from: null, to: 'draft', actor },
  });
  return openVersion(db, timesheetId);
}

/** The latest version of a timesheet that is known to be there. */
export async function openVersion(db: Database, timesheetId: string): Promise<Version> {
  const version = await currentVersion(db, timesheetId);
  if (version === undefined) throw new Error(`The timesheet ${timesheetId} has no version.`);
  return version;
}
