import type pg from 'pg';
import { TimesheetError } from '../errors.ts';

/** Where statements go: a pool, or the connection of a transaction. */
export type Database = Pick<pg.Pool | pg.PoolClient, 'query'>;

/** Rows of a statement; their shape is what the statement says, and stands beside it. */
export async function rowsOf<Row>(
  db: Database,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const { rows } = await db.query(text, [...values]);
  return rows as Row[];
}

/** The one row that a statement with `returning` or an aggregate must have. */
export async function rowOf<Row>(
  db: Database,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row> {
  const [row] = await rowsOf<Row>(db, text, values);
  if (row === undefined) throw new Error(`No row came of: ${text}`);
  return row;
}

/** What the server refused, as an error of this service where it is one. To be thrown. */
export function explained(error: unknown, what: string): unknown {
  const code: unknown = Reflect.get(Object(error), 'code');
  const constraint = String(Reflect.get(Object(error), 'constraint'));
  // 23505 unique, 23503 foreign key, 23P01 exclusion.
  if (code === '23505')
    return new TimesheetError('already-exists', `There is ${what} already (${constraint}).`, {
      cause: error,
    });
  if (code === '23503')
    return new TimesheetError(
      'refers-to-nothing',
      `${what} refers to something that does not exist (${constraint}).`,
      { cause: error },
    );
  if (code === '23P01' && constraint === 'employee_terms_one_at_a_time')
    return new TimesheetError(
      'terms-overlap',
      'The employee has other terms on some of these days. Let the new ones begin when the old ones end.',
      { cause: error },
    );
  return error;
}
