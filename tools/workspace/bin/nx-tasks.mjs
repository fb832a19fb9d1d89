// What came of the tasks of the last Nx command, from the record that Nx leaves beside its cache.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One line for each target, and the tasks that failed. Nx does not promise this file, so without it there is just less to show.
 *
 * @param {string} root the workspace
 * @param {number} since when the command began, in milliseconds; an older record is another command's
 */
export function nxTasks(root, since) {
  const none = { targets: [], failed: [] };
  const file = join(root, '.nx/cache/run.json');
  if (!existsSync(file)) return none;
  let record;
  try {
    record = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return none;
  }
  if (!Array.isArray(record?.tasks) || !(Date.parse(record.run?.startTime) >= since)) return none;
  const targets = new Map();
  for (const { target, status, cacheStatus } of record.tasks) {
    const row = targets.get(target) ?? { target, passed: 0, failed: 0, cached: 0 };
    row[status === 0 ? 'passed' : 'failed'] += 1;
    if (cacheStatus !== 'cache-miss') row.cached += 1;
    targets.set(target, row);
  }
  const failed = record.tasks.filter(({ status }) => status !== 0).map(({ taskId }) => taskId);
  return { targets: [...targets.values()], failed };
}
