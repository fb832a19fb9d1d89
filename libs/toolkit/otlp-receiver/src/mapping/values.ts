import type { Wire } from '../decoding/decode.ts';
import { MalformedRequestError } from '../decoding/decode.ts';

/** Deeper than any record that means something; a value below is told by this text. */
const deepest = 32;
const tooDeep = '[too deep]';

/** Objects of a repeated field; none where the field is missing. */
export function objects(value: unknown, name: string): readonly Wire[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new MalformedRequestError(`${name} must be a list.`);
  for (const one of value) {
    if (!isObject(one)) throw new MalformedRequestError(`${name} must be a list of objects.`);
  }
  return value;
}

/** An object, or an empty one where the field is missing. */
export function object(value: unknown, name: string): Wire {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new MalformedRequestError(`${name} must be an object.`);
  return value;
}

function isObject(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number, also one of 64 bits that came as text; undefined for anything else. */
export function number(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const parsed = Number(value);
  // JSON of protobuf writes these three by their names, and no others.
  return Number.isNaN(parsed) && value !== 'NaN' ? undefined : parsed;
}

/** Numbers of a repeated field. */
export function numbers(value: unknown): number[] | undefined {
  return Array.isArray(value) ? value.map((one) => number(one) ?? Number.NaN) : undefined;
}

/** An enum by its number, or in JSON by its name; 0, which says nothing, for one that is not known. */
export function enumeration(value: unknown, names: readonly string[]): number {
  const at = typeof value === 'string' ? names.indexOf(value) : -1;
  const given = at >= 0 ? at : (number(value) ?? 0);
  return names[given] === undefined ? 0 : given;
}

/** A list that is stored, or nothing where there is nothing in it. */
export function someOf<One>(list: readonly One[]): readonly One[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** Nanoseconds since 1970 as milliseconds; undefined for 0, which says that it is unknown. */
export function milliseconds(value: unknown): number | undefined {
  const nanoseconds = number(value);
  return nanoseconds === undefined || nanoseconds === 0 ? undefined : nanoseconds / 1e6;
}

/** Nanoseconds between two times. Exact: the times are past what a number can tell apart. */
export function nanosecondsBetween(start: unknown, end: unknown): number {
  const [from, to] = [bigintOf(start), bigintOf(end)];
  return from === undefined || to === undefined ? 0 : Number(to - from);
}

function bigintOf(value: unknown): bigint | undefined {
  try {
    return typeof value === 'string' || typeof value === 'number' ? BigInt(value) : undefined;
  } catch {
    return undefined;
  }
}

/** A trace or span id as hexadecimal digits: bytes in protobuf, digits already in JSON. */
export function hexId(value: unknown): string | undefined {
  if (Buffer.isBuffer(value)) return value.length === 0 ? undefined : value.toString('hex');
  return typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined;
}

/** Attributes as a record; of a name that comes twice, the last. */
export function attributes(value: unknown, name: string): Record<string, unknown> {
  return keyValues(value, name, 0);
}

function keyValues(value: unknown, name: string, depth: number): Record<string, unknown> {
  // Without a prototype, so that `__proto__` is a name like any other.
  const record = Object.create(null) as Record<string, unknown>;
  for (const pair of objects(value, name)) {
    if (typeof pair.key === 'string') record[pair.key] = anyValueAt(pair.value, depth + 1);
  }
  return record;
}

/** What an AnyValue holds; null for one that holds nothing. */
export function anyValue(value: unknown): unknown {
  return anyValueAt(value, 0);
}

function anyValueAt(value: unknown, depth: number): unknown {
  if (depth > deepest) return tooDeep;
  if (!isObject(value)) return null;
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.boolValue !== undefined) return value.boolValue;
  if (value.intValue !== undefined) return wholeNumber(value.intValue);
  if (value.doubleValue !== undefined) return number(value.doubleValue) ?? null;
  if (value.bytesValue !== undefined) {
    return Buffer.isBuffer(value.bytesValue)
      ? value.bytesValue.toString('base64')
      : value.bytesValue;
  }
  if (value.arrayValue !== undefined) {
    return objects(object(value.arrayValue, 'arrayValue').values, 'values').map((one) =>
      anyValueAt(one, depth + 1),
    );
  }
  if (value.kvlistValue !== undefined) {
    return keyValues(object(value.kvlistValue, 'kvlistValue').values, 'values', depth);
  }
  return null;
}

/** A whole number of 64 bits, exact: beyond 2^53 as bigint. */
function wholeNumber(value: unknown): unknown {
  const parsed = number(value);
  if (parsed === undefined) return null;
  return Number.isSafeInteger(parsed) ? parsed : (bigintOf(value) ?? parsed);
}
