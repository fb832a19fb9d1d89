import { problem, transaction } from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { enterPeriods } from '../store/locks.ts';
import type { Version } from '../store/sheets.ts';
import { currentVersion, lockEmployeeOf } from '../store/sheets.ts';

/**
 * Does something with the current version of a timesheet, in one transaction that holds what the checks read: the locks of periods, and the
 * employee's timesheets.
 *
 * @throws ServiceProblem `not-found` where there is no such timesheet
 */
export async function withTimesheet<Result>(
  pool: pg.Pool,
  timesheetId: string,
  work: (client: pg.PoolClient, version: Version) => Promise<Result>,
): Promise<Result> {
  return transaction(pool, async (client) => {
    // In this order everywhere, so that no two wait for each other.
    await enterPeriods(client);
    await lockEmployeeOf(client, timesheetId);
    const version = await currentVersion(client, timesheetId);
    if (version === undefined) throw problem('not-found', 'There is no such timesheet.');
    return work(client, version);
  });
}
