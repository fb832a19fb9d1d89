import type { Database, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { checks } from '@h-j-petroleum/toolkit-signals/conformance';
import { embeddedDatabase } from '@h-j-petroleum/toolkit-signals/testing';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, describe, it } from 'vitest';
import { TimescaleSpanExporter } from './timescale-span-exporter.ts';
import { TimescaleSpanProcessor } from './timescale-span-processor.ts';

// One engine for all checks: its start is most of a check's time.
const engine = embeddedDatabase();
afterAll(async () => (await engine).close());
const create = async (): Promise<Database> => {
  const { session } = await engine;
  await session(({ query }) =>
    query(
      'drop function if exists signals.refuse cascade; truncate signals.spans, signals.spans_failed, signals.batches, signals.resources, signals.services cascade',
    ),
  );
  return { session, close: () => Promise.resolve() };
};

describe.each([
  {
    name: 'TimescaleSpanProcessor',
    open: (writer: SignalWriter) => new TimescaleSpanProcessor({ writer }),
  },
  {
    name: 'TimescaleSpanExporter behind a batch processor',
    open: (writer: SignalWriter) =>
      new BatchSpanProcessor({
        exporter: new TimescaleSpanExporter({ writer }),
        ...{ scheduledDelayMillis: 5, maxQueueSize: 10_000 },
      }),
  },
])('$name', ({ open }) => {
  it.each(checks)('$name', async ({ run }) => {
    await run(
      {
        signal: 'spans',
        number: "(attributes->>'n')::int",
        open: (writer) => {
          const processor = open(writer);
          const tracer = new TracerProvider({ spanProcessors: [processor] }).getTracer('suite');
          return {
            emit: (n) => {
              tracer.startSpan('row', { attributes: { n } }).end();
            },
            flush: () => processor.forceFlush().catch(() => undefined),
            close: () => processor.shutdown(),
          };
        },
      },
      create,
    );
  });
});
