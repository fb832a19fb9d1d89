import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { debianBin, debianRoot } from './debian-root.ts';

/** A server of PostgreSQL 17 with pgvector, to be tested against and broken. */
export interface NativeServer {
  /** Of a superuser. */
  readonly url: string;
  /** Ends all of its processes at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again with the data it had. */
  restart(): Promise<void>;
  /** It answers nothing until it is resumed; its connections stay. */
  pause(): void;
  resume(): void;
  /**
   * Runs a script by psql, as the user and on the database of an address.
   *
   * @returns what psql printed
   * @throws NativeServerError where the script fails, with what psql said
   */
  psql(url: string, script: string, env?: Readonly<Record<string, string>>): string;
  /** Folder of its data on this machine; with `sizeMb` as large as that and no larger. */
  readonly data: string;
  stop(): Promise<void>;
}

export interface NativeServerOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onProgress?: (text: string) => void;
  /** Puts the data on a file system of this size in memory. */
  readonly sizeMb?: number;
}

/** No native server can be had here. */
export class NativeServerError extends Error {
  override readonly name = 'NativeServerError';
}

/** How PostgreSQL's programs are run: in a Debian of their own, or as the machine has them. */
export interface Programs {
  /** Prefixes a command line. */
  readonly command: (program: string, args: readonly string[]) => [string, string[]];
  /** A folder as those programs name it, and as this process does. */
  readonly folder: (name: string) => { readonly inside: string; readonly outside: string };
  readonly owner: string;
}

let made = 0;

/**
 * Starts a server of its own on a free port of 127.0.0.1, with data in a folder of its own that is removed when it is stopped.
 *
 * @throws NativeServerError where none can be had, with what was tried and what to do
 */
export async function startNativeServer(options: NativeServerOptions = {}): Promise<NativeServer> {
  const { env = process.env, onProgress = () => undefined, sizeMb } = options;
  const programs = await findPrograms(env, onProgress);
  const { inside, outside } = programs.folder(`hjps-data-${process.pid}-${made++}`);
  mkdirSync(outside, { recursive: true });
  const isMounted = sizeMb !== undefined;
  if (isMounted) must('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', outside]);
  const data = `${inside}/pg`;
  const remove = (): void => {
    if (isMounted) spawnSync('umount', ['-l', outside]);
    rmSync(outside, { recursive: true, force: true });
  };
  try {
    must(...programs.command('chown', [programs.owner, inside]));
    must(
      ...programs.command('initdb', [
        ...['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync'],
      ]),
    );
  } catch (error) {
    remove();
    throw error;
  }
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const [command, args] = programs.command('postgres', [
      ...['-D', data, '-p', String(port)],
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...['-c', 'dynamic_shared_memory_type=mmap', '-c', 'max_wal_size=1GB'],
      ...(isMounted ? ['-c', 'max_wal_size=64MB', '-c', 'min_wal_size=32MB'] : []),
    ]);
    child = spawn(command, args, { stdio: 'ignore' });
    await untilAnswers(url, child);
  };
  try {
    await start();
  } catch (error) {
    child?.kill('SIGKILL');
    remove();
    throw error;
  }
  const ended = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    if (signal === 'SIGKILL') for (const pid of childrenOf(child.pid)) kill(pid, 'SIGKILL');
    child.kill(signal);
    await exit;
  };
  let stopped: Promise<void> | undefined;
  return {
    url,
    data: outside,
    kill: () => ended('SIGKILL'),
    restart: start,
    pause: () => {
      for (const pid of [child?.pid, ...childrenOf(child?.pid)]) kill(pid, 'SIGSTOP');
    },
    resume: () => {
      for (const pid of [child?.pid, ...childrenOf(child?.pid)]) kill(pid, 'SIGCONT');
    },
    psql: (address, script, environment = {}) =>
      must(
        ...programs.command('psql', [
          ...['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--dbname', address],
        ]),
        { input: script, env: { ...process.env, ...environment } },
      ),
    stop: () => {
      stopped ??= ended('SIGQUIT').then(remove);
      return stopped;
    },
  };
}

