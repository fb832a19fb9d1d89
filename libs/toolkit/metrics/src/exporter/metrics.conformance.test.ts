import type { Database } from '@h-j-petroleum/toolkit-signals';
import { checks } from '@h-j-petroleum/toolkit-signals/conformance';
import { embeddedDatabase } from '@h-j-petroleum/toolkit-signals/testing';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { afterAll, describe, it } from 'vitest';
import { TimescaleMetricExporter } from './timescale-metric-exporter.ts';

// One engine for all checks: its start is most of a check's time.
const engine = embeddedDatabase();
afterAll(async () => (await engine).close());
const create = async (): Promise<Database> => {
  const { session } = await engine;
  await session(({ query }) =>
    query(
      'drop function if exists signals.refuse cascade; truncate signals.metric_points, signals.metric_series, signals.batches, signals.resources, signals.services cascade',
    ),
  );
  return { session, close: () => Promise.resolve() };
};

describe('TimescaleMetricExporter behind a meter provider', () => {
  it.each(checks)('$name', async ({ run }) => {
    await run(
      {
        signal: 'metrics',
        number: 'value',
        open: (writer) => {
          const reader = new PeriodicExportingMetricReader({
            exporter: new TimescaleMetricExporter({ writer }),
            ...{ exportIntervalMillis: 3_600_000, exportTimeoutMillis: 60_000 },
          });
          const provider = new MeterProvider({ readers: [reader] });
          const gauge = provider.getMeter('suite').createGauge('number');
          // A provider collects one point of a series at a time, so each number is collected before the next is measured.
          let last: Promise<unknown> = Promise.resolve();
          return {
            emit: (n) => {
              last = last.then(() => {
                gauge.record(n);
                return collect();
              });
              return last.then(() => undefined);
            },
            flush: async () => {
              await last;
            },
            close: () => provider.shutdown(),
          };
          async function collect(): Promise<void> {
            const { resourceMetrics } = await reader.collect();
            new TimescaleMetricExporter({ writer }).export(resourceMetrics, () => undefined);
          }
        },
      },
      create,
    );
  });
});
