import { explained, rowOf, rowsOf } from './database.ts';
import type { Database } from './database.ts';

/** Who records time. */
export interface Employee {
  readonly id: string;
  readonly number: string;
  /** `sub` of their tokens. */
  readonly subject: string;
  readonly name: string;
  readonly trytonId: number | null;
  readonly isActive: boolean;
  readonly revision: number;
}

/** What holds for an employee from a day until another; `until` is the first day that it does not. */
export interface Terms {
  readonly id: string;
  readonly employeeId: string;
  readonly from: string;
  readonly until: string | null;
  readonly team: string;
  readonly managerId: string | null;
  readonly zone: string;
  readonly ruleSet: string;
  readonly calendar: string | null;
}

const employee =
  'e.id, e.number, e.subject, e.name, e.tryton_id as "trytonId", e.is_active as "isActive", e.revision';
const terms = `t.id, t.employee_id as "employeeId", lower(t.valid)::text as "from", upper(t.valid)::text as "until",
  t.team, t.manager_id as "managerId", t.zone, t.rule_set as "ruleSet", t.calendar`;

export async function addEmployee(
  db: Database,
  { number, subject, name, trytonId }: Pick<Employee, 'number' | 'subject' | 'name' | 'trytonId'>,
): Promise<Employee> {
  return rowOf<Employee>(
    db,
    `insert into timesheet.employees as e (number, subject, name, tryton_id) values ($1, $2, $3, $4) returning ${employee}`,
    [number, subject, name, trytonId],
  ).catch((error: unknown) => {
    throw explained(error, 'an employee with this number, subject or Tryton id');
  });
}

/** Locked until the transaction ends. */
export async function employeeForChange(db: Database, id: string): Promise<Employee | undefined> {
  const [row] = await rowsOf<Employee>(
    db,
    `select ${employee} from timesheet.employees e where id = $1 for update`,
    [id],
  );
  return row;
}

export async function changeEmployee(
  db: Database,
  id: string,
  { number, name, trytonId, isActive }: Omit<Employee, 'id' | 'subject' | 'revision'>,
): Promise<Employee> {
  return rowOf<Employee>(
    db,
    `update timesheet.employees e set number = $2, name = $3, tryton_id = $4, is_active = $5, revision = revision + 1
      where id = $1 returning ${employee}`,
    [id, number, name, trytonId, isActive],
  ).catch((error: unknown) => {
    throw explained(error, 'an employee with this number or Tryton id');
  });
}

export async function employeeById(db: Database, id: string): Promise<Employee | undefined> {
  const [row] = await rowsOf<Employee>(
    db,
    `select ${employee} from timesheet.employees e where id = $1`,
    [id],
  );
  return row;
}

export async function employeeBySubject(
  db: Database,
  subject: string,
): Promise<Employee | undefined> {
  const [row] = await rowsOf<Employee>(
    db,
    `select ${employee} from timesheet.employees e where subject = $1`,
    [subject],
  );
  return row;
}

/**
 * Employees in the order of their numbers.
 *
 * @param visibleTo a subject that sees itself and whom it manages on `day`; everybody where it is undefined
 */
export async function listEmployees(
  db: Database,
  {
    after,
    limit,
    visibleTo,
    day,
  }: {
    readonly after?: string | undefined;
    readonly limit: number;
    readonly visibleTo?: string | undefined;
    readonly day: string;
  },
): Promise<Employee[]> {
  return rowsOf<Employee>(
    db,
    `select ${employee} from timesheet.employees e
      where ($1::text is null or e.number > $1)
        and ($3::text is null or e.subject = $3 or exists (
          select from timesheet.employee_terms t join timesheet.employees m on m.id = t.manager_id
          where t.employee_id = e.id and t.valid @> $4::date and m.subject = $3))
      order by e.number limit $2`,
    [after ?? null, limit, visibleTo ?? null, day],
  );
}

/** Ends the terms that hold on the new ones' first day, and adds the new ones. */
export async function addTerms(db: Database, one: Omit<Terms, 'id'>): Promise<Terms> {
  const { employeeId, from, until, team, managerId, zone, ruleSet, calendar } = one;
  await db.query(
    `update timesheet.employee_terms set valid = daterange(lower(valid), $2::date)
      where employee_id = $1 and upper_inf(valid) and lower(valid) < $2::date`,
    [employeeId, from],
  );
  return rowOf<Terms>(
    db,
    `insert into timesheet.employee_terms as t (employee_id, valid, team, manager_id, zone, rule_set, calendar)
      values ($1, daterange($2::date, $3::date), $4, $5, $6, $7, $8) returning ${terms}`,
    [employeeId, from, until, team, managerId, zone, ruleSet, calendar],
  ).catch((error: unknown) => {
    throw explained(error, 'The terms');
  });
}

/** In the order of time. */
export async function termsOf(db: Database, employeeId: string): Promise<Terms[]> {
  return rowsOf<Terms>(
    db,
    `select ${terms} from timesheet.employee_terms t where employee_id = $1 order by valid`,
    [employeeId],
  );
}

/** The first terms that hold on some day of a span; `to` is its last day. */
export async function termsIn(
  db: Database,
  employeeId: string,
  from: string,
  to: string,
): Promise<Terms | undefined> {
  const [row] = await rowsOf<Terms>(
    db,
    `select ${terms} from timesheet.employee_terms t
      where employee_id = $1 and valid && daterange($2::date, $3::date, '[]') order by valid limit 1`,
    [employeeId, from, to],
  );
  return row;
}

/** Subjects of those who manage an employee on some day of a span. */
export async function managersIn(
  db: Database,
  employeeId: string,
  from: string,
  to: string,
): Promise<string[]> {
  const rows = await rowsOf<{ subject: string }>(
    db,
    `select distinct m.subject from timesheet.employee_terms t join timesheet.employees m on m.id = t.manager_id
      where t.employee_id = $1 and t.valid && daterange($2::date, $3::date, '[]') order by 1`,
    [employeeId, from, to],
  );
  return rows.map(({ subject }) => subject);
}
