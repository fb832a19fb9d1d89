import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A service as a process of its own. */
export interface Instance {
  readonly url: string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Tells it to end; answers its exit code. */
  stop(): Promise<number | null>;
}

/** Services of this workspace that stand beside each other when they run. */
type App = 'timesheet-api' | 'approval-api';

function executable(
  app: App,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcessWithoutNullStreams {
  return spawn(
    process.execPath,
    [
      ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
      ...[join(import.meta.dirname, `../../${app}/src/server.ts`), ...args],
    ],
    {
      env: {
        ...{ PATH: process.env.PATH, OIDC_AUDIENCE: app, PORT: '0' },
        ...{ OTEL_SDK_DISABLED: 'true', LOG_LEVEL: 'silent', ...env },
      },
    },
  );
}

/** Starts an instance, and answers when it listens. Rejects with what it said where it ends before. */
export async function startInstance(
  env: NodeJS.ProcessEnv,
  app: App = 'timesheet-api',
): Promise<Instance> {
  const child = executable(app, [], env);
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
      reject(new Error(`${app} ended before it listened: ${said}`));
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

/** Runs a command of a service to its end; answers what it wrote. Throws where it fails. */
export async function runCommand(
  app: App,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const child = executable(app, args, env);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  await once(child, 'close');
  if (child.exitCode === 0) return output;
  throw new Error(`${app} ${args.join(' ')} ended with ${child.exitCode}: ${errors}`);
}
