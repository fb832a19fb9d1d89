import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What came of a process. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

export interface NotesProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Where it listens. Rejects where it ends before it does. */
  readonly address: Promise<string>;
}

/** Starts the service of the tests as a process of its own, with the arguments of its executable. */
export function startNotes(args: readonly string[], env: NodeJS.ProcessEnv): NotesProcess {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
      ...[join(import.meta.dirname, 'notes/server.ts'), ...args],
    ],
    {
      env: {
        ...{ PATH: process.env['PATH'], OIDC_AUDIENCE: 'notes', PORT: '0' },
        ...{ OTEL_SDK_DISABLED: 'true', LOG_LEVEL: 'silent', ...env },
      },
    },
  );
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, output, errors }));
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, found] = /listens on (http:\S+)\n/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
    ended.then(({ code }) => {
      reject(new Error(`it ended with ${code} before it listened: ${errors}`));
    }, reject);
  });
  // Who starts a command does not ask for its address.
  address.catch(() => undefined);
  return { child, ended, address };
}
