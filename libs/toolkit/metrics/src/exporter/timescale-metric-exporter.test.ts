import type { MetricPoint } from '@h-j-petroleum/toolkit-signals';
import { ExportResultCode } from '@opentelemetry/core';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import {
  AggregationTemporality,
  AggregationType,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { beforeEach, describe, expect, it } from 'vitest';
import { TimescaleMetricExporter } from './timescale-metric-exporter.ts';

let stored: MetricPoint[] = [];
let flushes: boolean[] = [];
const writer = {
  ...{ log: () => undefined, span: () => undefined },
  metric: (point: MetricPoint) => void stored.push(point),
  flush: () => Promise.resolve(flushes.shift() ?? true),
};
beforeEach(() => {
  stored = [];
  flushes = [];
});
const collected = async (): Promise<ResourceMetrics> => {
  const reader = new PeriodicExportingMetricReader({
    exporter: new TimescaleMetricExporter({ writer }),
    ...{ exportIntervalMillis: 3_600_000, exportTimeoutMillis: 60_000 },
  });
  const provider = new MeterProvider({ readers: [reader] });
  provider.getMeter('m').createCounter('c').add(2);
  return (await reader.collect()).resourceMetrics;
};

describe('the contract of a push metric exporter', () => {
  it('answers success when the writer has the points', async () => {
    const exporter = new TimescaleMetricExporter({ writer });
    const metrics = await collected();
    exporter.export(metrics, ({ code }) => {
      expect(code).toBe(ExportResultCode.SUCCESS);
    });
    expect(stored).toMatchObject([{ value: 2, series: { name: 'c' } }]);
  });

  it('answers failure after shutdown, which flushes once', async () => {
    const exporter = new TimescaleMetricExporter({ writer });
    flushes = [true, false];
    await Promise.all([exporter.shutdown(), exporter.shutdown()]);
    expect(flushes).toStrictEqual([false]);
    const results: unknown[] = [];
    exporter.export(await collected(), ({ code, error }) => results.push([code, error?.message]));
    expect(results).toStrictEqual([[ExportResultCode.FAILED, 'The exporter was shut down.']]);
    expect(stored).toStrictEqual([]);
  });

  it('rejects a flush that did not come to its end', async () => {
    const exporter = new TimescaleMetricExporter({ writer });
    flushes = [false];
    await expect(exporter.forceFlush()).rejects.toThrow('Metrics still wait to be stored');
    await expect(exporter.forceFlush()).resolves.toBeUndefined();
  });

  it.each([
    ['delta', 'counter', InstrumentType.COUNTER, AggregationTemporality.DELTA],
    ['delta', 'observed counter', InstrumentType.OBSERVABLE_COUNTER, AggregationTemporality.DELTA],
    ['delta', 'up-down counter', InstrumentType.UP_DOWN_COUNTER, AggregationTemporality.CUMULATIVE],
    ['delta', 'histogram', InstrumentType.HISTOGRAM, AggregationTemporality.DELTA],
    ['cumulative', 'histogram', InstrumentType.HISTOGRAM, AggregationTemporality.CUMULATIVE],
    ['lowmemory', 'counter', InstrumentType.COUNTER, AggregationTemporality.DELTA],
    [
      ...(['lowmemory', 'observed counter'] as const),
      ...([InstrumentType.OBSERVABLE_COUNTER, AggregationTemporality.CUMULATIVE] as const),
    ],
  ] as const)('chooses by %s for a %s', (temporality, _name, instrument, expected) => {
    const exporter = new TimescaleMetricExporter({ writer, temporality });
    expect(exporter.selectAggregationTemporality(instrument)).toBe(expected);
  });

  it('chooses exponential histograms unless it is asked not to', () => {
    const chosen = (histograms: 'exponential' | 'explicit') =>
      new TimescaleMetricExporter({ writer, histograms }).selectAggregation(
        InstrumentType.HISTOGRAM,
      ).type;
    expect(chosen('exponential')).toBe(AggregationType.EXPONENTIAL_HISTOGRAM);
    expect(chosen('explicit')).toBe(AggregationType.DEFAULT);
  });
});
