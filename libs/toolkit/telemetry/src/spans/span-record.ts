import type { Resource, SpanRecord } from '@h-j-petroleum/toolkit-signals';
import { resourceOf } from '@h-j-petroleum/toolkit-signals';
import type { HrTime } from '@opentelemetry/api';
import type { Resource as OtelResource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** Resources of this process, so that each is hashed once. */
const resources = new WeakMap<OtelResource, Resource>();

function resourceFor(given: OtelResource): Resource {
  const known = resources.get(given);
  if (known !== undefined) return known;
  const made = resourceOf(given.attributes);
  // One that still waits for a detector will say more later.
  if (given.asyncAttributesPending !== true) resources.set(given, made);
  return made;
}

/** An ended span as the signal store keeps it. */
export function spanRecord(span: ReadableSpan): SpanRecord {
  const { traceId, spanId, traceState } = span.spanContext();
  return {
    time: milliseconds(span.startTime),
    duration: span.duration[0] * 1e9 + span.duration[1],
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId,
    resource: resourceFor(span.resource),
    name: span.name,
    kind: span.kind,
    status: span.status.code,
    statusMessage: span.status.message,
    scope: span.instrumentationScope.name,
    traceState: traceState?.serialize(),
    attributes: withDropped(span),
    events:
      span.events.length === 0
        ? undefined
        : span.events.map(({ time, name, attributes }) => ({
            time: milliseconds(time),
            name,
            attributes,
          })),
    links:
      span.links.length === 0
        ? undefined
        : span.links.map(({ context, attributes }) => ({
            traceId: context.traceId,
            spanId: context.spanId,
            attributes,
          })),
  };
}

function milliseconds([seconds, nanoseconds]: HrTime): number {
  return seconds * 1000 + nanoseconds / 1e6;
}

/** What the SDK's limits cut off is part of the truth about a span. */
function withDropped(span: ReadableSpan): Readonly<Record<string, unknown>> {
  const { droppedAttributesCount, droppedEventsCount, droppedLinksCount } = span;
  if (droppedAttributesCount + droppedEventsCount + droppedLinksCount === 0) return span.attributes;
  return {
    ...span.attributes,
    ...(droppedAttributesCount > 0 && { 'otel.dropped_attributes_count': droppedAttributesCount }),
    ...(droppedEventsCount > 0 && { 'otel.dropped_events_count': droppedEventsCount }),
    ...(droppedLinksCount > 0 && { 'otel.dropped_links_count': droppedLinksCount }),
  };
}
