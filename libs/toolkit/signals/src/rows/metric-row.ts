import { attributesJson } from '../encoding/attributes.ts';
import type { RowBuffer } from '../encoding/row-buffer.ts';
import type { MetricPoint } from './records.ts';
import type { EncodingContext } from './row-encoder.ts';
import { storableInteger, storableTime } from './row-encoder.ts';
import { tableColumns } from './tables.ts';

const fields = tableColumns.metric_points.length + 1;
const greatestInt4 = 2_147_483_647;
/** Buckets of one histogram at most; OpenTelemetry's own exponential histogram has 160. */
const bucketLimit = 4096;

/** Adds the row of a metric's data point, open: the caller ends it. Answers its time in milliseconds since 1970. */
export function encodePoint(rows: RowBuffer, point: MetricPoint, context: EncodingContext): number {
  context.marks = 0;
  const time = storableTime(point.time, context);
  const float = (value: number | undefined): void => {
    if (value === undefined) rows.null();
    else rows.float8(value);
  };
  const integer = (value: number | undefined): void => {
    if (value === undefined) rows.null();
    else rows.integer(storableInteger(value, Number.MAX_SAFE_INTEGER, context));
  };
  const int4 = (value: number | undefined): void => {
    if (value === undefined) rows.null();
    else rows.int4(storableInteger(value, greatestInt4, context));
  };
  const counts = (values: readonly number[] | undefined): void => {
    if (values === undefined) rows.null();
    else {
      const kept = values.length > bucketLimit ? values.slice(0, bucketLimit) : values;
      rows.int8Array(kept.map((value) => storableInteger(value, Number.MAX_SAFE_INTEGER, context)));
    }
  };
  rows.beginRow(fields);
  rows.timestamp(time);
  rows.int8(point.series.id);
  if (point.startTime === undefined) rows.null();
  else rows.timestamp(storableTime(point.startTime, context));
  const marksAt = rows.nextField;
  rows.int2(0);
  float(point.value);
  integer(point.count);
  float(point.sum);
  float(point.min);
  float(point.max);
  if (point.scale === undefined) rows.null();
  else rows.int2(storableInteger(point.scale, 100, context));
  integer(point.zeroCount);
  float(point.zeroThreshold);
  int4(point.positiveOffset);
  int4(point.negativeOffset);
  counts(point.counts);
  counts(point.negativeCounts);
  const { exemplars, quantiles } = point;
  const details =
    exemplars === undefined && quantiles === undefined
      ? undefined
      : attributesJson(
          { exemplars: exemplars?.slice(0, context.limits.listCount), quantiles },
          context.limits,
          context,
        );
  if (details === undefined) rows.null();
  else rows.jsonb(details);
  rows.patchInt2(marksAt, context.marks);
  return time;
}
