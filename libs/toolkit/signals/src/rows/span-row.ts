import { attributesJson } from '../encoding/attributes.ts';
import type { RowBuffer } from '../encoding/row-buffer.ts';
import type { SpanEvent, SpanLink, SpanRecord } from './records.ts';
import type { EncodingContext } from './row-encoder.ts';
import {
  storableInteger,
  storableTime,
  writeAttributes,
  writeList,
  writeRequiredText,
  writeText,
} from './row-encoder.ts';
import { tableColumns } from './tables.ts';

/** OpenTelemetry's status code of a span that failed. */
export const errorStatus = 2;

const fields = tableColumns.spans.length + 1;

/**
 * Adds the row of a span, open: the caller ends it. Answers its start in milliseconds since 1970.
 *
 * Throws a `TypeError` where trace or span id are none: such a span belongs nowhere.
 */
export function encodeSpan(
  rows: RowBuffer,
  span: SpanRecord,
  fingerprint: bigint | undefined,
  context: EncodingContext,
): number {
  context.marks = 0;
  const time = storableTime(span.time, context);
  rows.beginRow(fields);
  rows.timestamp(time);
  rows.integer(Math.max(0, storableInteger(span.duration, Number.MAX_SAFE_INTEGER, context)));
  if (!rows.id(span.traceId, 16) || !rows.id(span.spanId, 8)) {
    throw new TypeError(
      `A span needs a trace id of 32 and a span id of 16 hexadecimal digits, not all zero.`,
    );
  }
  rows.id(span.parentSpanId, 8);
  rows.int8(span.resource.id);
  rows.int2(storableInteger(span.kind, 32_767, context));
  rows.int2(storableInteger(span.status, 32_767, context));
  if (fingerprint === undefined) rows.null();
  else rows.int8(fingerprint);
  const marksAt = rows.nextField;
  rows.int2(0);
  writeRequiredText(rows, span.scope, context, 1024);
  writeRequiredText(rows, span.name, context, 1024);
  writeText(rows, span.statusMessage, context);
  writeText(rows, span.traceState, context, 1024);
  writeAttributes(rows, span.attributes, context);
  writeList(rows, span.events, (event) => eventJson(event, context), context);
  writeList(rows, span.links, (link) => linkJson(link, context), context);
  rows.patchInt2(marksAt, context.marks);
  return time;
}

function eventJson({ time, name, attributes = {} }: SpanEvent, context: EncodingContext): string {
  const { limits } = context;
  const json =
    attributesJson(
      { time: new Date(storableTime(time, context)).toISOString(), name },
      limits,
      context,
    ) ?? '{}';
  const inner = attributesJson(attributes, limits, context);
  return inner === undefined ? json : `${json.slice(0, -1)},"attributes":${inner}}`;
}

function linkJson(
  { traceId, spanId, attributes = {} }: SpanLink,
  context: EncodingContext,
): string {
  const { limits } = context;
  const json = attributesJson({ traceId, spanId }, limits, context) ?? '{}';
  const inner = attributesJson(attributes, limits, context);
  return inner === undefined ? json : `${json.slice(0, -1)},"attributes":${inner}}`;
}
