import { next } from '../domain/sheet/transitions.ts';
import type { Database } from '../store/database.ts';
import { entriesOf } from '../store/entries.ts';
import type { Version } from '../store/sheets.ts';
import { touch } from '../store/sheets.ts';
import { askWithdrawal, submissionsOf } from '../store/submissions.ts';
import { checkWithNeighbours } from './check-beside.ts';
import type { Announce } from './submit.ts';
import { move } from './take-decision.ts';

/**
 * Takes a version back. One that was submitted is so only when approval-api confirms it: approvers may have decided at the same moment, and there
 * is one outcome. Locks as for `recordEntry`.
 *
 * @returns whether it is withdrawn now, or has been asked for
 */
export async function withdraw(
  db: Database,
  version: Version,
  actor: string,
  announce: Announce,
): Promise<'withdrawn' | 'asked'> {
  next(version.state, 'withdraw');
  if (version.state !== 'submitted') {
    await move(db, version, 'withdraw', actor);
    return 'withdrawn';
  }
  const submission = (await submissionsOf(db, version.id)).at(-1);
  if (submission === undefined) throw new Error(`The version ${version.id} has no submission.`);
  await askWithdrawal(db, submission.id);
  await touch(db, version.id);
  await announce(db, submission.id);
  return 'asked';
}

/** Takes up again what was taken back. Its hours may have been used elsewhere meanwhile: then it throws `entry-overlaps`. */
export async function reopen(db: Database, version: Version, actor: string): Promise<void> {
  next(version.state, 'reopen');
  await checkWithNeighbours(db, version, await entriesOf(db, version.id));
  await move(db, version, 'reopen', actor);
}
