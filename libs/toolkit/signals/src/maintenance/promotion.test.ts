import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, profiles, rowsOf } from '../../test/databases.ts';
import { bank, log, shop, span, spanId, traceId } from '../../test/records.ts';
import { day } from '../../test/simulation.ts';
import type { Database } from '../index.ts';
import { maintain, setCompression, setRetention, SignalWriter } from '../index.ts';

const now = Date.now();

describe.each(profiles)('a late error on %s', (profile, create) => {
  let database: Database;
  let writer: SignalWriter;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await empty(database);
    writer = new SignalWriter(database, { onNotice: () => undefined });
    return () => writer.close();
  });

  it('takes its trace along, though that lies days back among very many', async () => {
    // At six in the evening, whatever the hour is now: its neighbours reach into the next day.
    const early = Math.floor(now / day) * day - 3.25 * day;
    writer.span(span({ time: early, spanId: spanId(1) }));
    writer.span(span({ time: early + 1000, spanId: spanId(2), resource: bank }));
    writer.span(span({ time: now - 10_000, spanId: spanId(3) }));
    writer.log(log({ time: early, traceId: traceId(1), body: 'early' }));
    await writer.flush();
    // Their neighbours: more than TimescaleDB unpacks in one transaction.
    const many = profile === 'timescale' ? 110_000 : 1000;
    await rowsOf(
      database,
      `insert into signals.spans (batch, time, duration, trace_id, span_id, resource_id, kind, status, marks, scope, name)
      select 1, to_timestamp(${early / 1000}) + n * interval '0.3 second', 1000, md5(n::text)::uuid, n, ${shop.id}, 1, 0, 0, '', 'GET /'
      from generate_series(1, ${many}) n`,
    );
    await maintain(database);
    expect(await rowsOf(database, 'select count(*)::int as n from signals.spans')).toStrictEqual([
      { n: many + 3 },
    ]);
    const chunks = (): Promise<unknown[]> =>
      rowsOf(
        database,
        `select count(*) filter (where is_compressed)::int as compressed, count(*) filter (where status & 8 > 0)::int as part
        from timescaledb_information.chunks c join _timescaledb_catalog.chunk k on k.table_name = c.chunk_name
        where hypertable_name = 'spans' and range_end < now() - interval '2 days'`,
      );
    const before = profile === 'timescale' ? await chunks() : [];

    // Of another process, after all that.
    const later = new SignalWriter(database, { onNotice: () => undefined });
    later.log(log({ time: now, severity: 17, traceId: traceId(1), body: 'late' }));
    await later.close();
    await maintain(database);
    expect(
      await rowsOf(database, 'select span_id::int as id from signals.spans_failed order by 1'),
    ).toStrictEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(
      await rowsOf(database, 'select body from signals.logs_failed order by time'),
    ).toStrictEqual([{ body: 'early' }, { body: 'late' }]);
    expect(await rowsOf(database, 'select count(*)::int as n from signals.spans')).toStrictEqual([
      { n: many },
    ]);
    if (profile === 'timescale') {
      // And what was unpacked around them is packed again.
      expect(before).toStrictEqual([{ compressed: 2, part: 0 }]);
      expect(await chunks()).toStrictEqual(before);
    }
  });

  it('is kept with its trace for as long as failures are', async () => {
    const early = now - 6 * day;
    writer.span(span({ time: early }));
    await writer.flush();
    await maintain(database);
    writer.span(span({ time: now, spanId: spanId(2), status: 2 }));
    await writer.flush();
    await maintain(database, new Date(now + 100 * day));
    expect(
      await rowsOf(database, 'select span_id::int as id from signals.spans_failed order by 1'),
    ).toStrictEqual([{ id: 1 }, { id: 2 }]);
  });

  it('of a time that is kept no longer counts, and is not kept', async () => {
    await maintain(database);
    writer.log(log({ time: now - 300 * day, severity: 17 }));
    writer.log(log({ time: now - 30 * day }));
    writer.log(log({ time: now }));
    await writer.flush();
    await maintain(database);
    expect(
      await rowsOf(
        database,
        `select (select count(*)::int from signals.logs) as kept, (select count(*)::int from signals.logs_failed) as failed,
          (select sum(count)::int from signals.log_rollups_daily) as counted`,
      ),
      // The month's partition, where there is none, is the default one, of which rows go by their own time.
    ).toStrictEqual([{ kept: 1, failed: 0, counted: 3 }]);
  });
});

