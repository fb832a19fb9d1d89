import type { RowBuffer } from '../encoding/row-buffer.ts';
import { tableColumns } from './tables.ts';
import type { LogRecord } from './records.ts';
import type { EncodingContext } from './row-encoder.ts';
import {
  storableInteger,
  storableTime,
  writeAttributes,
  writeBody,
  writeRequiredText,
  writeText,
} from './row-encoder.ts';

/** OpenTelemetry's severity number of ERROR; from here on a record is a failure. */
export const errorSeverity = 17;

const fields = tableColumns.logs.length + 1;

/**
 * Adds the row of a log record, open: the caller ends it. Answers its time in milliseconds since 1970.
 *
 * @param fingerprint of a failure
 * @param seq place among the records of its batch
 */
export function encodeLog(
  rows: RowBuffer,
  record: LogRecord,
  fingerprint: bigint | undefined,
  context: EncodingContext,
  seq: number,
): number {
  context.marks = 0;
  const time = storableTime(record.time, context);
  rows.beginRow(fields);
  rows.int4(seq);
  rows.timestamp(time);
  rows.id(record.traceId, 16);
  rows.id(record.spanId, 8);
  rows.int8(record.resource.id);
  rows.int2(storableInteger(record.severity, 24, context));
  if (fingerprint === undefined) rows.null();
  else rows.int8(fingerprint);
  const marksAt = rows.nextField;
  rows.int2(0);
  writeRequiredText(rows, record.scope, context, 1024);
  writeText(rows, record.eventName, context, 1024);
  writeBody(rows, record.body, context);
  writeAttributes(rows, record.attributes, context);
  rows.patchInt2(marksAt, context.marks);
  return time;
}
