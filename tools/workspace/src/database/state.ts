import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/** What the process that serves says of itself. */
export interface ServerState {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  readonly startedAt: string;
}

/** undefined where nothing is written, or nothing that can be read. */
export function readState(file: string): ServerState | undefined {
  try {
    const { pid, port, url, startedAt }: Partial<ServerState> = Object(
      JSON.parse(readFileSync(file, 'utf8')),
    );
    if (typeof pid !== 'number' || typeof port !== 'number') return undefined;
    if (typeof url !== 'string' || typeof startedAt !== 'string') return undefined;
    return { pid, port, url, startedAt };
  } catch {
    return undefined;
  }
}

/** Whole or not at all: a reader must not see half a file. */
export function writeState(file: string, state: ServerState): void {
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
}

export function removeState(file: string): void {
  rmSync(file, { force: true });
}

/**
 * Whether the process is there and is the one that was started for this folder. Numbers of processes are used again: what has
 * the number by now may be anybody's, also another workspace's database.
 */
export function isOurs(pid: number, folder: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (Reflect.get(Object(error), 'code') !== 'EPERM') return false;
  }
  const command = commandOf(pid);
  return command.includes('serve-database') && command.includes(folder);
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // No /proc: another system than Linux.
  }
  try {
    return process.platform === 'win32'
      ? execFileSync('wmic', ['process', 'where', `ProcessId=${pid}`, 'get', 'CommandLine'], {
          encoding: 'utf8',
        })
      : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
