import type { RuleSet } from '../domain/rules/rule-set.ts';
import { ruleSetSchema } from '../domain/rules/rule-set.ts';
import { rowOf, rowsOf } from './database.ts';
import type { Database } from './database.ts';

export interface StoredRuleSet {
  readonly name: string;
  readonly rules: RuleSet;
  readonly revision: number;
}

export interface Holiday {
  readonly date: string;
  readonly name: string;
}

interface RuleSetRow {
  readonly name: string;
  readonly rules: unknown;
  readonly revision: number;
}

const parsed = (row: RuleSetRow): StoredRuleSet => ({
  ...row,
  rules: ruleSetSchema.parse(row.rules),
});

/** Makes a rule set or replaces it. Versions that were submitted keep the rules they had. */
export async function putRuleSet(
  db: Database,
  name: string,
  rules: RuleSet,
): Promise<StoredRuleSet> {
  return parsed(
    await rowOf<RuleSetRow>(
      db,
      `insert into timesheet.rule_sets as r (name, rules) values ($1, $2)
        on conflict (name) do update set rules = excluded.rules, revision = r.revision + 1, changed_at = now()
        returning name, rules, revision`,
      [name, JSON.stringify(rules)],
    ),
  );
}

/** Locked until the transaction ends, where that is asked for. */
export async function ruleSetByName(
  db: Database,
  name: string,
  lock: '' | 'for update' = '',
): Promise<StoredRuleSet | undefined> {
  const [row] = await rowsOf<RuleSetRow>(
    db,
    `select name, rules, revision from timesheet.rule_sets where name = $1 ${lock}`,
    [name],
  );
  return row === undefined ? undefined : parsed(row);
}

/** In the order of their names. */
export async function listRuleSets(
  db: Database,
  after: string | undefined,
  limit: number,
): Promise<StoredRuleSet[]> {
  const rows = await rowsOf<RuleSetRow>(
    db,
    `select name, rules, revision from timesheet.rule_sets where ($1::text is null or name > $1) order by name limit $2`,
    [after ?? null, limit],
  );
  return rows.map(parsed);
}

/** Replaces the holidays of a calendar in one year. */
export async function putHolidays(
  db: Database,
  calendar: string,
  year: number,
  holidays: readonly Holiday[],
): Promise<void> {
  await db.query(
    'delete from timesheet.holidays where calendar = $1 and date >= make_date($2, 1, 1) and date < make_date($2 + 1, 1, 1)',
    [calendar, year],
  );
  await db.query(
    'insert into timesheet.holidays (calendar, date, name) select $1, date, name from unnest($2::date[], $3::text[]) as h (date, name)',
    [calendar, holidays.map(({ date }) => date), holidays.map(({ name }) => name)],
  );
}

/** Holidays of a calendar from a day to another, both included. */
export async function holidaysIn(
  db: Database,
  calendar: string,
  from: string,
  to: string,
): Promise<Holiday[]> {
  return rowsOf<Holiday>(
    db,
    'select date::text, name from timesheet.holidays where calendar = $1 and date between $2::date and $3::date order by date',
    [calendar, from, to],
  );
}
