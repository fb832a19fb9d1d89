import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@h-j-petroleum/toolkit-signals';
import {
  connect,
  maintain,
  migrate,
  resourceOf,
  SignalWriter,
} from '@h-j-petroleum/toolkit-signals';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NativeServer } from './native-server.ts';
import { startNativeServer } from './native-server.ts';

let made = 0;

/** A migrated database of its own on a server. */
async function databaseOn(
  server: Pick<NativeServer, 'url'>,
): Promise<{ url: string; database: Database }> {
  const name = `signals_${process.pid}_${made++}`;
  const admin = connect({ url: server.url, maxConnections: 1 });
  await admin.session(({ query }) => query(`create database ${name}`));
  await admin.close();
  const url = server.url.replace(/\/postgres$/, `/${name}`);
  const database = connect({ url });
  await migrate(database);
  return { url, database };
}

async function one<Row>(database: Database, text: string): Promise<Row | undefined> {
  const { rows } = await database.session(({ query }) => query<Row>(text));
  return rows[0];
}

const resource = resourceOf({ 'service.name': 'native' });
const start = Date.now();
const quiet = { onNotice: () => undefined, firstPauseMs: 20, longestPauseMs: 200 };
const send = (writer: SignalWriter, from: number, to: number): void => {
  for (let n = from; n < to; n++) {
    writer.log({ time: start + n, severity: 9, body: 'row', attributes: { n }, resource });
  }
};
const counted =
  "select count(*)::int as rows, count(distinct attributes->>'n')::int as different from signals.logs";

describe('a native server', () => {
  let server: NativeServer;
  beforeAll(async () => {
    server = await startNativeServer();
  });
  afterAll(() => server.stop());

  it('is migrated once by twenty that begin at the same time', async () => {
    const admin = connect({ url: server.url, maxConnections: 1 });
    await admin.session(({ query }) => query('create database twenty'));
    await admin.close();
    const url = server.url.replace(/\/postgres$/, '/twenty');
    const databases = Array.from({ length: 20 }, () => connect({ url, maxConnections: 1 }));
    const reports = await Promise.all(databases.map((database) => migrate(database)));
    expect(reports.flatMap(({ applied }) => applied).toSorted()).toStrictEqual([
      ...['0001_dimensions', '0002_tiers', '0003_maintenance', '0004_schedule'],
    ]);
    await Promise.all(databases.map((database) => database.close()));
  });

  it('is maintained by many at once, and each row counts once', async () => {
    const { database } = await databaseOn(server);
    const writer = new SignalWriter(database, { ...quiet, maxBatchRows: 100 });
    send(writer, 0, 2000);
    const rounds = Array.from({ length: 8 }, () => maintain(database));
    send(writer, 2000, 4000);
    await Promise.all(rounds);
    await writer.close();
    await Promise.all(Array.from({ length: 8 }, () => maintain(database)));
    expect(
      await one(database, 'select sum(count)::int as rows from signals.log_rollups_daily'),
    ).toStrictEqual({ rows: 4000 });
    await database.close();
  });

  it('that answers nothing for a while loses and doubles nothing', async () => {
    const { database } = await databaseOn(server);
    const writer = new SignalWriter(database, { ...quiet, maxBatchRows: 500, sendTimeoutMs: 300 });
    send(writer, 0, 1000);
    await sleep(20);
    server.pause();
    send(writer, 1000, 4000);
    await expect.poll(() => writer.stats().failures).toBeGreaterThan(0);
    server.resume();
    expect(await writer.flush(120_000)).toBe(true);
    expect(writer.stats().signals.logs).toMatchObject({ accepted: 4000, stored: 4000, dropped: 0 });
    expect(await one(database, counted)).toStrictEqual({ rows: 4000, different: 4000 });
    await writer.close();
    await database.close();
  });

  it('takes what each of several processes sends, and keeps what was flushed before one is killed', async () => {
    const { url, database } = await databaseOn(server);
    const program = join(import.meta.dirname, 'sender.ts');
    const children = Array.from({ length: 3 }, (_, at) =>
      spawn(
        process.execPath,
        [
          '--conditions=@h-j-petroleum/source',
          '--disable-warning=ExperimentalWarning',
          program,
          String(at),
        ],
        {
          env: { PATH: process.env.PATH, DATABASE_URL: url },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      ),
    );
    await Promise.all(children.map((child) => once(child.stdout, 'data')));
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map((child) => once(child, 'exit')));
    const row = await one<{ flushed: number }>(
      database,
      "select count(*) filter (where (attributes->>'n')::int % 100000 < 1000)::int as flushed from signals.logs",
    );
    expect(row).toStrictEqual({ flushed: 3000 });
    await database.close();
  });
});

describe('a native server that breaks', () => {
  let server: NativeServer;
  afterEach(() => server.stop());

  it('by kill -9 in the middle loses and doubles nothing', async () => {
    server = await startNativeServer();
    const { database } = await databaseOn(server);
    const writer = new SignalWriter(database, { ...quiet, maxBatchRows: 200 });
    for (let round = 0; round < 3; round++) {
      send(writer, round * 20_000, round * 20_000 + 20_000);
      await sleep(10 + round * 20);
      await server.kill();
      expect(writer.stats().signals.logs.stored).toBeLessThan(round * 20_000 + 20_000);
      await server.restart();
    }
    expect(await writer.flush(120_000)).toBe(true);
    expect(writer.stats().failures).toBeGreaterThan(0);
    expect(writer.stats().signals.logs).toMatchObject({
      accepted: 60_000,
      stored: 60_000,
      dropped: 0,
    });
    expect(await one(database, counted)).toStrictEqual({ rows: 60_000, different: 60_000 });
    await writer.close();
    await database.close();
  });

  it('for want of disk space waits, and stores when there is room again', async () => {
    server = await startNativeServer({ sizeMb: 220 });
    const { database } = await databaseOn(server);
    const writer = new SignalWriter(database, { ...quiet, maxBatchRows: 500 });
    send(writer, 0, 1000);
    expect(await writer.flush()).toBe(true);
    const filler = join(server.data, 'filler');
    // To the last block: PostgreSQL finds no room for the next rows.
    for (let mb = 64; mb >= 1;) {
      try {
        writeFileSync(filler, Buffer.alloc(mb * 1024 * 1024), { flag: 'a' });
      } catch {
        mb = Math.floor(mb / 2);
      }
    }
    const big = 'x'.repeat(10_000);
    for (let n = 1000; n < 3000; n++) {
      writer.log({
        time: start + n,
        severity: 9,
        body: `${n} ${big}${Math.random()}`,
        attributes: { n },
        resource,
      });
    }
    await expect.poll(() => writer.stats().failures).toBeGreaterThan(0);
    expect(writer.stats().lastError).toMatch(
      /No space left on device|could not|closed|terminat|recovery|starting up|ECONN|reached/i,
    );
    rmSync(filler);
    // Without room for its log PostgreSQL ends; an operator starts it again.
    await server.kill();
    await server.restart();
    expect(await writer.flush(120_000)).toBe(true);
    expect(writer.stats().signals.logs).toMatchObject({ accepted: 3000, stored: 3000, dropped: 0 });
    expect(await one(database, counted)).toStrictEqual({ rows: 3000, different: 3000 });
    await writer.close();
    await database.close();
  });
});
