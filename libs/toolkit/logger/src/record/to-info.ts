import { format } from 'node:util';
import { context, trace } from '@opentelemetry/api';
import type { Redactor } from '../redaction/redactor.ts';
import type { Info } from './to-record.ts';
import { LEVEL } from './to-record.ts';

const placeholder = /%[%sdifjoOc]/g;

/**
 * What is handed to winston for a call such as `logger.info('paid %s', id, { amount }, error)`: the text with its
 * placeholders filled, the fields of objects side by side, an error beside them, and the ids of the active span. What the
 * caller gave is not touched.
 */
export function toInfo(level: string, given: readonly unknown[], redactor: Redactor): Info {
  const info: Info = { level, message: '', [LEVEL]: level };
  let at = 0;
  let text: string | undefined;
  const first = given[0];
  if (typeof first === 'string') {
    text = first;
    at = 1;
    if (given.length > 1 && first.includes('%')) {
      const wanted = first.match(placeholder)?.filter((one) => one !== '%%').length ?? 0;
      at = Math.min(given.length, 1 + wanted);
      text = format(first, ...given.slice(1, at));
    }
  }
  for (; at < given.length; at++) {
    const value = given[at];
    if (value instanceof Error) {
      if (info.error === undefined) info.error = value;
      else text = `${text ?? ''} ${String(value)}`;
    } else if (isRecord(value)) {
      addFields(info, value, redactor, text === undefined);
    } else if (value !== undefined) {
      const said = format('%s', value);
      text = text === undefined ? said : `${text} ${said}`;
    }
  }
  if (text !== undefined) info.message = redactor.text(text);
  else if (info.error instanceof Error && info.message === '')
    info.message = redactor.text(info.error.message);
  const span = trace.getSpanContext(context.active());
  if (span !== undefined) {
    info.trace_id = span.traceId;
    info.span_id = span.spanId;
  }
  return info;
}

/** Fields beside the record's; an object alone may also say the message. */
function addFields(info: Info, fields: object, redactor: Redactor, speaks: boolean): void {
  const clean: Readonly<Record<string, unknown>> = Object(redactor.fields(fields));
  for (const key of Object.keys(clean)) {
    if (key === 'message' && speaks) info.message = clean[key];
    // The record's own names are taken; the field keeps its value under another.
    else if (key === 'level' || key === 'message') info[`field.${key}`] = clean[key];
    // An error is told with its causes later on, when its stack is read.
    else info[key] = read(fields, key) instanceof Error ? read(fields, key) : clean[key];
  }
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
    !ArrayBuffer.isView(value)
  );
}
