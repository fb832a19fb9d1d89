import type { MetricPoint } from '@h-j-petroleum/toolkit-signals';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { metricPoints } from './metric-points.ts';
import { SeriesCache } from './series-cache.ts';
import type { TimescaleMetricExporterOptions } from './timescale-metric-exporter.ts';
import { TimescaleMetricExporter } from './timescale-metric-exporter.ts';

/** A provider with the exporter's choices, and what it collects as points. */
function setUp(options: TimescaleMetricExporterOptions) {
  const writer = {
    ...{ log: () => undefined, span: () => undefined, metric: () => undefined },
    flush: () => Promise.resolve(true),
  };
  const chooser = new TimescaleMetricExporter({ writer, ...options });
  const memory = new (class extends InMemoryMetricExporter {
    override selectAggregationTemporality = chooser.selectAggregationTemporality.bind(chooser);
    selectAggregation = chooser.selectAggregation.bind(chooser);
  })(0);
  const reader = new PeriodicExportingMetricReader({
    exporter: memory,
    exportIntervalMillis: 1e6,
    exportTimeoutMillis: 1000,
  });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    readers: [reader],
  });
  const cache = new SeriesCache();
  return {
    meter: provider.getMeter('orders'),
    cache,
    collect: async (): Promise<MetricPoint[]> => {
      const { resourceMetrics } = await reader.collect();
      return [...metricPoints(resourceMetrics, cache)];
    },
  };
}

describe('metricPoints', () => {
  it('counts what came since the last time, by default', async () => {
    const { meter, collect } = setUp({});
    const orders = meter.createCounter('orders', { unit: '{order}', description: 'Orders paid.' });
    orders.add(2, { currency: 'EUR' });
    const [first] = await collect();
    orders.add(3, { currency: 'EUR' });
    const [second] = await collect();
    expect([first?.value, second?.value]).toStrictEqual([2, 3]);
    expect(first?.series).toMatchObject({
      ...{ name: 'orders', unit: '{order}', description: 'Orders paid.', scope: 'orders' },
      ...{ kind: 'sum', temporality: 'delta', monotonic: true },
      attributes: '{"currency":"EUR"}',
      resource: { service: { name: 'shop' } },
    });
    expect(second?.series).toBe(first?.series);
    expect(second?.startTime).toBe(first?.time);
  });

  it('keeps totals where it is asked for, and of what also shrinks', async () => {
    const { meter, collect } = setUp({ temporality: 'cumulative' });
    const orders = meter.createCounter('orders');
    orders.add(2);
    await collect();
    orders.add(3);
    expect(await collect()).toMatchObject([{ value: 5, series: { temporality: 'cumulative' } }]);
    const delta = setUp({});
    const queue = delta.meter.createUpDownCounter('queue');
    queue.add(5);
    await delta.collect();
    queue.add(-2);
    expect(await delta.collect()).toMatchObject([
      { value: 3, series: { temporality: 'cumulative', monotonic: false } },
    ]);
  });

  it('keeps histograms in exponential buckets', async () => {
    const { meter, collect } = setUp({});
    const sizes = meter.createHistogram('sizes', { unit: 'By' });
    for (const size of [0, 1, 2, 4, -4]) sizes.record(size);
    const [point] = await collect();
    expect(point).toMatchObject({
      ...{ count: 4, sum: 7, min: 0, max: 4, zeroCount: 1 },
      series: { kind: 'exponential_histogram', unit: 'By', temporality: 'delta' },
    });
    expect(point?.counts?.reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  it('keeps histograms by their bounds where it is asked for', async () => {
    const { meter, collect } = setUp({ histograms: 'explicit' });
    const sizes = meter.createHistogram('sizes', {
      advice: { explicitBucketBoundaries: [1, 10] },
    });
    for (const size of [1, 2, 10, 11]) sizes.record(size);
    expect(await collect()).toMatchObject([
      { count: 4, sum: 24, counts: [1, 2, 1], series: { kind: 'histogram', bounds: [1, 10] } },
    ]);
  });

  it('keeps what is now', async () => {
    const { meter, collect } = setUp({});
    meter.createGauge('celsius').record(21.5, { room: 1 });
    expect(await collect()).toMatchObject([
      { value: 21.5, series: { kind: 'gauge', temporality: 'none', attributes: '{"room":1}' } },
    ]);
  });
});

describe('SeriesCache', () => {
  it('holds as many series as it may, and drops the one that was used longest ago', () => {
    const cache = new SeriesCache(2);
    const metric = {
      ...{ resource: resourceFromAttributes({}), scope: '' },
      ...{ kind: 'gauge' as const, temporality: 'none' as const },
      ...{ monotonic: false, bounds: undefined },
      descriptor: { name: 'x', unit: '', description: '', valueType: 1 },
    } as const;
    const [a, b] = [cache.of(metric, { n: 1 }), cache.of(metric, { n: 2 })];
    expect(cache.of(metric, { n: 1 })).toBe(a);
    cache.of(metric, { n: 3 });
    expect(cache.size).toBe(2);
    expect(cache.of(metric, { n: 1 })).toBe(a);
    expect(cache.of(metric, { n: 2 })).not.toBe(b);
    expect(cache.of(metric, { n: 2 }).id).toBe(b.id);
  });
});
