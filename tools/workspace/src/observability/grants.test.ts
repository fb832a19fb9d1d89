import type { Database } from '@h-j-petroleum/toolkit-signals';
import {
  latency,
  maintain,
  resourceOf,
  searchErrors,
  searchLogs,
  seriesOf,
  serviceMap,
  setRetention,
  SignalWriter,
  storeStatus,
} from '@h-j-petroleum/toolkit-signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, databaseAs, stores } from './stores.ts';

const denied = /permission denied/;
const resource = resourceOf({ 'service.name': 'shop' });

/** Runs the owner's job as TimescaleDB's scheduler does every five minutes. */
async function runMaintenanceJob(owned: Database): Promise<void> {
  await owned.session(async (session) => {
    const { rows } = await session.query<{ id: number }>(
      "select job_id as id from timescaledb_information.jobs where proc_name = 'maintain_job' and owner::text = 'signals_owner'",
    );
    expect(rows).toHaveLength(1);
    await session.query(`call run_job(${rows[0]?.id})`);
  });
}

describe.each(stores)('roles on %s', (profile, create) => {
  let database: Database;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.close());
  const ask =
    (role: 'signals_reader' | 'signals_writer') =>
    (text: string): Promise<unknown> =>
      as(database, role, (session) => session.query(text));

  it('the writer stores every signal, in every tier, again and again', async () => {
    const writer = new SignalWriter(databaseAs(database, 'signals_writer'));
    const now = Date.now();
    for (const time of [now, now - 30 * 86_400_000]) {
      for (const severity of [9, 17]) writer.log({ time, severity, body: 'a message', resource });
      for (const status of [0, 2]) {
        writer.span({
          ...{ time, duration: 1000, name: 'GET /', kind: 1, status, resource },
          ...{ traceId: `${status + 1}`.padStart(32, '0'), spanId: '1'.padStart(16, '0') },
        });
      }
      const series = seriesOf({ resource, name: 'orders', kind: 'gauge' });
      writer.metric({ time, value: 1, series });
      await writer.flush();
    }
    await writer.close();
    const { signals, lastError } = writer.stats();
    expect(lastError).toBeUndefined();
    expect(Object.values(signals).map(({ stored, dropped }) => [stored, dropped])).toStrictEqual([
      ...[
        [4, 0],
        [4, 0],
        [2, 0],
      ],
    ]);
    await maintain(databaseAs(database, 'signals_owner'));
  });

  it('the owner maintains the store, and drops what is kept no longer, without being a superuser', async () => {
    const owned = databaseAs(database, 'signals_owner');
    await setRetention(owned, 'failure', '20 days');
    // A plain server has no scheduler and is told from outside.
    if (profile === 'timescale') await runMaintenanceJob(owned);
    else await maintain(owned);
    const { rows } = await owned.session((session) =>
      session.query(
        `select (select count(*) from signals.all_logs where time < now() - interval '25 days')::int as old,
          (select rolsuper from pg_roles where rolname = current_user) as super`,
      ),
    );
    expect(rows).toStrictEqual([{ old: 0, super: false }]);
    await setRetention(owned, 'failure', '180 days');
  });

  it('the writer reads nothing, changes nothing and drops nothing', async () => {
    const write = ask('signals_writer');
    await expect(write('select * from signals.logs')).rejects.toThrow(denied);
    await expect(write('delete from signals.logs')).rejects.toThrow(denied);
    await expect(write('update signals.fingerprints set template = $$$$')).rejects.toThrow(denied);
    await expect(write("update signals.retention set keep = '1 day'")).rejects.toThrow(denied);
    await expect(write("select signals.expire_raw('logs', '2100-01-01')")).rejects.toThrow(denied);
    await expect(write('create table signals.mine (id int)')).rejects.toThrow(denied);
  });

  it('the reader runs the typed queries', async () => {
    const reader = databaseAs(database, 'signals_reader');
    const window = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 1000) };
    expect((await searchLogs(reader, window)).logs).toHaveLength(2);
    expect((await latency(reader, window)).operations).toHaveLength(1);
    expect(await searchErrors(reader, window)).toHaveLength(2);
    expect(await serviceMap(reader, window)).toStrictEqual([]);
    expect((await storeStatus(reader)).tables.length).toBeGreaterThan(10);
  });

  it('the reader writes nothing, and can not have it done for it', async () => {
    const read = ask('signals_reader');
    await expect(
      read('insert into signals.logs_default select * from signals.logs'),
    ).rejects.toThrow();
    await expect(read('delete from signals.logs')).rejects.toThrow(denied);
    await expect(read('truncate signals.logs')).rejects.toThrow(denied);
    await expect(read("select signals.expire_raw('logs', '2100-01-01')")).rejects.toThrow(denied);
    await expect(read("select signals.expire_dimensions('2100-01-01')")).rejects.toThrow(denied);
    await expect(read('select signals.fold()')).rejects.toThrow(denied);
    await expect(read('call signals.maintain()')).rejects.toThrow(denied);
    await expect(
      read("select signals.begin_batch(gen_random_uuid(), 'logs', 1, now(), now())"),
    ).rejects.toThrow(denied);
  });

  it('a function that a later migration adds is nobody’s, a table the reader’s', async () => {
    await database.session((session) =>
      session.query(
        'set role signals_owner; create table signals.later (id int); create function signals.later_function() returns int language sql as $$ select 1 $$; reset role',
      ),
    );
    const read = ask('signals_reader');
    await expect(read('select * from signals.later')).resolves.toMatchObject({ rows: [] });
    await expect(read('select signals.later_function()')).rejects.toThrow(denied);
    await expect(ask('signals_writer')('select * from signals.later')).rejects.toThrow(denied);
  });
});
