import type { RecordLimits } from './attributes.ts';
import { attributesJson, quotedKey, valueJson } from './attributes.ts';
import type { ByteBuffer } from './byte-buffer.ts';
import type { Marked } from './marks.ts';
import type { RowBuffer } from './row-buffer.ts';

const comma = 44;
const colon = 58;
const openBrace = 123;
const closeBrace = 125;
const hasOwn = Object.prototype.hasOwnProperty;

/**
 * Adds a jsonb field of attributes as `attributesJson` says them, null where there are none. What attributes mostly are, plain
 * texts, numbers and booleans, goes to its bytes without a string in between.
 */
export function writeAttributesField(
  rows: RowBuffer,
  attributes: Readonly<Record<string, unknown>>,
  limits: RecordLimits,
  marked: Marked,
): void {
  const out = rows.beginJsonb();
  const start = out.length;
  const marksBefore = marked.marks;
  const count = writeMembers(out, attributes, limits, marked);
  if (count === 'beyond the limits') {
    out.length = start;
    // What was written is taken back, and with it what was said of it: the next line says what is kept.
    marked.marks = marksBefore;
    const json = attributesJson(attributes, limits, marked);
    if (json === undefined) {
      rows.jsonbAsNull();
      return;
    }
    out.text(json);
  } else if (count === 0) {
    rows.jsonbAsNull();
    return;
  } else {
    out.reserve(1);
    out.bytes[out.length++] = closeBrace;
  }
  rows.endJsonb();
}

/** Writes the members without the brace at the end; answers how many. */
function writeMembers(
  out: ByteBuffer,
  attributes: Readonly<Record<string, unknown>>,
  limits: RecordLimits,
  marked: Marked,
): number | 'beyond the limits' {
  const start = out.length;
  let count = 0;
  // V8 reads by the place of a key, without a look-up, where the loop and the check are written so.
  for (const key in attributes) {
    if (!hasOwn.call(attributes, key)) continue;
    if (count >= limits.attributeCount) return 'beyond the limits';
    const before = out.length;
    out.reserve(1);
    out.bytes[out.length++] = count === 0 ? openBrace : comma;
    if (!out.quoted(key)) out.text(quotedKey(key, marked));
    out.reserve(1);
    out.bytes[out.length++] = colon;
    let value: unknown;
    try {
      value = attributes[key];
    } catch {
      // Read again, and told, below.
      value = undefined;
    }
    if (!writePlain(out, value, limits.valueLength)) {
      const json = valueJson(attributes, key, limits, marked);
      if (json === undefined) {
        out.length = before;
        continue;
      }
      out.text(json);
    }
    // Bytes are at least as many as UTF-16 units, so what is within the limit as bytes is within it.
    if (out.length - start > limits.attributesLength) return 'beyond the limits';
    count++;
  }
  return count;
}

/** Writes a value that is the same in JSON; answers false, and writes nothing, where it is not that simple. */
function writePlain(out: ByteBuffer, value: unknown, longest: number): boolean {
  switch (typeof value) {
    case 'string':
      return value.length <= longest && out.quoted(value);
    case 'number':
      if (out.digits(value)) return true;
      if (!Number.isFinite(value)) return false;
      out.text(String(value));
      return true;
    case 'boolean':
      out.text(value ? 'true' : 'false');
      return true;
    default:
      return false;
  }
}
