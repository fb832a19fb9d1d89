import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import { deadQueueOf } from './definition.ts';
import { bossSchema, dbOf } from './install.ts';

/** A job that came to nothing. */
export interface DeadLetter {
  /** To replay it by. */
  readonly id: string;
  /** What `publish` answered; for a webhook its `webhook-id` without `msg_`. */
  readonly jobId: string;
  /** `approval.webhook` */
  readonly queue: string;
  readonly data: object;
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly reason: string;
  readonly diedAt: Date;
}

/** The dead letters of a service, the oldest first. */
export async function listDeadLetters(
  pool: pg.Pool,
  service: string,
  limit = 100,
): Promise<DeadLetter[]> {
  return withBoss(pool, async (boss) => {
    const jobs = await boss.findJobs<object>(deadQueueOf(service), { queued: true, limit });
    return jobs.map((one) => ({
      ...{ id: one.id, jobId: one.sourceRootId ?? one.id, queue: one.sourceName ?? '' },
      ...{ data: one.data, attempts: (one.sourceRetryCount ?? 0) + 1, diedAt: one.createdOn },
      reason: String(Reflect.get(Object(one.sourceOutput), 'message') ?? 'not known'),
    }));
  });
}

/**
 * Has dead letters tried again from the beginning, with the same ids as before.
 *
 * @param ids all of them unless given
 * @returns how many
 */
export async function replayDeadLetters(
  pool: pg.Pool,
  service: string,
  ids?: readonly string[],
): Promise<number> {
  return withBoss(pool, (boss) =>
    boss.redrive(deadQueueOf(service), ids === undefined ? {} : { ids: [...ids] }),
  );
}

async function withBoss<Result>(
  pool: pg.Pool,
  work: (boss: PgBoss) => Promise<Result>,
): Promise<Result> {
  const boss = new PgBoss({
    ...{ db: dbOf(pool), schema: bossSchema, migrate: false, createSchema: false },
    ...{ supervise: false, schedule: false, registerInstance: false },
  });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    return await work(boss);
  } finally {
    await boss.stop({ close: false, graceful: false });
  }
}