describe.each(profiles)('maintenance on %s', (profile, create) => {
  let database: Database;
  let writer: SignalWriter;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await empty(database);
    writer = new SignalWriter(database, { onNotice: () => undefined });
    return () => writer.close();
  });
  const partsOf = async (table: string): Promise<number> => {
    const [row] = await rowsOf<{ n: number }>(
      database,
      profile === 'timescale'
        ? `select count(*)::int as n from timescaledb_information.chunks where hypertable_name = '${table}'`
        : `select count(*)::int as n from pg_inherits where inhparent = 'signals.${table}'::regclass`,
    );
    return row?.n ?? -1;
  };
  const expire = (asOf: number): Promise<unknown[]> =>
    rowsOf(database, `select signals.expire_raw('logs', to_timestamp(${asOf / 1000})) as parts`);

  it('drops nothing that is not counted yet, however old it is', async () => {
    writer.log(log({ time: now - 3 * day }));
    await writer.flush();
    expect(await expire(now + 6 * day)).toStrictEqual([{ parts: 0 }]);
    expect(await rowsOf(database, 'select count(*)::int as n from signals.logs')).toStrictEqual([
      { n: 1 },
    ]);
    await maintain(database, new Date(now + 6 * day));
    expect(
      await rowsOf(
        database,
        'select (select count(*)::int from signals.logs) as kept, (select sum(count)::int from signals.log_rollups_hourly) as counted',
      ),
    ).toStrictEqual([{ kept: 0, counted: 1 }]);
  });

  it('drops what is counted although a sender whose clock stands in the past always waits', async () => {
    writer.log(log({ time: now - 3 * day }));
    await writer.flush();
    await rowsOf(database, 'select signals.fold()');
    const before = await partsOf('logs');
    writer.log(log({ time: 0 }));
    writer.log(log({ time: now + 6 * day }));
    await writer.flush();
    await expire(now + 6 * day);
    expect(
      await rowsOf(
        database,
        `select count(*)::int as n from signals.logs where time between to_timestamp(${(now - 4 * day) / 1000}) and to_timestamp(${(now - 2 * day) / 1000})`,
      ),
      profile === 'timescale'
        ? // A hypertable drops by age alone: the row of 1970 keeps those after it until it is counted, which is next.
          'kept until the fold'
        : 'dropped',
    ).toStrictEqual([{ n: profile === 'timescale' ? 1 : 0 }]);
    expect(before).toBeGreaterThan(0);
    await maintain(database, new Date(now + 6 * day));
    expect(await rowsOf(database, 'select count(*)::int as n from signals.logs')).toStrictEqual([
      { n: 1 },
    ]);
  });

  it('compresses after the time that is set', async () => {
    writer.log(log({ time: now - 5 * day }));
    await writer.flush();
    await setCompression(database, 'success', '10 days');
    await maintain(database);
    const compressed = async (): Promise<unknown> =>
      profile === 'timescale'
        ? rowsOf(
            database,
            "select count(*)::int as n from timescaledb_information.chunks where hypertable_name = 'logs' and is_compressed",
          )
        : 'not at all';
    expect(await compressed()).toStrictEqual(profile === 'timescale' ? [{ n: 0 }] : 'not at all');
    await setCompression(database, 'success', '1 day');
    await maintain(database);
    expect(await compressed()).toStrictEqual(profile === 'timescale' ? [{ n: 1 }] : 'not at all');
    await expect(setCompression(database, 'success', 'soon')).rejects.toThrow(
      /^"soon" is no time after which success is compressed: /,
    );
  });

  it('is run by the server itself where it can', async () => {
    writer.log(log());
    await writer.flush();
    if (profile === 'timescale') {
      const [job] = await rowsOf<{ job_id: number; schedule: string }>(
        database,
        "select job_id, schedule_interval::text as schedule from timescaledb_information.jobs where proc_schema = 'signals' and proc_name = 'maintain_job' and scheduled",
      );
      expect(job?.schedule).toBe('00:05:00');
      await rowsOf(database, `call run_job(${job?.job_id})`);
    } else await maintain(database);
    expect(
      await rowsOf(database, 'select sum(count)::int as n from signals.log_rollups_hourly'),
    ).toStrictEqual([{ n: 1 }]);
  });

  // Last, for what it leaves behind: every test after it would empty and maintain hundreds of partitions.
  it('makes no partition a day for a sender whose clock is years behind', async () => {
    await setRetention(database, 'success', '20 years');
    const before = await partsOf('logs');
    writer.log(log({ time: now - 19 * 365 * day }));
    writer.log(log({ time: now }));
    await writer.flush();
    expect((await partsOf('logs')) - before).toBeLessThanOrEqual(402);
    await setRetention(database, 'success', '7 days');
  });
});
