import { describe, expect, it } from 'vitest';
import { profiles, rowsOf } from '../test/databases.ts';
import { bytesOf, rollupHashes, simulate } from '../test/simulation.ts';
import type { Database } from '../src/index.ts';

const start = Date.UTC(2025, 0, 1);
const raw = ['logs', 'logs_failed', 'spans', 'spans_failed', 'metric_points'] as const;

/** How many rows a table has, and the day of the first. */
async function extent(database: Database, table: string): Promise<string> {
  const [row] = await rowsOf<{ text: string }>(
    database,
    `select count(*) || ' since ' || to_char(min(time) at time zone 'UTC', 'YYYY-MM-DD') as text from signals.${table}`,
  );
  return row?.text ?? '';
}

// 2026-02-05 less 180 days is 2025-08-09. A month's partition, or a week's chunk, goes when all of it may.
const failuresSince = {
  postgres: ['394 since 2025-08-01', '412 since 2025-08-01'],
  timescale: ['381 since 2025-08-07', '399 since 2025-08-07'],
};
const hashes = new Map<string, Record<string, string>>();

describe('400 days, from 2025-01-01 to 2026-02-04', { timeout: 600_000 }, () => {
  it.each(profiles)('on %s keep what each tier keeps, and every total', async (profile, create) => {
    const database = await create();
    const bytes: Record<string, number> = {};
    await simulate(database, {
      ...{ start, days: 400, maintainEvery: 4 },
      onDay: async (number) => {
        if (number !== 240) return;
        for (const table of raw) bytes[table] = await bytesOf(database, table);
      },
    });

    // Successes: 24 a day, for seven days.
    expect(await extent(database, 'logs')).toBe('168 since 2026-01-29');
    expect(await extent(database, 'spans')).toBe('168 since 2026-01-29');
    expect(await extent(database, 'metric_points')).toBe('364 since 2026-01-29');
    // Failures: two logs, a trace of two spans a day, and every tenth day an error with the span and the log that it promoted.
    const [logs, spans] = failuresSince[profile];
    expect(await extent(database, 'logs_failed')).toBe(logs);
    expect(await extent(database, 'spans_failed')).toBe(spans);

    // 400 days of 24 successes and two failures; of 24 successes and a failed trace of two spans, and 39 late errors.
    expect(
      await rowsOf(
        database,
        `select
          (select sum(count)::int from signals.log_rollups_daily) as logs,
          (select sum(count)::int from signals.log_rollups_hourly where severity = 17) as failed_logs,
          (select sum(count)::int from signals.span_rollups_daily) as spans,
          (select sum(failed)::int from signals.span_rollups_hourly) as failed_spans,
          (select sum(count)::int from signals.span_latency_daily) as latencies,
          (select sum(count)::int from signals.error_rollups_daily) as errors,
          (select sum(m.sum)::int from signals.metric_rollups_daily m join signals.metric_series s on s.id = m.series_id where name = 'added') as added,
          (select sum(m.last)::int from (
            select distinct on (start_time) last from signals.metric_rollups_hourly m join signals.metric_series s on s.id = m.series_id
            where name = 'requests' order by start_time, bucket desc) m) as requests,
          (select sum(m.count)::int from signals.metric_bins_daily m) as sizes`,
      ),
    ).toStrictEqual([
      {
        ...{ logs: 10_400, failed_logs: 800, spans: 10_439, failed_spans: 439 },
        ...{ latencies: 10_439, errors: 1239, added: 19_200, requests: 9600, sizes: 16_000 },
      },
    ]);
    // Every day alike, the first as the last.
    expect(
      await rowsOf(
        database,
        'select count, count(*)::int as days from (select bucket, sum(count)::int as count from signals.log_rollups_daily group by 1) d group by 1',
      ),
    ).toStrictEqual([{ count: 26, days: 400 }]);

    // Since every tier is full its size stays.
    for (const table of raw) {
      const now = await bytesOf(database, table);
      expect(now, `${table} at day 400 and 240`).toBeLessThanOrEqual((bytes[table] ?? 0) * 1.2);
    }
    hashes.set(profile, await rollupHashes(database));
    await database.close();
  });

  it('leave the same rollups, row for row', () => {
    const all = [...hashes.values()];
    expect(all).toHaveLength(profiles.length);
    for (const one of all) expect(one).toStrictEqual(all[0]);
    expect(all[0]).toMatchObject({
      log_rollups_hourly: '10400 ca9e8bc8821fb289c1d462ef8cdbb637',
      metric_rollups_hourly: '20800 b436e675d9d31b19e41cdf4fdc794666',
    });
  });
});
