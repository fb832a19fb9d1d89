import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StandardsError } from '@h-j-petroleum/standards-engine';
import { currentBranch } from '../git.ts';
import type { AppliedFix } from './applied-fix.ts';
import { refuseOutside } from './places.ts';

/** Where applied fixes are recorded, one JSON object a line, relative to the workspace's root. */
export const fixRecordFile = '.standards/fixes.jsonl';

/**
 * Makes the folder of the record, which git is told to leave alone. Asked for before anything is written, because a fix
 * that cannot be recorded is not applied.
 *
 * @throws StandardsError FIX_REFUSED
 */
export function makeRecordFolder(root: string): void {
  const folder = dirname(join(root, fixRecordFile));
  // A repository that was made to do harm can have links here, and what is appended holds its own words.
  refuseOutside(root, [fixRecordFile]);
  try {
    if (existsSync(folder)) return void mkdirSync(folder, { recursive: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.gitignore'), '*\n');
  } catch (error) {
    throw new StandardsError(
      'FIX_REFUSED',
      `${folder} cannot be made, so the fix could not be recorded: ${error instanceof Error ? error.message : String(error)}. Nothing is written.`,
      { cause: error },
    );
  }
}

/** Records an applied fix, so that it can be told later what was changed by code, when, and for which findings. */
export async function recordFix(
  root: string,
  applied: AppliedFix,
  commit: string | undefined,
): Promise<void> {
  appendRecord(root, await recordOf(root, applied, commit));
}

/** One line of the record. */
export async function recordOf(
  root: string,
  { changes, fixed, modes, waived }: AppliedFix,
  commit: string | undefined,
): Promise<string> {
  return JSON.stringify({
    time: new Date().toISOString(),
    branch: (await currentBranch(root)) ?? null,
    commit: commit ?? null,
    files: changes.map(({ path }) => path),
    findings: fixed.map(({ fingerprint, skill, project, file, message }) => ({
      fingerprint,
      skill,
      project,
      file,
      message,
    })),
    ...(modes === undefined ? {} : { modes }),
    ...(waived === undefined ? {} : { waived }),
  });
}

export function appendRecord(root: string, record: string): void {
  makeRecordFolder(root);
  appendFileSync(join(root, fixRecordFile), `${record}\n`);
}
