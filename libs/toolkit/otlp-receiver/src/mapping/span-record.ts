import type { Resource, SpanRecord } from '@h-j-petroleum/toolkit-signals';
import type { Wire } from '../decoding/decode.ts';
import {
  attributes,
  enumeration,
  hexId,
  milliseconds,
  nanosecondsBetween,
  number,
  object,
  objects,
  someOf,
  text,
} from './values.ts';

const kinds = [
  ...['SPAN_KIND_UNSPECIFIED', 'SPAN_KIND_INTERNAL', 'SPAN_KIND_SERVER', 'SPAN_KIND_CLIENT'],
  ...['SPAN_KIND_PRODUCER', 'SPAN_KIND_CONSUMER'],
];
const codes = ['STATUS_CODE_UNSET', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR'];
const dropped = {
  droppedAttributesCount: 'otel.dropped_attributes_count',
  droppedEventsCount: 'otel.dropped_events_count',
  droppedLinksCount: 'otel.dropped_links_count',
} as const;

/** A span of OTLP as it is stored. */
export function spanRecord(span: Wire, resource: Resource, scope: string | undefined): SpanRecord {
  const status = object(span.status, 'status');
  const own = attributes(span.attributes, 'attributes');
  for (const [field, name] of Object.entries(dropped)) {
    const count = number(span[field]);
    if (count !== undefined && count > 0) own[name] = count;
  }
  return {
    time: milliseconds(span.startTimeUnixNano) ?? Date.now(),
    duration: nanosecondsBetween(span.startTimeUnixNano, span.endTimeUnixNano),
    traceId: hexId(span.traceId) ?? '',
    spanId: hexId(span.spanId) ?? '',
    parentSpanId: hexId(span.parentSpanId),
    resource,
    scope,
    name: text(span.name) ?? '',
    // OTLP counts from "unspecified", the API from "internal".
    kind: Math.max(0, enumeration(span.kind, kinds) - 1),
    status: enumeration(status.code, codes),
    statusMessage: text(status.message),
    traceState: text(span.traceState),
    attributes: own,
    events: someOf(
      objects(span.events, 'events').map((event) => ({
        time: milliseconds(event.timeUnixNano) ?? Date.now(),
        name: text(event.name) ?? '',
        attributes: attributes(event.attributes, 'attributes'),
      })),
    ),
    links: someOf(
      objects(span.links, 'links').map((link) => ({
        traceId: hexId(link.traceId) ?? '',
        spanId: hexId(link.spanId) ?? '',
        attributes: attributes(link.attributes, 'attributes'),
      })),
    ),
  };
}
