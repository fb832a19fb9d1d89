import type { RecordLimits } from '../encoding/attributes.ts';
import { anyJson } from '../encoding/attributes.ts';
import { writeAttributesField } from '../encoding/json-field.ts';
import type { Marked } from '../encoding/marks.ts';
import { marks } from '../encoding/marks.ts';
import { saidBy } from '../encoding/nested-json.ts';
import type { RowBuffer } from '../encoding/row-buffer.ts';
import { storableText } from '../encoding/text.ts';

/** What every row's encoding needs. */
export interface EncodingContext extends Marked {
  readonly limits: RecordLimits;
  /** Milliseconds since 1970; what a time that can't be stored is replaced by. */
  readonly now: () => number;
}

// What a date of PostgreSQL, of JavaScript and of ISO 8601 can all say.
const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T00:00:00Z');

/** A time that the database takes; the present, marked, in place of any other. */
export function storableTime(time: number, context: EncodingContext): number {
  if (time >= earliest && time <= latest) return time;
  context.marks |= marks.timeReplaced;
  return context.now();
}

export function writeText(
  rows: RowBuffer,
  value: string | undefined,
  context: EncodingContext,
  limit = context.limits.textLength,
): void {
  if (value === undefined || value === '') rows.null();
  else storeText(rows, value, limit, context);
}

/** Text of a column that holds the empty text where there is nothing. */
export function writeRequiredText(
  rows: RowBuffer,
  value: string | undefined,
  context: EncodingContext,
  limit = context.limits.textLength,
): void {
  storeText(rows, value ?? '', limit, context);
}

function storeText(rows: RowBuffer, value: string, limit: number, context: EncodingContext): void {
  if (value.length > limit || !rows.plainText(value)) {
    rows.text(storableText(value, limit, context));
  }
}

export function writeAttributes(
  rows: RowBuffer,
  attributes: Readonly<Record<string, unknown>> | null | undefined,
  context: EncodingContext,
): void {
  if (!attributes) rows.null();
  else writeAttributesField(rows, attributes, context.limits, context);
}

/** A list of JSON values, cut at the limit; null without any. */
export function writeList<Item>(
  rows: RowBuffer,
  items: readonly Item[] | undefined,
  toJson: (item: Item) => string,
  context: EncodingContext,
): void {
  if (items === undefined || items.length === 0) {
    rows.null();
    return;
  }
  const { listCount, attributesLength } = context.limits;
  const parts: string[] = [];
  let length = 0;
  for (const item of items) {
    const json = toJson(item);
    if (parts.length >= listCount || length + json.length > attributesLength) {
      context.marks |= marks.attributesCut;
      break;
    }
    parts.push(json);
    length += json.length;
  }
  rows.jsonb(`[${parts.join(',')}]`);
}

/** The text of a body: itself, or its JSON. */
export function writeBody(rows: RowBuffer, body: unknown, context: EncodingContext): void {
  if (typeof body === 'string') storeText(rows, body, context.limits.textLength, context);
  else rows.text(bodyText(body, context));
}

function bodyText(body: unknown, context: EncodingContext): string {
  if (body === undefined || body === null) return '';
  try {
    const json = anyJson(
      body,
      { ...context.limits, valueLength: context.limits.textLength },
      context,
    );
    return json ?? storableText(String(body), context.limits.textLength, context);
  } catch (error) {
    context.marks |= marks.valueReplaced;
    return storableText(`[${saidBy(error)}]`, 256, context);
  }
}

/** A number that fits a signed integer of the column; zero, marked, in place of any other. */
export function storableInteger(
  value: number | undefined,
  limit: number,
  context: EncodingContext,
): number {
  const whole = Math.round(value ?? 0);
  if (Math.abs(whole) <= limit) return whole;
  context.marks |= marks.valueReplaced;
  return Number.isNaN(whole) ? 0 : Math.sign(whole) * limit;
}
