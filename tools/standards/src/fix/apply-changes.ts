import { StandardsError, visibleText } from '@h-j-petroleum/standards-engine';
import type { Output } from '../cli/output.ts';
import { writeOutputFile } from '../cli/output.ts';
import { currentBranch } from '../git.ts';
import { inCi } from '../in-ci.ts';
import type { Session } from '../session.ts';
import type { AppliedFix } from './applied-fix.ts';
import { commitOnBranch } from './commit-on-branch.ts';
import { recoverWrite } from './journal.ts';
import { refuseOutside } from './places.ts';
import { makeRecordFolder, recordFix, recordOf } from './record-fix.ts';
import { refuseProtected } from './refuse-protected.ts';
import { uninterrupted } from './uninterrupted.ts';
import { writeChanges } from './write-changes.ts';

/** What is done with a patch besides being shown; one of them. */
export interface Way {
  readonly write?: boolean;
  readonly branch?: string;
  readonly patch?: string;
}

/** Whether files of the workspace are written. */
export function applies({ write, branch }: Way): boolean {
  return write === true || branch !== undefined;
}

/** @throws StandardsError BAD_USAGE */
export function refuseSeveralWays({ write, branch, patch }: Way): void {
  if ([write, branch, patch].filter(Boolean).length > 1) {
    throw new StandardsError('BAD_USAGE', 'Of --write, --branch and --patch, give one.');
  }
}

/**
 * Before anything is computed: refuses to write where a person must look first, and brings a write that was cut off to its end.
 *
 * @throws StandardsError FIX_REFUSED
 */
export async function prepareWrite(session: Session, way: Way, output: Output): Promise<void> {
  if (!applies(way)) return;
  const target = way.branch ?? (await currentBranch(session.root));
  refuseProtected(target, session.config, inCi());
  for (const file of recoverWrite(session.root)) {
    output.err(`A fix that was cut off is now written: ${visibleText(file)}\n`);
  }
}

/**
 * Writes the patch, the files or the commit that was asked for, and records what was written.
 *
 * @returns the commit's id, where one was made
 * @throws StandardsError FIX_REFUSED, GIT_FAILED, OUTPUT_NOT_WRITTEN
 */
export async function applyChanges(
  root: string,
  way: Way,
  applied: AppliedFix & { readonly patch: string },
): Promise<string | undefined> {
  // An empty one where there is nothing to change, so that none is left over from an earlier run.
  if (way.patch !== undefined) writeOutputFile(way.patch, applied.patch);
  if (!applies(way) || applied.changes.length === 0) return undefined;
  refuseOutside(
    root,
    applied.changes.map(({ path }) => path),
  );
  makeRecordFolder(root);
  return uninterrupted(async () => {
    if (way.branch === undefined) {
      writeChanges(root, applied.changes, await recordOf(root, applied, undefined));
      return undefined;
    }
    const commit = await commitOnBranch(root, way.branch, applied);
    await recordFix(root, applied, commit);
    return commit;
  });
}
