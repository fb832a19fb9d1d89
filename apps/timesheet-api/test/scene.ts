import type { RuleSet } from '../src/domain/rules/rule-set.ts';
import { addProject, addTask } from '../src/store/catalogue.ts';
import type { Database } from '../src/store/database.ts';
import type { Employee } from '../src/store/employees.ts';
import { addEmployee, addTerms } from '../src/store/employees.ts';
import { putHolidays, putRuleSet } from '../src/store/rules.ts';

/** Quarter hours, eight hours a day, nights and Sundays. */
export const fieldRules: RuleSet = {
  stepMinutes: 15,
  rounding: { unitMinutes: 15, direction: 'nearest', per: 'entry' },
  overtime: {
    combine: 'highest',
    daily: [
      { code: 'OT1', afterMinutes: 480, rate: '1.25' },
      { code: 'OT2', afterMinutes: 600, rate: '1.5' },
    ],
    shiftCountsTo: 'start',
    weekly: [{ code: 'WEEK', afterMinutes: 2400, rate: '1.5' }],
    weeklyCounts: 'regular',
    days: [
      { code: 'SUN', on: 'sunday', rate: '1.5' },
      { code: 'HOL', on: 'holiday', rate: '2' },
    ],
    hours: [{ code: 'NIGHT', from: '22:00', to: '06:00', rate: '1.25' }],
  },
};

/** A small company: Ada and Ben drill under Max, Cleo sits in the office under Nora, and one task is open. */
export interface Scene {
  readonly ada: Employee;
  readonly ben: Employee;
  readonly cleo: Employee;
  readonly max: Employee;
  readonly nora: Employee;
  readonly taskId: string;
  readonly closedTaskId: string;
}

/** Rows that every test reads and none changes. */
export async function setScene(db: Database): Promise<Scene> {
  await putRuleSet(db, 'field', fieldRules);
  await putRuleSet(db, 'office', { ...fieldRules, stepMinutes: 1 });
  await putHolidays(db, 'be', 2026, [{ date: '2026-04-06', name: 'Easter Monday' }]);
  const employee = (number: string, name: string, trytonId: number | null): Promise<Employee> =>
    addEmployee(db, { number, subject: name.toLowerCase(), name, trytonId });
  const max = await employee('0001', 'Max', 1);
  const nora = await employee('0002', 'Nora', null);
  const ada = await employee('0003', 'Ada', 3);
  const ben = await employee('0004', 'Ben', 4);
  const cleo = await employee('0005', 'Cleo', null);
  const since2026 = { from: '2026-01-01', until: null, calendar: 'be' };
  for (const { id } of [ada, ben])
    await addTerms(db, {
      ...{ employeeId: id, ...since2026, team: 'drilling', managerId: max.id },
      ...{ zone: 'Europe/Berlin', ruleSet: 'field' },
    });
  await addTerms(db, {
    ...{ employeeId: cleo.id, ...since2026, team: 'office', managerId: nora.id },
    ...{ zone: 'America/Chicago', ruleSet: 'office' },
  });
  const { id: projectId } = await addProject(db, { code: 'NORTH-7', name: 'Rig North 7' });
  const task = await addTask(db, { projectId, code: 'DRILL', name: 'Drilling', trytonWorkId: 70 });
  const closed = await addProject(db, { code: 'OLD', name: 'Closed rig' });
  await db.query('update timesheet.projects set is_active = false where id = $1', [closed.id]);
  const closedTask = await addTask(db, {
    ...{ projectId: closed.id, code: 'DRILL', name: 'Drilling', trytonWorkId: null },
  });
  return { ada, ben, cleo, max, nora, taskId: task.id, closedTaskId: closedTask.id };
}

/** A Monday that no other test of the run was given, so that tests share a database and no week. */
let weeks = 0;
export function freshWeek(): { readonly week: string; readonly day: (n: number) => string } {
  // Four weeks apart: a night shift into the next week meets nobody.
  const monday = new Date(Date.UTC(2026, 0, 5 + 28 * weeks++));
  const day = (n: number): string =>
    new Date(monday.getTime() + n * 86_400_000).toISOString().slice(0, 10);
  const thursday = new Date(monday.getTime() + 3 * 86_400_000);
  const year = thursday.getUTCFullYear();
  const number = Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7);
  return { week: `${year}-W${String(number).padStart(2, '0')}`, day };
}
