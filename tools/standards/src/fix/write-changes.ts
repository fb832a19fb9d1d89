import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Change } from '@h-j-petroleum/standards-engine';
import { StandardsError } from '@h-j-petroleum/standards-engine';
import { openJournal, temporaryOf } from './journal.ts';
import { appendRecord } from './record-fix.ts';

/**
 * Writes every change or none. Each file is first written beside its place; a journal then says which files belong
 * together, so that a write that is killed while they take their places is brought to its end by the next.
 *
 * @param changes at their places, inside of the root
 * @param record the line that tells of it in the record
 * @throws StandardsError FIX_REFUSED when a file is no longer what the fix was computed from, or cannot be written
 */
export function writeChanges(root: string, changes: readonly Change[], record: string): void {
  const goes = ({ after }: Change): boolean => after === undefined;
  const journal = openJournal(root, {
    writes: changes.filter((change) => !goes(change)).map(({ path }) => path),
    removals: changes.filter(goes).map(({ path }) => path),
    record,
  });
  const temporary = ({ path }: Change): string => join(root, temporaryOf(path, process.pid));
  const made: string[] = [];
  const done: Change[] = [];
  try {
    for (const change of changes) {
      const path = join(root, change.path);
      refuseChanged(path, change);
      if (change.after === undefined) continue;
      const first = mkdirSync(dirname(path), { recursive: true });
      if (first !== undefined) made.push(first);
      writeFileSync(temporary(change), change.after);
      if (existsSync(path)) chmodSync(temporary(change), statSync(path).mode);
    }
    journal.ready();
    for (const change of changes) {
      if (goes(change)) rmSync(join(root, change.path));
      else renameSync(temporary(change), join(root, change.path));
      done.push(change);
    }
    appendRecord(root, record);
    journal.close();
  } catch (error) {
    for (const { path, before } of done) {
      if (before === undefined) rmSync(join(root, path), { force: true });
      else writeFileSync(join(root, path), before);
    }
    for (const change of changes) rmSync(temporary(change), { force: true });
    for (const folder of made.reverse()) rmSync(folder, { recursive: true, force: true });
    journal.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new StandardsError(
      'FIX_REFUSED',
      `The fix could not be written (${reason}); every file is as it was.`,
      { cause: error },
    );
  }
}

/** Between the check and the write an editor may have saved; its text is worth more than the fix. */
function refuseChanged(path: string, { before }: Change): void {
  const now = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (now !== before) {
    throw new Error(`${path} has changed since the fix was computed; run it again`);
  }
}
