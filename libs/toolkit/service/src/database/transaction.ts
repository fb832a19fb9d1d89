import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { ServiceError } from '../errors.ts';

export interface TransactionOptions {
  /** @default 'read committed' */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** How often the work is done again after a conflict with another transaction. @default 3 */
  readonly retries?: number;
}

/**
 * Runs the work in one transaction: committed when it ends, rolled back when it throws. After a deadlock or a failed
 * serialisation it is done again from its beginning, so the work may have no effect outside of the database.
 */
export async function transaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  { isolation = 'read committed', retries = 3 }: TransactionOptions = {},
): Promise<Result> {
  return againAfterConflicts(() => once(pool, work, isolation), retries);
}

/**
 * Runs work that changes things by one statement, which is a transaction by itself: without the two journeys to the server that
 * begin and commit are. It may read before; a statement after the one that changes is refused. After a conflict it is done again
 * as by `transaction`.
 */
export async function oneChange<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  { retries = 3 }: Pick<TransactionOptions, 'retries'> = {},
): Promise<Result> {
  return againAfterConflicts(async () => {
    const client = await pool.connect();
    let isChanged = false;
    const query = (text: string, values?: unknown[]): Promise<pg.QueryResult> => {
      if (isChanged) {
        throw new ServiceError(
          'SERVICE_BAD_OPTION',
          'Work that was said to change things by one statement began another after it, which would not be in one transaction with the first. Use transaction(...), or answerOnce(...) without oneChange.',
        );
      }
      isChanged = !/^\s*select\b/i.test(text);
      return client.query(text, values);
    };
    try {
      return await work(Object.create(client, { query: { value: query } }));
    } finally {
      client.release();
    }
  }, retries);
}

async function againAfterConflicts<Result>(
  attemptOnce: () => Promise<Result>,
  retries: number,
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await attemptOnce();
    } catch (error) {
      if (attempt >= retries || !isConflict(error)) throw error;
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

async function once<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  isolation: string,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin isolation level ${isolation}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: unknown) => {
      // Nobody may get a connection whose transaction is still open.
      broken = cause instanceof Error ? cause : new Error(String(cause));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** 40001 serialisation failure, 40P01 deadlock: the server asks for another try. */
function isConflict(error: unknown): boolean {
  const code: unknown = Reflect.get(Object(error), 'code');
  return code === '40001' || code === '40P01';
}
