import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StandardsError } from '@h-j-petroleum/standards-engine';
import { placeOf } from './places.ts';
import { appendRecord, fixRecordFile, makeRecordFolder } from './record-fix.ts';

/** Relative to the workspace's root. */
const journalFile = '.standards/fix-in-progress.json';

/** What a write consists of; paths are relative to the workspace's root. */
export interface Journal {
  readonly pid: number;
  /** Whether every new text is there, so that what was begun can be brought to its end. */
  readonly ready: boolean;
  /** Files whose new text stands beside them under {@link temporaryOf}. */
  readonly writes: readonly string[];
  readonly removals: readonly string[];
  /** The line that the record gets when all is written. */
  readonly record: string;
}

/** Where the new text of a file waits, in the same folder, because only there a rename is one step. */
export function temporaryOf(path: string, pid: number): string {
  return `${path}.standards-${pid}`;
}

/**
 * Begins a write of several files. Only one can be under way.
 *
 * @throws StandardsError FIX_REFUSED where another process is writing
 */
export function openJournal(
  root: string,
  work: Omit<Journal, 'pid' | 'ready'>,
): { ready(): void; close(): void } {
  makeRecordFolder(root);
  recoverWrite(root);
  const path = join(root, journalFile);
  const textOf = (ready: boolean): string =>
    JSON.stringify({ pid: process.pid, ready, ...work } satisfies Journal);
  writeFileSync(path, textOf(false), { flag: 'wx' });
  return {
    ready() {
      writeFileSync(`${path}.new`, textOf(true));
      renameSync(`${path}.new`, path);
    },
    close: () => rmSync(path, { force: true }),
  };
}

/**
 * Brings a write that was cut off to its end: forward where every new text was there already, back where it was not.
 *
 * @returns the files that are now as the fix wanted them
 * @throws StandardsError FIX_REFUSED where the process that writes is alive
 */
export function recoverWrite(root: string): readonly string[] {
  const file = join(root, journalFile);
  if (!existsSync(file)) return [];
  const journal = parseJournal(readFileSync(file, 'utf8'));
  if (journal) finish(root, journal, file);
  rmSync(file, { force: true });
  return journal?.ready === true ? [...journal.writes, ...journal.removals] : [];
}

function finish(root: string, journal: Journal, file: string): void {
  const { pid, ready, writes, removals, record } = journal;
  if (pid !== process.pid && isAlive(pid)) {
    throw new StandardsError(
      'FIX_REFUSED',
      `Another fix is being written here by process ${pid}. Wait for it; if there is none, remove ${file}.`,
    );
  }
  // The file may have come with the repository, from whoever wrote that.
  const foreign = [...writes, ...removals].find(
    (path) => path.startsWith('../') || placeOf(root, path) !== path,
  );
  if (foreign !== undefined) {
    throw new StandardsError(
      'FIX_REFUSED',
      `${file} speaks of ${foreign}, which is no file of this workspace. Remove it.`,
    );
  }
  for (const path of writes) {
    const temporary = join(root, temporaryOf(path, pid));
    if (!ready) rmSync(temporary, { force: true });
    else if (existsSync(temporary)) renameSync(temporary, join(root, path));
  }
  if (!ready) return;
  for (const path of removals) rmSync(join(root, path), { force: true });
  // It may have been cut off behind the last step.
  if (lastRecord(root) !== record) appendRecord(root, record);
}

function lastRecord(root: string): string | undefined {
  const file = join(root, fixRecordFile);
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) : undefined;
}

/** Undefined for a journal that was cut off itself: then nothing had begun. */
function parseJournal(text: string): Journal | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isJournal(value) ? value : undefined;
}

function isJournal(value: unknown): value is Journal {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, ready, writes, removals, record } = Object.fromEntries(Object.entries(value));
  return (
    Number.isSafeInteger(pid) &&
    typeof ready === 'boolean' &&
    typeof record === 'string' &&
    isTexts(writes) &&
    isTexts(removals)
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
