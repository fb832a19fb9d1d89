import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@h-j-petroleum/toolkit-signals';
import {
  connect,
  grantRole,
  maintain,
  migrate,
  resourceOf,
  searchLogs,
  seriesOf,
  SignalWriter,
} from '@h-j-petroleum/toolkit-signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NativeServer } from './native-server.ts';
import { startNativeServer } from './native-server.ts';
import { startProxy } from './proxy.ts';

let server: NativeServer;
let made = 0;

beforeAll(async () => {
  server = await startNativeServer();
});
afterAll(() => server.stop());

async function emptyDatabase(): Promise<string> {
  const name = `connections_${process.pid}_${made++}`;
  const admin = connect({ url: server.url, maxConnections: 1 });
  await admin.session(({ query }) => query(`create database ${name}`));
  await admin.close();
  return server.url.replace(/\/postgres$/, `/${name}`);
}

async function migrated(): Promise<{ url: string; database: Database }> {
  const url = await emptyDatabase();
  const database = connect({ url });
  await migrate(database);
  return { url, database };
}

async function rowsOf<Row>(database: Database, text: string): Promise<Row[]> {
  return (await database.session(({ query }) => query<Row>(text))).rows;
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

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}

describe('a connection', () => {
  it('that is cut in the middle of a COPY leaves no half batch, and doubles nothing', async () => {
    const { url, database } = await migrated();
    const proxy = await startProxy(url);
    const through = connect({ url: proxy.url });
    const writer = new SignalWriter(through, { ...quiet, maxBatchRows: 2000 });
    for (let round = 0; round < 5; round++) {
      const failures = writer.stats().failures;
      proxy.cutAfter(20_000 + round * 30_000);
      send(writer, round * 2000, round * 2000 + 2000);
      expect(await writer.flush(120_000)).toBe(true);
      expect(writer.stats().failures).toBeGreaterThan(failures);
    }
    expect(writer.stats().signals.logs).toMatchObject({ stored: 10_000, dropped: 0 });
    expect(await rowsOf(database, counted)).toStrictEqual([{ rows: 10_000, different: 10_000 }]);
    await writer.close();
    await Promise.all([through.close(), database.close()]);
    await proxy.close();
  });

  it('of which both ends believe that it is there holds nobody up for ever', async () => {
    const { url, database } = await migrated();
    const proxy = await startProxy(url);
    const through = connect({ url: proxy.url });
    const writer = new SignalWriter(through, { ...quiet, sendTimeoutMs: 3000 });
    send(writer, 0, 100);
    expect(await writer.flush()).toBe(true);
    // The batch's key is in a transaction that nobody will end: whoever comes with it again waits for it.
    await rowsOf(
      database,
      `create function signals.slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.4); return new; end $$;
      create trigger slow after insert on signals.batches for each row execute function signals.slow()`,
    );
    send(writer, 100, 200);
    const flushing = writer.flush(120_000);
    await until(async () => {
      const [row] = await rowsOf<{ n: number }>(
        database,
        "select count(*)::int as n from pg_stat_activity where query like '%begin_batch%' and wait_event = 'PgSleep'",
      );
      return row?.n === 1;
    });
    proxy.stall();
    await until(() => writer.stats().failures > 0);
    proxy.resume();
    expect(await flushing).toBe(true);
    expect(writer.stats().signals.logs).toMatchObject({ stored: 200, dropped: 0 });
    expect(await rowsOf(database, counted)).toStrictEqual([{ rows: 200, different: 200 }]);
    await writer.close();
    await Promise.all([through.close(), database.close()]);
    await proxy.close();
  });

  it('to a server that answers no more is let go', async () => {
    const { url, database } = await migrated();
    const other = connect({ url });
    await rowsOf(other, 'select 1');
    server.pause();
    try {
      // Without an end of its own this waits for ever.
      await other.close();
    } finally {
      server.resume();
    }
    await database.close();
  });
});

