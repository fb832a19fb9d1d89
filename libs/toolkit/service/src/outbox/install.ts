import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { JobKind, OutboxDefinition } from './definition.ts';
import { deadQueueOf, queueOf, webhookJob } from './definition.ts';

/** Schema of pg-boss, which all services of a database share. */
export const bossSchema = 'pgboss';

/**
 * Makes what the outbox needs in the database: the schema of pg-boss and this service's queues. Running it again, or from
 * many processes at once, is harmless; queues that are there are brought to what the definition says.
 */
export async function installOutbox(pool: pg.Pool, definition: OutboxDefinition): Promise<void> {
  const boss = new PgBoss({
    ...{ db: dbOf(pool), schema: bossSchema, migrate: true, createSchema: true },
    ...{ supervise: false, schedule: false, registerInstance: false },
    openTelemetry: { enabled: false },
  });
  // Without a listener an error would end the process; the calls themselves reject.
  boss.on('error', () => undefined);
  await boss.start();
  try {
    const { service, jobs, webhook = {} } = definition;
    const dead = deadQueueOf(service);
    await ensureQueue(boss, dead, { retentionSeconds: 90 * 86_400, deleteAfterSeconds: 86_400 });
    const all: [string, Partial<JobKind>][] = [...Object.entries(jobs), [webhookJob, webhook]];
    for (const [name, kind] of all) {
      await ensureQueue(boss, queueOf(service, name), { ...queueOptions(kind), deadLetter: dead });
    }
  } finally {
    await boss.stop({ close: false, graceful: false });
  }
}

async function ensureQueue(
  boss: PgBoss,
  name: string,
  options: NonNullable<Parameters<PgBoss['createQueue']>[1]>,
): Promise<void> {
  await boss.createQueue(name, options);
  await boss.updateQueue(name, options);
}

function queueOptions(kind: Partial<JobKind>) {
  const { attempts = 12, retryAfter = 5, retryAfterMost = 3600, timeout = 60 } = kind;
  return {
    ...{ retryLimit: attempts - 1, retryDelay: retryAfter, retryBackoff: true },
    ...{ retryDelayMax: retryAfterMost, expireInSeconds: timeout },
    // A worker that was killed says nothing any more; its job is another's after this time, not after `timeout`.
    heartbeatSeconds: 10,
    ...{ retentionSeconds: 90 * 86_400, deleteAfterSeconds: 7 * 86_400 },
  };
}

/** Statements of pg-boss on a pool or a client that is somebody else's. */
export function dbOf(database: Pick<pg.Pool | pg.PoolClient, 'query'>) {
  return {
    executeSql: (text: string, values?: unknown[]) => database.query(text, values),
  };
}

/** What the role of a running service needs of pg-boss; it can't make or change queues. */
export async function grantOutbox(pool: pg.Pool, role: string): Promise<void> {
  await pool.query(
    `do $$ begin
      execute format('grant usage on schema ${bossSchema} to %I', ${literal(role)});
      execute format('grant select, insert, update, delete on all tables in schema ${bossSchema} to %I', ${literal(role)});
      execute format('grant execute on all functions in schema ${bossSchema} to %I', ${literal(role)});
    end $$`,
  );
}

// A do block takes no parameters.
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
