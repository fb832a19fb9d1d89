import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

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
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(pool, work, isolation);
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
