import { isError } from '../record/exception.ts';
import { isReservedName } from '../record/reserved-names.ts';
import { createNameCheck } from './names.ts';
import { isCardNumberValue } from './numbers.ts';
import type { PathState } from './paths.ts';
import { parsePath, stepInto } from './paths.ts';
import { longestText, redacted, redactText } from './patterns.ts';
import { remembered } from './remembered.ts';

/** Takes secrets out of what is logged, without a change to what it was given. */
export interface Redactor {
  /** The fields without what is secret; the same object where nothing is. */
  fields<Fields extends object>(fields: Fields): Fields;
  text(text: string): string;
  /**
   * Whether these are texts, numbers and the like alone, none is secret, and none has a name that says more than an attribute
   * does: a quick look that most fields pass.
   */
  isPlain(fields: object): boolean;
}

export interface RedactorOptions {
  /** Paths from the record's fields. */
  readonly paths?: readonly string[];
  /** Whether e-mail addresses, phone numbers and card numbers count as secrets. @default true */
  readonly personal?: boolean;
}

/** Deeper, or after so many values or UTF-16 units, nothing is looked at any more, and so nothing is shown. */
const deepest = 12;
const mostValues = 10_000;
const mostText = 1_048_576;
/** What a look at plain fields takes on; what is more is walked, and its size counted. */
const mostPlainFields = 128;
const mostPlainText = 8192;
const hasOwn = Object.prototype.hasOwnProperty;
const unseen = '[not shown: too large]';

/** @throws RedactionPathError */
export function createRedactor({ paths = [], personal = true }: RedactorOptions = {}): Redactor {
  const isSecretName = createNameCheck(personal);
  const start = paths.map(parsePath);
  const isClean = remembered((value) => redactText(value, personal) === value);
  const text = (value: string): string =>
    value.length <= 64 && isClean(value) ? value : redactText(value, personal);

  const walkFields = (
    fields: Readonly<Record<string, unknown>>,
    states: readonly PathState[],
    depth: number,
    walk: Walk,
  ): Record<string, unknown> => {
    let changed: Record<string, unknown> | undefined;
    const keys = Object.keys(fields);
    for (const [at, key] of keys.entries()) {
      if (walk.values > mostValues) {
        const seen =
          changed ?? Object.fromEntries(keys.slice(0, at).map((one) => [one, fields[one]]));
        return { ...seen, '…': unseen };
      }
      const next = states.length === 0 ? states : stepInto(states, key);
      const before = read(fields, key);
      const after =
        before instanceof Unreadable
          ? before.text
          : next === undefined || (holdsSomething(before) && isSecretName(key))
            ? redacted
            : walkValue(before, next, depth, walk);
      if (after !== before && changed === undefined) {
        changed = {};
        for (const earlier of keys.slice(0, at)) put(changed, earlier, fields[earlier]);
      }
      if (changed !== undefined) put(changed, key, after);
    }
    return changed ?? fields;
  };

  const walkValue = (
    value: unknown,
    states: readonly PathState[],
    depth: number,
    walk: Walk,
  ): unknown => {
    if (++walk.values > mostValues) return unseen;
    if (typeof value === 'string') {
      walk.text += Math.min(value.length, longestText);
      return walk.text > mostText ? unseen : text(value);
    }
    if (typeof value === 'number' || typeof value === 'bigint') {
      return personal && isCardNumberValue(value) ? redacted : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (depth > deepest) return unseen;
    if (walk.above.has(value)) return '[Circular]';
    walk.above.add(value);
    try {
      const plain = plainOf(value);
      if (typeof plain !== 'object' || plain === null) return walkValue(plain, states, depth, walk);
      if (!Array.isArray(plain)) return walkFields(Object(plain), states, depth + 1, walk);
      let changed: unknown[] | undefined;
      for (const [at, before] of plain.entries()) {
        if (walk.values > mostValues) return [...(changed ?? plain).slice(0, at), unseen];
        const next = states.length === 0 ? states : stepInto(states, String(at));
        const after = next === undefined ? redacted : walkValue(before, next, depth + 1, walk);
        if (after === before) continue;
        changed ??= [...plain];
        changed[at] = after;
      }
      return changed ?? plain;
    } catch (error) {
      return `[unreadable: ${error instanceof Error ? error.message : String(error)}]`;
    } finally {
      walk.above.delete(value);
    }
  };

  const isPlainValue = (value: unknown): boolean => {
    switch (typeof value) {
      case 'string':
        return value.length <= mostPlainText && isClean(value);
      case 'number':
        return !personal || !isCardNumberValue(value);
      case 'boolean':
      case 'undefined':
        return true;
      default:
        return value === null;
    }
  };

  const isPlainName = remembered((name) => !isReservedName(name) && !isSecretName(name));

  const isPlain = (fields: object): boolean => {
    if (start.length > 0) return false;
    const record: Readonly<Record<string, unknown>> = Object(fields);
    let left = mostPlainFields;
    try {
      for (const key in record) {
        if (!hasOwn.call(record, key)) continue;
        const value = record[key];
        if (!isPlainName(key) || !isPlainValue(value)) return false;
        if (--left < 0) return false;
      }
    } catch {
      return false;
    }
    return true;
  };

  return {
    text,
    isPlain,
    fields: (fields) => {
      if (!(fields instanceof Map) && isPlain(fields)) return fields;
      const plain = fields instanceof Map ? plainOf(fields) : fields;
      const walk = { above: new Set([fields]), values: 0, text: 0 };
      return Object(walkFields(Object(plain), start, 1, walk));
    },
  };
}

interface Walk {
  /** What the walk is inside of, to see a circle. */
  readonly above: Set<object>;
  values: number;
  text: number;
}

/** A flag such as `hasPassword` tells no secret. */
function holdsSomething(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'boolean';
}

/** A key named `__proto__` is a key like any other. */
function put(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') record[key] = value;
  else Object.defineProperty(record, key, { value, enumerable: true, configurable: true });
}

/** A getter that throws loses its value, not the record. */
class Unreadable {
  readonly text: string;

  constructor(thrown: unknown) {
    this.text = `[unreadable: ${thrown instanceof Error ? thrown.message : String(thrown)}]`;
  }
}

function read(fields: Readonly<Record<string, unknown>>, key: string): unknown {
  try {
    return fields[key];
  } catch (error) {
    return new Unreadable(error);
  }
}

/** An object as it would be written: what has toJSON by that, maps and sets by their content, bytes by their number. */
function plainOf(value: object): unknown {
  if (Array.isArray(value)) return value;
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return `[${value.byteLength} bytes]`;
  }
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, held]) => [String(key), held]));
  }
  if (value instanceof Set) return [...value];
  if (isError(value)) {
    const { name, message, stack, cause } = value;
    return { ...value, type: name, message, stack, ...(cause !== undefined && { cause }) };
  }
  const toJson: unknown = Reflect.get(value, 'toJSON');
  return typeof toJson === 'function' ? Reflect.apply(toJson, value, []) : value;
}
