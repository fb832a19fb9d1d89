import { problem } from '@h-j-petroleum/toolkit-service';
import type { Database } from '../store/database.ts';
import { enterPeriods } from '../store/locks.ts';
import type { Version } from '../store/sheets.ts';
import { currentVersion, lockEmployeeOf } from '../store/sheets.ts';

/**
 * The current version of a timesheet, with what the checks read held until the transaction ends: the locks of periods, and the employee's
 * timesheets.
 *
 * @throws ServiceProblem `not-found` where there is no such timesheet
 */
export async function holdTimesheet(client: Database, timesheetId: string): Promise<Version> {
  // In this order everywhere, so that no two wait for each other.
  await enterPeriods(client);
  await lockEmployeeOf(client, timesheetId);
  const version = await currentVersion(client, timesheetId);
  if (version === undefined) throw problem('not-found', 'There is no such timesheet.');
  return version;
}
