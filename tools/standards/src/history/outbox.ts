import { spawn } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecordedRun } from '@h-j-petroleum/standards-engine';
import { formatRecordedRun, parseRecordedRun } from '@h-j-petroleum/standards-engine';
import { makeHistoryFolder, unsentFolder } from './history-folder.ts';

/** Milliseconds after which a process that sends is ended, and after which its mark is that of one that was killed. */
export const sendingLimitMs = 30_000;

/** Puts a run where it waits to be sent: whole or not at all. */
export function put(root: string, run: RecordedRun): void {
  makeHistoryFolder(root, unsentFolder);
  const file = join(root, unsentFolder, `${run.id}.json`);
  writeAnew(file, `${formatRecordedRun(run)}\n`);
}

/** Whole or not at all, and in place of what stands there: a link is replaced and not followed. */
function writeAnew(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { flag: 'wx' });
  renameSync(temporary, file);
}

/** The ids of runs that wait, oldest first: an id begins with the moment of its run. */
export function waiting(root: string): string[] {
  const folder = join(root, unsentFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => /^([0-9a-f-]{36})\.json$/.exec(name)?.[1] ?? [])
    .sort();
}

/** A run that waits; undefined where another process has sent it meanwhile, or where its file is no run. */
export function take(root: string, id: string): RecordedRun | undefined {
  try {
    const parsed = parseRecordedRun(readFileSync(join(root, unsentFolder, `${id}.json`), 'utf8'));
    return parsed.ok ? parsed.run : undefined;
  } catch {
    return undefined;
  }
}

/** A run that the database has waits no more. */
export function remove(root: string, id: string): void {
  rmSync(join(root, unsentFolder, `${id}.json`), { force: true });
}

const failureFile = `${unsentFolder}/failure`;
const sendingFile = `${unsentFolder}/sending`;

/** Leaves word of why runs could not be sent, for the next command to say; undefined when they were. */
export function noteFailure(root: string, reason: string | undefined): void {
  const file = join(root, failureFile);
  if (reason === undefined) rmSync(file, { force: true });
  else writeAnew(file, reason);
}

/** What the last sending left word of. */
export function lastFailure(root: string): string | undefined {
  try {
    return readFileSync(join(root, failureFile), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Marks that a process sends; two at once would do no harm, and one is enough.
 *
 * @returns what takes the mark away; undefined where another process is at it
 */
export function beginSending(root: string): (() => void) | undefined {
  const file = join(root, sendingFile);
  if (isSending(root)) return undefined;
  writeAnew(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isSending(root: string): boolean {
  const mark = statSync(join(root, sendingFile), { throwIfNoEntry: false });
  return mark !== undefined && Date.now() - mark.mtimeMs < sendingLimitMs * 2;
}

/** Beside this file in the sources; below or above it in what is published. */
const entry = ['./send.ts', './history/send.js', '../history/send.js', '../../history/send.js']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

/**
 * Starts a process that sends what waits, and leaves it to itself: the command that started it ends when it likes to.
 *
 * @returns why what waited before this run could not be sent the last time: one clause, or undefined
 */
export function startSending(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const failure = lastFailure(root);
  const left = waiting(root).length;
  const said =
    failure === undefined
      ? undefined
      : `${left} ${left === 1 ? 'run waits' : 'runs wait'} to be sent to the database (${failure}); nothing is lost, and the next run tries again`;
  if (isSending(root)) return said;
  if (entry === undefined) {
    return 'the program that sends runs to the database is missing; install the gate anew';
  }
  const child = spawn(
    process.execPath,
    [
      ...(entry.endsWith('.ts')
        ? ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning']
        : []),
      entry,
      root,
    ],
    { detached: true, stdio: 'ignore', windowsHide: true, env: { ...env, NODE_OPTIONS: '' } },
  );
  child.on('error', () => undefined);
  child.unref();
  return said;
}