describe('roles', () => {
  it('a writer, a reader and a maintainer do all of their work with their own rights', async () => {
    const { url, database } = await migrated();
    await rowsOf(database, 'create role w login; create role r login; create role m login');
    await grantRole(database, 'w', 'writer');
    await grantRole(database, 'r', 'reader');
    await grantRole(database, 'm', 'maintainer');
    const as = (role: string): Database =>
      connect({ url: url.replace('postgres@', `${role}@`), maxConnections: 1 });
    const [w, r, m] = [as('w'), as('r'), as('m')];
    const writer = new SignalWriter(w, quiet);
    send(writer, 0, 10);
    const failed = { time: start, severity: 17, body: 'failed', resource };
    writer.log(failed);
    writer.span({
      ...{ time: start, duration: 1, name: 'n', kind: 1, status: 2, resource },
      ...{ traceId: '1'.padStart(32, '0'), spanId: '1'.padStart(16, '0') },
    });
    writer.metric({
      time: start,
      series: seriesOf({ resource, name: 'g', kind: 'gauge' }),
      value: 1,
    });
    // Of a day for which there is no partition yet.
    writer.log({ ...failed, time: start - 5 * 86_400_000 });
    expect(await writer.flush()).toBe(true);
    expect(writer.stats()).toMatchObject({ failures: 0, lastError: undefined });
    await maintain(m);
    const window = { from: new Date(start - 86_400_000), to: new Date(start + 86_400_000) };
    expect((await searchLogs(r, window)).logs).toHaveLength(11);
    await expect(searchLogs(w, window)).rejects.toThrow('permission denied');
    await expect(maintain(r)).rejects.toThrow('permission denied');
    await expect(migrate(r)).resolves.toMatchObject({ applied: [] });
    await writer.close();
    await Promise.all([w, r, m, database].map((one) => one.close()));
  });

  it('one that may make no schema is told so, and how it may', async () => {
    const url = await emptyDatabase();
    const admin = connect({ url });
    await rowsOf(admin, 'create role poor login');
    const poor = connect({ url: url.replace('postgres@', 'poor@'), maxConnections: 1 });
    await expect(migrate(poor)).rejects.toMatchObject({
      code: 'SIGNALS_MIGRATION_FAILED',
      message: expect.stringMatching(
        /nothing was changed: permission denied for database .*\. The role needs the right to make a schema: grant create on database/,
      ),
    });
    await Promise.all([poor.close(), admin.close()]);
  });
});

describe('maintenance', () => {
  it('that is killed in the middle is gone on with, and counts each row once', async () => {
    const { database } = await migrated();
    const writer = new SignalWriter(database, { ...quiet, maxBatchRows: 500 });
    send(writer, 0, 20_000);
    await writer.close();
    for (let round = 0; round < 6; round++) {
      const killed = maintain(database).then(
        () => 'ended',
        () => 'killed',
      );
      await sleep(round * 15);
      await rowsOf(
        database,
        "select pg_terminate_backend(pid) from pg_stat_activity where query like 'call signals.maintain%' and datname = current_database()",
      );
      await killed;
    }
    await maintain(database);
    expect(
      await rowsOf(
        database,
        'select (select sum(count)::int from signals.log_rollups_hourly) as hourly, (select sum(count)::int from signals.log_rollups_daily) as daily',
      ),
    ).toStrictEqual([{ hourly: 20_000, daily: 20_000 }]);
    await database.close();
  });

  it('that failed does not keep the next one, of another connection, from its work', async () => {
    const { url, database } = await migrated();
    const writer = new SignalWriter(database, quiet);
    send(writer, 0, 1);
    await writer.close();
    await maintain(database);
    const [partition] = await rowsOf<{ name: string }>(
      database,
      "select relname as name from pg_class where relname like 'logs\\_p2%' order by 1 limit 1",
    );
    // What somebody built upon a partition keeps it from being dropped.
    await rowsOf(database, `create view blocking as select * from signals.${partition?.name}`);
    const later = new Date(start + 30 * 86_400_000);
    await expect(maintain(database, later)).rejects.toThrow('other objects depend on it');
    await rowsOf(database, 'drop view blocking');
    const other = connect({ url, maxConnections: 1 });
    await maintain(other, later);
    expect(await rowsOf(other, 'select count(*)::int as n from signals.logs')).toStrictEqual([
      { n: 0 },
    ]);
    await Promise.all([other.close(), database.close()]);
  });
});
