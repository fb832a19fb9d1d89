import { TimescaleSpanExporter, TimescaleSpanProcessor } from '@h-j-petroleum/toolkit-telemetry';
import { SpanKind } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Candidate, Order } from '../protocol.ts';
import { resourceAttributes, spanAttributes, spanName } from '../records.ts';
import { atFullSpeed } from './pace.ts';
import { openStore } from './store.ts';

/** Spans that a tracer of OpenTelemetry has made and ended. */
function madeSpans({ rows }: Order): ReadableSpan[] {
  const spans: ReadableSpan[] = [];
  const collector: SpanProcessor = {
    onStart: () => undefined,
    onEnd: (span) => void spans.push(span),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  const tracer = new TracerProvider({
    resource: resourceFromAttributes(resourceAttributes),
    spanProcessors: [collector],
  }).getTracer('http');
  for (let n = 0; n < rows; n++) {
    tracer.startSpan(spanName(n), { kind: SpanKind.SERVER, attributes: spanAttributes(n) }).end();
  }
  return spans;
}

function handsOver(
  hand: (span: ReadableSpan) => void,
  isFull: () => boolean,
  settle: () => Promise<number>,
): Candidate {
  let spans: ReadableSpan[] = [];
  return {
    prepare: (order) => {
      spans = madeSpans(order);
    },
    run: async () => {
      let n = 0;
      await atFullSpeed(
        spans.length,
        () => {
          const span = spans[n++];
          if (span !== undefined) hand(span);
        },
        isFull,
      );
      return settle();
    },
  };
}

/** Ended spans to this workspace's processor, as `startTelemetry` sets it up. */
export function processor(): Candidate {
  const store = openStore();
  const made = new TimescaleSpanProcessor();
  return handsOver(
    (span) => {
      made.onEnd(span);
    },
    store.isFull,
    () => store.settle('spans'),
  );
}

/** Ended spans to this workspace's exporter behind OpenTelemetry's batch processor. */
export function exporter(): Candidate {
  const store = openStore();
  const { batching, isFull, settle } = batched(new TimescaleSpanExporter());
  return handsOver(
    (span) => {
      batching.onEnd(span);
    },
    () => isFull() || store.isFull(),
    async () => {
      await settle();
      return store.settle('spans');
    },
  );
}

/** Ended spans to OpenTelemetry's OTLP/protobuf exporter behind its batch processor, both with their defaults. */
export function otlp(): Candidate {
  const { batching, isFull, settle } = batched(
    new OTLPTraceExporter({ url: `${process.env.SINK_URL}/v1/traces` }),
  );
  return handsOver(
    (span) => {
      batching.onEnd(span);
    },
    isFull,
    settle,
  );
}

/** The batch processor drops what finds 2,048 spans before it, so the producer waits for it. */
function batched(inner: SpanExporter): {
  readonly batching: SpanProcessor;
  readonly isFull: () => boolean;
  readonly settle: () => Promise<number>;
} {
  let handed = 0;
  let exported = 0;
  let failed = 0;
  const made = new BatchSpanProcessor({
    exporter: {
      export: (spans, done) => {
        inner.export(spans, (result) => {
          exported += spans.length;
          if (result.code !== ExportResultCode.SUCCESS) failed += spans.length;
          done(result);
        });
      },
      forceFlush: () => inner.forceFlush?.() ?? Promise.resolve(),
      shutdown: () => inner.shutdown(),
    },
  });
  const batching: SpanProcessor = {
    onStart: () => undefined,
    onEnd: (span) => {
      handed++;
      made.onEnd(span);
    },
    forceFlush: () => made.forceFlush(),
    shutdown: () => made.shutdown(),
  };
  return {
    batching,
    isFull: () => handed - exported > 1900,
    settle: async () => {
      while (handed - exported > 0) await made.forceFlush();
      const lost = failed;
      failed = 0;
      return lost;
    },
  };
}
