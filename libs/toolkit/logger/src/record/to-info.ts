import { format, inspect } from 'node:util';
import type { Redactor } from '../redaction/redactor.ts';
import { isError } from './exception.ts';
import { errorNames, taken } from './reserved-names.ts';
import type { Info } from './to-record.ts';
import { activeSpan, LEVEL, READY } from './to-record.ts';

const placeholder = /%[%sdifjoOc]/g;
const ids: ReadonlyMap<string, RegExp> = new Map([
  ['trace_id', /^[0-9a-f]{32}$/i],
  ['span_id', /^[0-9a-f]{16}$/i],
]);

/**
 * What is handed to winston for a call such as `logger.info('paid %s', id, { amount }, error)`: the text with its
 * placeholders filled, the fields of objects side by side, an error beside them, and the ids of the active span. What the
 * caller gave is not touched.
 */
export function toInfo(level: string, given: readonly unknown[], redactor: Redactor): Info {
  const info: Info = { level, message: '', [LEVEL]: level, [READY]: true };
  let at = 0;
  let text: string | undefined;
  const first = given[0];
  if (typeof first === 'string') {
    text = first;
    at = 1;
    if (given.length > 1 && first.includes('%')) {
      const wanted = first.match(placeholder)?.filter((one) => one !== '%%').length ?? 0;
      at = Math.min(given.length, 1 + wanted);
      text = format(first, ...given.slice(1, at).map((value) => inText(value, info, redactor)));
    }
  }
  for (; at < given.length; at++) {
    const value = given[at];
    if (isError(value)) {
      if (info.error === undefined) info.error = value;
      else text = `${text ?? ''} ${String(value)}`;
    } else if (isRecord(value)) {
      addFields(info, value, redactor, text === undefined);
    } else if (value !== undefined) {
      const said = toText(inText(value, info, redactor));
      text = text === undefined ? said : `${text} ${said}`;
    }
  }
  if (text !== undefined) info.message = redactor.text(text);
  else if (isError(info.error) && info.message === '')
    info.message = redactor.text(info.error.message);
  const span = activeSpan();
  if (span !== undefined) {
    info.trace_id = span.traceId;
    info.span_id = span.spanId;
  }
  return info;
}

function toText(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 4 })
    : format('%s', value);
}

/** A value that becomes a part of the message: an object without its secrets, an error by what it says. */
function inText(value: unknown, info: Info, redactor: Redactor): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!isError(value)) return redactor.fields({ value }).value;
  info.error ??= value;
  return String(value);
}

/** A record that came by `logger.write`, from a stream that was piped into it, say, as one that this logger made. */
export function infoOfWritten(given: Info, redactor: Redactor): Info {
  const { level, message, ...fields } = given;
  const values = [...(message === undefined ? [] : [message]), fields];
  return toInfo(String(given[LEVEL] ?? level ?? 'info'), values, redactor);
}

/** Fields of a child: of all its records. */
export function childFields(given: object, redactor: Redactor): Readonly<Record<string, unknown>> {
  const info: Info = { level: '', message: '' };
  addFields(info, given, redactor, false);
  const { level: _level, message: _message, ...fields } = info;
  return fields;
}

/** Fields beside the record's; an object alone may also say the message. */
function addFields(info: Info, fields: object, redactor: Redactor, speaks: boolean): void {
  const clean: Readonly<Record<string, unknown>> = Object(redactor.fields(fields));
  for (const key of Object.keys(clean)) {
    const value = clean[key];
    if (typeof value === 'object' && errorNames.has(key) && info.error === undefined) {
      const error = read(fields, key);
      // An error is told with its causes later on, when its stack is read.
      if (isError(error)) {
        info.error = error;
        continue;
      }
    }
    if (key === 'message' && speaks) info.message = value;
    else if (isTaken(key, value, info)) info[`field.${key}`] = value;
    else info[key] = value;
  }
}

function isTaken(key: string, value: unknown, info: Info): boolean {
  if (taken.has(key)) return true;
  if (key === 'error') return info.error !== undefined;
  if (key === 'logger') return typeof value !== 'string';
  const id = ids.get(key);
  return id !== undefined && !(typeof value === 'string' && id.test(value));
}

function read(fields: object, key: string): unknown {
  try {
    return Reflect.get(fields, key);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Set) &&
    !ArrayBuffer.isView(value)
  );
}
