import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { spanRecord } from './span-record.ts';

const memory = new InMemorySpanExporter();
const provider = new TracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'shop' }),
  spanLimits: { attributeCountLimit: 2 },
  spanProcessors: [new SimpleSpanProcessor({ exporter: memory })],
});
const tracer = provider.getTracer('orders', '1.0');

describe('spanRecord', () => {
  it('keeps times, ids, kind, status, events and links of a span', () => {
    const parent = trace.setSpanContext(context.active(), {
      ...{ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' },
      traceFlags: 1,
    });
    const linked = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
    const span = tracer.startSpan(
      'GET /orders',
      {
        ...{ kind: SpanKind.SERVER, startTime: [1_772_366_400, 123_456_000] },
        ...{ attributes: { a: 1 }, links: [{ context: linked, attributes: { why: 'retry' } }] },
      },
      parent,
    );
    span.addEvent('half', { n: 1 }, [1_772_366_400, 500_000_000]);
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'refused' });
    span.end([1_772_366_401, 123_456_789]);
    const [ended] = memory.getFinishedSpans();
    if (ended === undefined) throw new Error('no span ended');
    const { resource, spanId, ...record } = spanRecord(ended);
    expect(resource.service).toMatchObject({ name: 'shop' });
    expect(spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(record).toStrictEqual({
      time: 1_772_366_400_123.456,
      duration: 1_000_000_789,
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
      name: 'GET /orders',
      kind: 1,
      status: 2,
      statusMessage: 'refused',
      scope: 'orders',
      traceState: undefined,
      attributes: { a: 1 },
      events: [{ time: 1_772_366_400_500, name: 'half', attributes: { n: 1 } }],
      links: [{ traceId: linked.traceId, spanId: linked.spanId, attributes: { why: 'retry' } }],
    });
  });

  it('says what the limits of the SDK cut off', () => {
    memory.reset();
    tracer.startSpan('many', { attributes: { a: 1, b: 2, c: 3, d: 4 } }).end();
    const [ended] = memory.getFinishedSpans();
    expect(ended && spanRecord(ended).attributes).toStrictEqual({
      ...{ a: 1, b: 2 },
      'otel.dropped_attributes_count': 2,
    });
  });
});
