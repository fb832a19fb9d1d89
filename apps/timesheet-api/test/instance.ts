import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The service as a process of its own. */
export interface Instance {
  readonly url: string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Tells it to end; answers its exit code. */
  stop(): Promise<number | null>;
}

/** Starts an instance, and answers when it listens. Rejects with what it said where it ends before. */
export async function startInstance(env: NodeJS.ProcessEnv): Promise<Instance> {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
      join(import.meta.dirname, '../src/server.ts'),
    ],
    {
      env: {
        ...{ PATH: process.env.PATH, OIDC_AUDIENCE: 'timesheet-api', PORT: '0' },
        ...{ OTEL_SDK_DISABLED: 'true', LOG_LEVEL: 'silent', ...env },
      },
    },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const closed = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /listens on (http:\S+)\n/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    closed.then(() => {
      reject(new Error(`timesheet-api ended before it listened: ${said}`));
    }, reject);
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await closed;
    return child.exitCode;
  };
  return {
    url,
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}
