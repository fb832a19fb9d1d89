import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { maintain, metric, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import type { EmbeddedServer } from '@h-j-petroleum/toolkit-signals/testing';
import { embeddedServer, faultyDatabase } from '@h-j-petroleum/toolkit-signals/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MetricsConfigurationError, settingsFrom, startMetrics } from './index.ts';

describe('startMetrics', () => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await embeddedServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.database.session(({ query }) =>
      query('truncate signals.metric_points, signals.metric_series, signals.batches cascade'),
    );
  });
  const latest = async (): Promise<Record<string, unknown>[]> => {
    const { rows } = await server.database.session(({ query }) =>
      query(
        `select s.name, s.attributes, coalesce(p.value, p.count) as value from signals.metric_points p
        join signals.metric_series s on s.id = p.series_id order by s.name, s.attributes::text`,
      ),
    );
    return rows;
  };

  it('stores what a short process measured, when that ends', async () => {
    const child = spawn(
      process.execPath,
      [
        '--conditions=@h-j-petroleum/source',
        '--disable-warning=ExperimentalWarning',
        join(import.meta.dirname, '../fixtures/jobs.ts'),
      ],
      {
        env: { PATH: process.env.PATH, DATABASE_URL: server.url, OTEL_SERVICE_NAME: 'jobs' },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    expect(await once(child, 'exit')).toStrictEqual([0, null]);
    expect(await latest()).toContainEqual({
      name: 'jobs',
      attributes: { queue: 'mail' },
      value: 3,
    });
    await maintain(server.database);
    const [from, to] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)];
    const [series] = await metric(server.database, { name: 'jobs', from, to });
    expect(series).toMatchObject({ service: 'jobs', unit: '{job}', attributes: { queue: 'mail' } });
    expect(series?.points.map(({ value }) => value)).toStrictEqual([3]);
  });

  it('measures the runtime, and what became of the records of the writer', async () => {
    const database = faultyDatabase(server.database);
    const writer = new SignalWriter(database, { onNotice: () => undefined });
    const metrics = startMetrics({ writer, env: {}, intervalMs: 3_600_000 });
    expect(startMetrics({ env: {} })).toBe(metrics);
    writer.span({
      ...{ time: 0, duration: 0, traceId: 'no id', spanId: 'none', name: 'x', kind: 0, status: 0 },
      resource: {
        id: 1n,
        attributes: '{}',
        service: { id: 1n, namespace: '', name: 'x', environment: '' },
      },
    });
    await metrics.flush();
    await metrics.flush();
    await metrics.shutdown();
    await writer.close();
    const rows = await latest();
    const names = new Set(rows.map(({ name }) => name));
    expect(names).toContain('nodejs.eventloop.utilization');
    expect(names).toContain('v8js.memory.heap.used');
    expect(rows).toContainEqual({
      name: 'otel.sdk.exporter.span.exported',
      attributes: {
        'error.type': 'invalid',
        'otel.component.name': 'timescale_signal_writer/0',
        'otel.component.type': 'timescale_signal_writer',
      },
      value: 1,
    });
    expect(names).toContain('otel.sdk.exporter.metric_data_point.exported');
    expect(names).toContain('otel.sdk.processor.log.queue.size');
  });

  it('throws at nobody while the database is down, and stores when it is back', async () => {
    const database = faultyDatabase(server.database);
    database.faults.down = true;
    const writer = new SignalWriter(database, {
      ...{ closeTimeoutMs: 200, firstPauseMs: 5, longestPauseMs: 20, onNotice: () => undefined },
    });
    const metrics = startMetrics({ writer, env: {}, runtime: false, intervalMs: 3_600_000 });
    metrics.meter('x').createCounter('kept').add(7);
    await expect(metrics.flush()).rejects.toThrow(/Metrics still wait to be stored/);
    database.faults.down = false;
    await expect.poll(latest).toContainEqual({ name: 'kept', attributes: {}, value: 7 });
    await metrics.shutdown();
    await writer.close();
  });

  it('without a database measures nothing and costs nothing', async () => {
    const metrics = startMetrics({ env: {} });
    metrics.meter('x').createCounter('nowhere').add(1);
    await metrics.flush();
    await metrics.shutdown();
    expect(await latest()).toStrictEqual([]);
  });
});

describe('settingsFrom', () => {
  it('names the variable that has a value it cannot have', () => {
    expect(() => settingsFrom({ METRICS_TEMPORALITY: 'sometimes' })).toThrow(
      MetricsConfigurationError,
    );
    expect(() =>
      settingsFrom({ METRICS_TEMPORALITY: 'sometimes', OTEL_METRIC_EXPORT_INTERVAL: '0' }),
    ).toThrow(
      "Metrics can't be set up by the environment. OTEL_METRIC_EXPORT_INTERVAL=0: a whole number of milliseconds from 1 to 86400000; METRICS_TEMPORALITY=sometimes: one of delta, cumulative, lowmemory",
    );
  });
});
