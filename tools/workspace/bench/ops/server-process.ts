import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly address: string;
  /** Microseconds of CPU that it has used until now, user and system. */
  cpuMicros(): number;
  stop(): Promise<void>;
}

const nodeArgs = ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'];

/** Runs a script of this workspace to its end. */
export async function runScript(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { child, output } = start(args, env, []);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${output()}`);
  return output();
}

/**
 * Starts a script that says "listens on <address>", and waits until it does.
 *
 * @param more arguments of Node, for profiles
 */
export async function startServer(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  more: readonly string[] = [],
): Promise<ServerProcess> {
  const { child, output } = start(args, env, more);
  const ended = once(child, 'close');
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const [, found] = /listens on (http:\S+)\n/.exec(output()) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => {
      reject(new Error(`${args.join(' ')} ended before it listened: ${output()}`));
    });
  });
  return {
    address,
    cpuMicros: () => cpuMicrosOf(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  more: readonly string[],
) {
  const child = spawn(process.execPath, [...nodeArgs, ...more, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text = `${text}${chunk.toString()}`.slice(-100_000)));
  return { child, output: () => text };
}

/** Linux counts in hundredths of a second; elsewhere nobody tells, and it's not a number. */
function cpuMicrosOf(pid: number): number {
  try {
    // The second field is the name in brackets, which may hold spaces: proc_pid_stat(5), utime and stime are the 14th and 15th.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return Number.NaN;
  }
}