/** @throws NativeServerError where there are none */
export async function findPrograms(
  env: Readonly<Record<string, string | undefined>>,
  onProgress: (text: string) => void,
): Promise<Programs> {
  const isRoot = process.getuid?.() === 0;
  const tried: string[] = [];
  if (isRoot && existsSync('/etc/debian_version')) {
    try {
      const root = await debianRoot(env, onProgress);
      return {
        owner: 'postgres:postgres',
        command: (program, args) =>
          program === 'chown'
            ? ['chroot', [root, 'chown', ...args]]
            : [
                'chroot',
                ['--userspec=postgres:postgres', root, `${debianBin}/${program}`, ...args],
              ],
        folder: (name) => ({ inside: `/srv/${name}`, outside: join(root, 'srv', name) }),
      };
    } catch (error) {
      tried.push(`by debootstrap: ${error instanceof Error ? error.message : String(error)}`);
    }
  } else {
    tried.push('by debootstrap: this needs root on Debian or a system made from it');
  }
  const bin = installedBin();
  if (bin !== undefined && !isRoot) {
    const base = env.TMPDIR ?? '/tmp';
    return {
      owner: String(process.getuid?.()),
      command: (program, args) => [program === 'chown' ? program : join(bin, program), [...args]],
      folder: (name) => ({ inside: join(base, name), outside: join(base, name) }),
    };
  }
  tried.push(
    bin === undefined
      ? 'installed: /usr/lib/postgresql has no version 17 with pgvector'
      : 'installed: PostgreSQL does not run as root',
  );
  throw new NativeServerError(
    [
      'No PostgreSQL 17 with pgvector can be had here.',
      ...tried.map((line) => `  tried ${line}`),
      '  Name a server whose superuser may create databases: TEST_DATABASE_URL=postgres://user:password@host/postgres',
      '  for example of Docker: docker run -e POSTGRES_PASSWORD=… -p 127.0.0.1:5432:5432 pgvector/pgvector:pg17',
    ].join('\n'),
  );
}

function installedBin(): string | undefined {
  const bin = '/usr/lib/postgresql/17/bin';
  return existsSync(join(bin, 'postgres')) &&
    existsSync('/usr/share/postgresql/17/extension/vector.control')
    ? bin
    : undefined;
}

/** How long a server that was started has for its first answer: `TEST_DATABASE_PATIENCE` seconds. @default 180, as the embedded one has to start */
function patienceOf({ TEST_DATABASE_PATIENCE: given }: NodeJS.ProcessEnv): number {
  if (given === undefined || given === '') return 180;
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  throw new NativeServerError(
    `TEST_DATABASE_PATIENCE is "${given}". Write whole seconds from 1 on, such as 240.`,
  );
}

/** @throws NativeServerError where the server ends, or gives no answer in the time that it has */
export async function untilAnswers(url: string, child?: ChildProcess): Promise<void> {
  const patience = patienceOf(process.env);
  const until = Date.now() + patience * 1000;
  let last = '';
  while (Date.now() < until) {
    if (child !== undefined && child.exitCode !== null) {
      throw new NativeServerError(`PostgreSQL ended with ${child.exitCode} while it started.`);
    }
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new NativeServerError(
    `PostgreSQL did not answer within ${patience} s: ${last}\n  Where the machine is busy give it more: TEST_DATABASE_PATIENCE=${patience * 4}`,
  );
}

/** Processes that a process started: each connection is one. */
function childrenOf(pid: number | undefined): number[] {
  if (pid === undefined) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => parentOf(one) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    // pid (name) state ppid: the name may hold anything but ends with the last parenthesis.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function kill(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}

function must(
  command: string,
  args: readonly string[],
  options: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    ...options,
  });
  if (status === 0) return stdout;
  throw new NativeServerError(`\`${command}\` failed: ${error?.message ?? stderr.trim()}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
