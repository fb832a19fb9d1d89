import type { Marked } from './marks.ts';
import { marks } from './marks.ts';
import { nestedJson, saidBy } from './nested-json.ts';
import { jsonString, storableText } from './text.ts';

/** How much of a record is stored. Lengths in UTF-16 units. */
export interface RecordLimits {
  /** Of a log's body, a span's name, a status message. @default 65536 */
  readonly textLength: number;
  /** Of one attribute's text. @default 16384 */
  readonly valueLength: number;
  /** Attributes of a record; OpenTelemetry's own default. @default 128 */
  readonly attributeCount: number;
  /** Of all attributes of a record as JSON. @default 65536 */
  readonly attributesLength: number;
  /** Events, links, exemplars of a record; OpenTelemetry's own default. @default 128 */
  readonly listCount: number;
}

export const defaultRecordLimits: RecordLimits = {
  textLength: 65_536,
  valueLength: 16_384,
  attributeCount: 128,
  attributesLength: 65_536,
  listCount: 128,
};

const quotedKeys = new Map<string, string>();

/** Names recur, so each is quoted once; bounded in number and length, for names are what a hostile sender can make up. */
export function quotedKey(key: string, marked: Marked): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const marksBefore = marked.marks;
  const quoted = jsonString(storableText(key, 256, marked), marked);
  // What was mended must be marked each time.
  if (key.length > 64 || marked.marks !== marksBefore) return quoted;
  if (quotedKeys.size >= 4096) quotedKeys.clear();
  quotedKeys.set(key, quoted);
  return quoted;
}

/**
 * Attributes as one JSON object that jsonb takes, whatever they hold; undefined where there are none. Numbers that JSON
 * lacks become text, what is circular is named so, what throws is replaced by what it said.
 */
export function attributesJson(
  attributes: Readonly<Record<string, unknown>>,
  limits: RecordLimits,
  marked: Marked,
): string | undefined {
  let json = '';
  let count = 0;
  let seen = 0;
  for (const key of Object.keys(attributes)) {
    if (seen >= limits.attributeCount) {
      marked.marks |= marks.attributesCut;
      break;
    }
    const value = valueJson(attributes, key, limits, marked);
    if (value === undefined) continue;
    seen++;
    if (json.length + value.length > limits.attributesLength) {
      // One that is smaller may follow.
      marked.marks |= marks.attributesCut;
      continue;
    }
    json += `${count === 0 ? '{' : ','}${quotedKey(key, marked)}:${value}`;
    count++;
  }
  return count === 0 ? undefined : `${json}}`;
}

/** The value of a key as JSON that jsonb takes; undefined where there is none. What can't be read is told instead. */
export function valueJson(
  holder: Readonly<Record<string, unknown>>,
  key: string,
  limits: RecordLimits,
  marked: Marked,
): string | undefined {
  try {
    return anyJson(holder[key], limits, marked);
  } catch (error) {
    // A getter or a toJSON that throws is one attribute lost, not a record.
    marked.marks |= marks.valueReplaced;
    return jsonString(storableText(`[${saidBy(error)}]`, 256, marked), marked);
  }
}

/** One value as JSON that jsonb takes; undefined for what has no value. May throw what a getter of the value throws. */
export function anyJson(value: unknown, limits: RecordLimits, marked: Marked): string | undefined {
  switch (typeof value) {
    case 'string':
      return jsonString(
        value.length > limits.valueLength || value.includes('\0')
          ? storableText(value, limits.valueLength, marked)
          : value,
        marked,
      );
    case 'number':
      if (Number.isFinite(value)) return String(value);
      marked.marks |= marks.valueReplaced;
      return `"${value}"`;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? 'null' : nestedJson(value, limits, marked);
    default:
      return undefined;
  }
}
