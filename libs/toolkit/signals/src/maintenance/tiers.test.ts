import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, profiles, rowsOf } from '../../test/databases.ts';
import { bank, log, span, spanId, traceId } from '../../test/records.ts';
import type { Database } from '../index.ts';
import { maintain, resourceOf, seriesOf, setRetention, SignalWriter } from '../index.ts';

const now = Date.now();
const hour = 3_600_000;
const day = 24 * hour;

describe.each(profiles)('tiers and rollups on %s', (_profile, create) => {
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
  const count = async (table: string): Promise<number> => {
    const [row] = await rowsOf<{ n: number }>(
      database,
      `select count(*)::int as n from signals.${table}`,
    );
    return row?.n ?? -1;
  };

  it('keeps failures and successes in tables of their own', async () => {
    writer.log(log({ severity: 16 }));
    writer.log(log({ severity: 17 }));
    writer.span(span({ spanId: spanId(1) }));
    writer.span(span({ traceId: traceId(2), spanId: spanId(2), status: 2 }));
    await writer.flush();
    expect(
      await Promise.all(['logs', 'logs_failed', 'spans', 'spans_failed'].map(count)),
    ).toStrictEqual([1, 1, 1, 1]);
  });

  it('a late error promotes its whole trace, what came before and what comes after', async () => {
    writer.span(span({ spanId: spanId(1) }));
    writer.log(log({ traceId: traceId(1), body: 'early' }));
    writer.span(span({ traceId: traceId(2), spanId: spanId(2) }));
    await writer.flush();
    await maintain(database);
    expect(await count('spans')).toBe(2);

    writer.span(span({ spanId: spanId(3), resource: bank, status: 2, statusMessage: 'no money' }));
    await writer.flush();
    await maintain(database);
    expect(
      await rowsOf(database, 'select span_id::int as id from signals.spans_failed order by 1'),
    ).toStrictEqual([{ id: 1 }, { id: 3 }]);
    expect(await rowsOf(database, 'select span_id::int as id from signals.spans')).toStrictEqual([
      { id: 2 },
    ]);
    expect(await rowsOf(database, 'select body from signals.logs_failed')).toStrictEqual([
      { body: 'early' },
    ]);

    writer.span(span({ spanId: spanId(4) }));
    writer.log(log({ traceId: traceId(1), body: 'late' }));
    await writer.flush();
    await maintain(database);
    expect(await count('spans_failed')).toBe(3);
    expect(await count('logs_failed')).toBe(2);
    // Promotion moves rows, and counts none twice.
    expect(
      await rowsOf(database, 'select sum(count)::int as n from signals.span_rollups_hourly'),
    ).toStrictEqual([{ n: 4 }]);
    expect(
      await rowsOf(database, 'select sum(count)::int as n from signals.log_rollups_daily'),
    ).toStrictEqual([{ n: 2 }]);
  });

  it('an error in a log promotes the spans of its trace', async () => {
    writer.span(span());
    writer.log(log({ severity: 21, traceId: traceId(1) }));
    await writer.flush();
    await maintain(database);
    expect(await count('spans_failed')).toBe(1);
  });

  it('rollups hold what came in, daily the sum of hourly, however late and in whatever order', async () => {
    const noon = Math.floor(now / day) * day + 12 * hour - day;
    const send = async (times: readonly number[]): Promise<void> => {
      for (const [n, time] of times.entries()) {
        writer.span(
          span({
            time,
            duration: 1_000_000 * (n + 1),
            traceId: traceId(n + 1),
            spanId: spanId(n + 1),
            status: n === 0 ? 2 : 0,
          }),
        );
        writer.log(log({ time, severity: n === 0 ? 17 : 9, body: 'failed after 3 tries' }));
      }
      await writer.flush();
      await maintain(database);
    };
    await send([noon, noon + hour, noon + hour]);
    await send([noon + 2 * hour]);
    await send([noon, noon]);
    expect(
      await rowsOf(
        database,
        `select extract(hour from bucket at time zone 'UTC')::int as hour, count::int as count, failed::int as failed, duration_sum::int as sum, duration_max::int as max
        from signals.span_rollups_hourly order by 1`,
      ),
    ).toStrictEqual([
      { hour: 12, count: 3, failed: 2, sum: 4_000_000, max: 2_000_000 },
      { hour: 13, count: 2, failed: 0, sum: 5_000_000, max: 3_000_000 },
      { hour: 14, count: 1, failed: 1, sum: 1_000_000, max: 1_000_000 },
    ]);
    expect(
      await rowsOf(
        database,
        'select count::int as count, failed::int as failed, duration_sum::int as sum, duration_max::int as max from signals.span_rollups_daily',
      ),
    ).toStrictEqual([{ count: 6, failed: 3, sum: 10_000_000, max: 3_000_000 }]);
    // 1 ms is in (2^(159/8), 2^(160/8)] nanoseconds, 2 ms an octave above.
    expect(
      await rowsOf(
        database,
        'select bin, sum(count)::int as count from signals.span_latency_daily group by 1 order by 1',
      ),
    ).toStrictEqual([
      { bin: 159, count: 3 },
      { bin: 167, count: 2 },
      { bin: 172, count: 1 },
    ]);
    expect(
      await rowsOf(
        database,
        'select count::int as count from signals.error_rollups_daily order by fingerprint',
      ),
    ).toStrictEqual([{ count: 3 }, { count: 3 }]);
  });

  it('metric rollups add deltas and keep the totals of cumulative series, through a restart', async () => {
    const start = Math.floor(now / hour) * hour - 3 * hour;
    const resource = resourceOf({ 'service.name': 'meter' });
    const delta = seriesOf({
      resource,
      name: 'delta',
      kind: 'sum',
      temporality: 'delta',
      monotonic: true,
    });
    const total = seriesOf({
      resource,
      name: 'total',
      kind: 'sum',
      temporality: 'cumulative',
      monotonic: true,
    });
    const sizes = seriesOf({
      resource,
      name: 'sizes',
      kind: 'histogram',
      temporality: 'delta',
      bounds: [10, 100],
    });
    const exponential = seriesOf({
      resource,
      name: 'exp',
      kind: 'exponential_histogram',
      temporality: 'delta',
    });
    // The later point first: order must not matter.
    for (const [minutes, value, startTime] of [
      [70, 30, 0],
      [10, 10, 0],
      [50, 25, 0],
      [100, 4, 90 * 60_000],
    ] as const) {
      writer.metric({
        time: start + minutes * 60_000,
        series: total,
        value,
        startTime: start + startTime,
      });
      await writer.flush();
      await maintain(database);
    }
    for (const minutes of [5, 6, 65])
      writer.metric({ time: start + minutes * 60_000, series: delta, value: 2 });
    for (const counts of [
      [1, 2, 0],
      [0, 1, 4],
    ]) {
      writer.metric({
        time: start,
        series: sizes,
        count: counts.reduce((a, b) => a + b),
        sum: 50,
        min: 1,
        max: 90,
        counts,
      });
    }
    // Scale 5 is folded into scale 3: four bins become one.
    writer.metric({
      time: start,
      series: exponential,
      count: 7,
      sum: 9,
      scale: 5,
      zeroCount: 1,
      positiveOffset: -2,
      counts: [1, 1, 1, 1],
      negativeOffset: 0,
      negativeCounts: [2],
    });
    await writer.flush();
    await maintain(database);
    expect(
      await rowsOf(
        database,
        `select extract(epoch from bucket)::int - ${start / 1000} as bucket, points::int as points, sum from signals.metric_rollups_hourly
        where series_id = ${total.id} order by bucket, start_time`,
      ),
    ).toStrictEqual([
      { bucket: 0, points: 2, sum: 25 },
      { bucket: 3600, points: 1, sum: 30 },
      { bucket: 3600, points: 1, sum: 4 },
    ]);
    expect(
      await rowsOf(
        database,
        `select sum(sum) as sum from signals.metric_rollups_daily where series_id = ${delta.id}`,
      ),
    ).toStrictEqual([{ sum: 6 }]);
    expect(
      await rowsOf(
        database,
        `select bin, count::int as count from signals.metric_bins_daily where series_id = ${sizes.id} order by bin`,
      ),
    ).toStrictEqual([
      { bin: 0, count: 1 },
      { bin: 1, count: 3 },
      { bin: 2, count: 4 },
    ]);
    expect(
      await rowsOf(
        database,
        `select scale, negative, bin, count::int as count from signals.metric_bins_hourly where series_id = ${exponential.id} order by 1, 2, 3`,
      ),
    ).toStrictEqual([
      { scale: 3, negative: false, bin: -1, count: 2 },
      { scale: 3, negative: false, bin: 0, count: 2 },
      { scale: 3, negative: true, bin: 0, count: 2 },
      { scale: 126, negative: false, bin: 0, count: 1 },
    ]);
  });

  it('drops what is kept no longer, and no rollup shrinks by it', async () => {
    const old = now - 8 * day;
    for (const time of [old, now]) {
      writer.log(log({ time }));
      writer.log(log({ time, severity: 17 }));
      writer.span(span({ time, traceId: traceId(time), spanId: spanId(time) }));
    }
    await writer.flush();
    await maintain(database);
    expect(await Promise.all(['logs', 'logs_failed', 'spans'].map(count))).toStrictEqual([1, 2, 1]);
    const totals = async (): Promise<unknown> =>
      rowsOf(
        database,
        'select (select sum(count) from signals.log_rollups_hourly)::int as logs, (select sum(count) from signals.span_rollups_daily)::int as spans',
      );
    expect(await totals()).toStrictEqual([{ logs: 4, spans: 2 }]);
    // Long after, and again, and with everything raw gone.
    await maintain(database, new Date(now + 400 * day));
    await maintain(database, new Date(now + 400 * day));
    expect(await Promise.all(['logs', 'logs_failed', 'spans'].map(count))).toStrictEqual([0, 0, 0]);
    expect(await totals()).toStrictEqual([{ logs: 4, spans: 2 }]);
    // What comes late still adds.
    writer.log(log({ time: old }));
    await writer.flush();
    await maintain(database);
    expect(await totals()).toStrictEqual([{ logs: 5, spans: 2 }]);
  });

  it('two at once leave what one does', async () => {
    for (let n = 0; n < 500; n++) writer.log(log({ time: now - n * 60_000 }));
    await writer.flush();
    await Promise.all([maintain(database), maintain(database), maintain(database)]);
    expect(
      await rowsOf(database, 'select sum(count)::int as n from signals.log_rollups_hourly'),
    ).toStrictEqual([{ n: 500 }]);
  });

  it('keeps as long as it is told', async () => {
    await setRetention(database, 'success', '2 days');
    writer.log(log({ time: now - 3 * day }));
    writer.log(log({ time: now - day }));
    await writer.flush();
    await maintain(database);
    expect(await count('logs')).toBe(1);
    await setRetention(database, 'success', '7 days');
    await expect(setRetention(database, 'success', 'a while')).rejects.toThrow(
      /"a while" is no time to keep success for: .*Write "90 days", "6 months" or "forever"\./,
    );
    await expect(setRetention(database, 'success', '-1 day')).rejects.toThrow(
      /"-1 day" is no time/,
    );
  });
});
