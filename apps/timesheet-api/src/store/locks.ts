import { Temporal } from 'temporal-polyfill';
import type { PeriodLock } from '../domain/sheet/locks.ts';
import { rowOf, rowsOf } from './database.ts';
import type { Database } from './database.ts';

/** A lock as it is kept: with who made it and who lifted it. */
export interface StoredLock {
  readonly id: string;
  readonly from: string;
  /** The last locked day. */
  readonly to: string;
  readonly team: string | null;
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly liftedBy: string | null;
  readonly liftedAt: Date | null;
}

const lock = `id, lower(period)::text as "from", (upper(period) - 1)::text as "to", team, reason,
  created_by as "createdBy", created_at as "createdAt", lifted_by as "liftedBy", lifted_at as "liftedAt"`;

// Who records or submits holds it shared, who locks holds it alone: so nobody's time slips in behind a lock that is being made.
const gate = "hashtextextended('timesheet.period_locks', 0)";

/** Waits for a lock that is being made. Held until the transaction ends; before the locks are read. */
export async function enterPeriods(db: Database): Promise<void> {
  await db.query(`select pg_advisory_xact_lock_shared(${gate})`);
}

/** Makes a lock when those who were recording have ended. */
export async function addLock(
  db: Database,
  one: Pick<StoredLock, 'from' | 'to' | 'team' | 'reason' | 'createdBy'>,
): Promise<StoredLock> {
  await db.query(`select pg_advisory_xact_lock(${gate})`);
  return rowOf<StoredLock>(
    db,
    `insert into timesheet.period_locks (period, team, reason, created_by)
      values (daterange($1::date, $2::date, '[]'), $3, $4, $5) returning ${lock}`,
    [one.from, one.to, one.team, one.reason, one.createdBy],
  );
}

/** Lifts a lock; undefined where there is none that holds. */
export async function liftLock(
  db: Database,
  id: string,
  liftedBy: string,
): Promise<StoredLock | undefined> {
  const [row] = await rowsOf<StoredLock>(
    db,
    `update timesheet.period_locks set lifted_by = $2, lifted_at = now() where id = $1 and lifted_at is null returning ${lock}`,
    [id, liftedBy],
  );
  return row;
}

/** All locks, the newest first; `after` is the id of the last one of the page before. */
export async function listLocks(
  db: Database,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<StoredLock[]> {
  return rowsOf<StoredLock>(
    db,
    `select ${lock} from timesheet.period_locks
      where ($1::date is null or (lower(period), id) < ($1::date, $2::uuid))
      order by lower(period) desc, id desc limit $3`,
    [after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** Locks that hold on some day of a span. */
export async function locksIn(db: Database, from: string, to: string): Promise<PeriodLock[]> {
  const rows = await rowsOf<StoredLock>(
    db,
    `select ${lock} from timesheet.period_locks
      where lifted_at is null and period && daterange($1::date, $2::date, '[]') order by period, id`,
    [from, to],
  );
  return rows.map((row) => ({
    id: row.id,
    from: Temporal.PlainDate.from(row.from),
    to: Temporal.PlainDate.from(row.to),
    team: row.team ?? undefined,
    reason: row.reason,
  }));
}
