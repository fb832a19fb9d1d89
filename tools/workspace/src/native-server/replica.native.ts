import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdirSync, rmSync } from 'node:fs';
import type { Database } from '@h-j-petroleum/toolkit-signals';
import {
  connect,
  maintain,
  migrate,
  resourceOf,
  searchErrors,
  searchLogs,
  SignalWriter,
} from '@h-j-petroleum/toolkit-signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NativeServer } from './native-server.ts';
import { findPrograms, startNativeServer, untilAnswers } from './native-server.ts';

interface Replica {
  readonly url: string;
  stop(): Promise<void>;
}

/** A hot standby that follows a server: a copy of its data, and then what it writes. */
async function startReplica(server: NativeServer): Promise<Replica> {
  const programs = await findPrograms(process.env, () => undefined);
  const { inside, outside } = programs.folder(`hjps-replica-${process.pid}`);
  const run = (program: string, args: readonly string[]): void => {
    const { status, stderr } = spawnSync(...programs.command(program, args), { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} exits ${status}: ${stderr}`);
  };
  mkdirSync(outside, { recursive: true });
  run('chown', [programs.owner, inside]);
  const data = `${inside}/pg`;
  run('pg_basebackup', [
    ...['--dbname', server.url, '--pgdata', data, '--write-recovery-conf', '--checkpoint=fast'],
  ]);
  const port = await freePort();
  const [command, args] = programs.command('postgres', [
    ...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
    ...['-c', 'unix_socket_directories=', '-c', 'dynamic_shared_memory_type=mmap'],
  ]);
  const child: ChildProcess = spawn(command, args, { stdio: 'ignore' });
  const url = server.url.replace(/:\d+\//, `:${port}/`);
  await untilAnswers(url, child);
  return {
    url,
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill('SIGQUIT');
      await exit;
      rmSync(outside, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.');
  return address.port;
}

describe('a replica of the store', () => {
  let server: NativeServer;
  let replica: Replica;
  let primary: Database;
  let standby: Database;
  const at = Date.now();
  const window = { from: new Date(at - 3_600_000), to: new Date(at + 3_600_000) };
  beforeAll(async () => {
    server = await startNativeServer();
    primary = connect({ url: server.url });
    await migrate(primary);
    replica = await startReplica(server);
    standby = connect({ url: replica.url });
  });
  afterAll(async () => {
    await standby?.close();
    await replica?.stop();
    await primary?.close();
    await server?.stop();
  });
  const writerTo = (database: Database, body: string, severity = 9): SignalWriter => {
    const writer = new SignalWriter(database, {
      ...{ onNotice: () => undefined, firstPauseMs: 20, longestPauseMs: 50 },
    });
    writer.log({ time: at, severity, body, resource: resourceOf({ 'service.name': 'shop' }) });
    return writer;
  };
  const bodies = async (database: Database): Promise<string[]> =>
    (await searchLogs(database, window)).logs.map(({ body }) => String(body)).sort();

  it('answers queries with what was written to the primary', async () => {
    await writerTo(primary, 'one').close();
    await writerTo(primary, 'two', 17).close();
    await maintain(primary);
    await expect.poll(() => bodies(standby)).toStrictEqual(['one', 'two']);
    const errors = await searchErrors(primary, window);
    expect(errors).toHaveLength(1);
    await expect.poll(() => searchErrors(standby, window)).toStrictEqual(errors);
  });

  it('stores nothing, which a writer is told and counts', async () => {
    const writer = writerTo(standby, 'lost');
    await expect.poll(() => writer.stats().lastError).toContain('read-only transaction');
    await writer.close(100);
    expect(writer.stats().signals.logs).toMatchObject({ accepted: 1, stored: 0, dropped: 1 });
    expect(await bodies(primary)).toStrictEqual(['one', 'two']);
  });
});
