import {
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { counter, defineMetrics, gauge, histogram, upDownCounter } from './define-metrics.ts';

const setUp = () => {
  const reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(1),
    exportIntervalMillis: 1e6,
    exportTimeoutMillis: 1000,
  });
  const provider = new MeterProvider({ readers: [reader] });
  return {
    meter: provider.getMeter('test'),
    points: async () => {
      const { resourceMetrics } = await reader.collect();
      return resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
        metrics.flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => ({
            name: descriptor.name,
            unit: descriptor.unit,
            attributes,
            value,
          })),
        ),
      );
    },
  };
};

describe('defineMetrics', () => {
  it('makes instruments that measure with the attributes that were named', async () => {
    const { meter, points } = setUp();
    const { orders, open, celsius, sizes } = defineMetrics(meter, {
      orders: counter({ unit: '{order}', description: 'Paid.', attributes: ['currency', 'late'] }),
      open: upDownCounter({ unit: '{order}', description: 'Open.' }),
      celsius: gauge({ unit: 'Cel', description: 'Warmth.', attributes: ['room'] }),
      sizes: histogram({ unit: 'By', description: 'Sizes.' }),
    });
    orders.add(2, { currency: 'EUR', late: false });
    open.add();
    open.add(-1);
    celsius.record(21, { room: 'hall' });
    sizes.record(5);
    expect(await points()).toMatchObject([
      { name: 'orders', unit: '{order}', attributes: { currency: 'EUR', late: false }, value: 2 },
      { name: 'open', attributes: {}, value: 0 },
      { name: 'celsius', unit: 'Cel', attributes: { room: 'hall' }, value: 21 },
      { name: 'sizes', value: { count: 1, sum: 5 } },
    ]);
  });

  it('leaves out attributes that were not named, and counts together what is beyond the limit', async () => {
    const { meter, points } = setUp();
    const { calls } = defineMetrics(meter, {
      calls: counter({ unit: '{call}', description: 'Calls.', attributes: ['user'], maxSeries: 2 }),
    });
    for (const user of ['a', 'b', 'c', 'd', 'a']) {
      const attributes = { user, secret: 'x' };
      calls.add(1, attributes);
    }
    expect(await points()).toMatchObject([
      { attributes: { user: 'a' }, value: 2 },
      { attributes: { user: 'b' }, value: 1 },
      { attributes: { 'otel.metric.overflow': true }, value: 2 },
    ]);
    expect(JSON.stringify(await points())).not.toContain('secret');
  });
});
