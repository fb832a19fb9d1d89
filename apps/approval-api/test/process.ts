import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ServiceProcess {
  readonly child: ChildProcess;
  /** Where it listens. Rejects where it ends before it does. */
  readonly address: Promise<string>;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly output: string;
    readonly errors: string;
  }>;
}

/** approval-api as a process of its own, with the arguments of its executable. */
export function startProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ServiceProcess {
  const script = fileURLToPath(new URL('../src/server.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [
      '--conditions=@h-j-petroleum/source',
      '--disable-warning=ExperimentalWarning',
      script,
      ...args,
    ],
    {
      env: {
        ...{ PATH: process.env['PATH'], OIDC_AUDIENCE: 'approval-api', PORT: '0' },
        ...{ OTEL_SDK_DISABLED: 'true', LOG_LEVEL: 'silent', ...env },
      },
    },
  );
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code, output, errors }));
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
  // Who starts a command doesn't ask for its address.
  address.catch(() => undefined);
  return { child, address, ended };
}
