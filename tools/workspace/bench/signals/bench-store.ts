import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@h-j-petroleum/toolkit-signals';
import { connect, migrate } from '@h-j-petroleum/toolkit-signals';
import type { Programs } from '../../src/native-server/native-server.ts';
import { findPrograms, startNativeServer } from '../../src/native-server/native-server.ts';

/** The server that all is measured on, with a migrated database that is thrown away afterwards. */
export interface BenchStore {
  readonly url: string;
  readonly database: Database;
  /** What the server says it is. */
  readonly version: string;
  /** Rows of a statement. */
  rows<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs commands in psql; answers the seconds of each as psql itself tells them. */
  psql(commands: readonly string[]): Promise<number[]>;
  /** A file as psql names it. */
  file(name: string): string;
  stop(): Promise<void>;
}

/**
 * Uses the server of `DATABASE_URL`, where a database is created and dropped, or starts one: PostgreSQL 17 with its own
 * defaults, commits waiting for the disk.
 */
export async function openBenchStore(
  env: Readonly<Record<string, string | undefined>>,
  onProgress: (text: string) => void,
): Promise<BenchStore> {
  const programs = await findPrograms(env, onProgress).catch(onThePath);
  const own = env.DATABASE_URL ? undefined : await startNativeServer({ env, onProgress });
  const server = own?.url ?? env.DATABASE_URL ?? '';
  const name = `bench_signals_${process.pid}`;
  const admin = connect({ url: server, maxConnections: 1 });
  const { inside, outside } = programs.folder(`hjps-bench-${process.pid}`);
  mkdirSync(outside, { recursive: true });
  spawnSync(...programs.command('chown', [programs.owner, inside]));
  const url = new URL(server);
  url.pathname = `/${name}`;
  let database: Database | undefined;
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    rmSync(outside, { recursive: true, force: true });
    await database?.close();
    if (own === undefined) {
      await admin.session(({ query }) => query(`drop database if exists ${name} with (force)`));
    }
    await admin.close();
    await own?.stop();
  };
  const once = (): Promise<void> => (stopped ??= stop());
  try {
    await admin.session(({ query }) => query(`create database ${name}`));
    const opened = (database = connect({ url: url.href }));
    await migrate(opened);
    const rows = <Row>(text: string, values?: readonly unknown[]): Promise<Row[]> =>
      opened.session(async (session) => (await session.query<Row>(text, values)).rows);
    const [said] = await rows<{ version: string }>('select version()');
    return {
      ...{ url: url.href, database: opened, rows, stop: once },
      version: said?.version.split(' on ')[0] ?? '',
      psql: (commands) => runPsql(programs, url.href, commands),
      file: (file) => join(inside, file),
    };
  } catch (error) {
    await once();
    throw error;
  }
}

/** Where PostgreSQL's own programs can't be had: what the PATH has. */
function onThePath(): Programs {
  return {
    owner: String(process.getuid?.() ?? ''),
    command: (program, args) => [program, [...args]],
    folder: (name) => ({ inside: join(tmpdir(), name), outside: join(tmpdir(), name) }),
  };
}

async function runPsql(
  programs: Programs,
  url: string,
  commands: readonly string[],
): Promise<number[]> {
  const [command, args] = programs.command('psql', [
    ...['--no-psqlrc', '--quiet', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', '\\timing on'],
    ...commands.flatMap((one) => ['-c', one]),
  ]);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => (out += String(data)));
  child.stderr.on('data', (data) => (err += String(data)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`psql ended with ${String(code)}: ${err.trim()}`);
  return [...out.matchAll(/^Time: ([\d.]+) ms/gm)].map(([, ms]) => Number(ms) / 1000);
}
