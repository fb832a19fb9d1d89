import { once } from 'node:events';
import type { MetricPoint } from '@h-j-petroleum/toolkit-signals';
import { SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { discardingDatabase } from '@h-j-petroleum/toolkit-signals/testing';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it } from 'vitest';
import type { Metrics, MetricsOptions } from '../index.ts';
import { startMetrics } from '../index.ts';

let metrics: Metrics | undefined;
afterEach(() => metrics?.shutdown());

const idle = new SignalWriter(discardingDatabase());
const setUp = (options: MetricsOptions = {}) => {
  const points: MetricPoint[] = [];
  const writer = {
    ...{ log: () => undefined, span: () => undefined, flush: () => Promise.resolve(true) },
    metric: (point: MetricPoint) => void points.push(point),
    stats: () => idle.stats(),
  };
  metrics = startMetrics({ writer, env: {}, runtime: false, intervalMs: 3_600_000, ...options });
  const running = metrics;
  return {
    meter: running.meter('orders'),
    exported: async (name: string) => {
      points.length = 0;
      await running.flush();
      return points.filter(({ series }) => series.name === name);
    },
  };
};
const inTrace = (digit: string, traceFlags: number) =>
  trace.setSpanContext(ROOT_CONTEXT, {
    ...{ traceId: digit.repeat(32), spanId: digit.repeat(16), traceFlags },
  });

describe('a value that is no finite number', () => {
  it('is left out, with a warning, and harms no other', async () => {
    const warned = once(process, 'warning');
    const { meter, exported } = setUp();
    const open = meter.createUpDownCounter('open');
    for (const value of [2, Number.NaN, Number.POSITIVE_INFINITY, 3]) open.add(value);
    expect(await exported('open')).toMatchObject([{ value: 5 }]);
    expect(await warned).toMatchObject([
      {
        code: 'METRICS_BAD_VALUE',
        message:
          'The metric open was given NaN, which is no finite number. Such values are left out.',
      },
    ]);
  });
});

describe('an exemplar', () => {
  it('is the greatest and the last measurement of a sampled trace, once', async () => {
    const { meter, exported } = setUp();
    const sizes = meter.createHistogram('sizes');
    sizes.record(1, { kind: 'a' }, inTrace('1', 1));
    sizes.record(9, { kind: 'a' }, inTrace('2', 1));
    sizes.record(99, { kind: 'a' }, inTrace('3', 0));
    sizes.record(5, { kind: 'a' }, inTrace('4', 1));
    sizes.record(7, { kind: 'b' });
    const [a, b] = await exported('sizes');
    expect(a?.count).toBe(4);
    expect(a?.exemplars).toMatchObject([
      { value: 9, traceId: '2'.repeat(32), spanId: '2'.repeat(16) },
      { value: 5, traceId: '4'.repeat(32) },
    ]);
    expect(b?.exemplars).toBeUndefined();
    sizes.record(1, { kind: 'a' });
    expect((await exported('sizes'))[0]?.exemplars).toBeUndefined();
  });

  it('is of the series that its attributes make, in whatever order', async () => {
    const { meter, exported } = setUp();
    const orders = meter.createCounter('orders');
    orders.add(1, { a: 1, b: 2 }, inTrace('1', 1));
    orders.add(1, { b: 2, a: 1 }, inTrace('2', 1));
    expect((await exported('orders'))[0]?.exemplars).toMatchObject([
      { traceId: '1'.repeat(32) },
      { traceId: '2'.repeat(32) },
    ]);
  });

  it('is none where the environment turns them off', async () => {
    const { meter, exported } = setUp({ env: { OTEL_METRICS_EXEMPLAR_FILTER: 'always_off' } });
    meter.createCounter('orders').add(1, {}, inTrace('1', 1));
    const [point] = await exported('orders');
    expect(point?.value).toBe(1);
    expect(point?.exemplars).toBeUndefined();
  });
});
