import type { LogRecord, Resource } from '@h-j-petroleum/toolkit-signals';
import { context as activeContext, trace } from '@opentelemetry/api';
import type { Redactor } from '../redaction/redactor.ts';
import { exceptionAttributes } from './exception.ts';
import { severityOf } from './levels.ts';

/** winston's own symbols, by the names under which triple-beam registers them. */
export const LEVEL = Symbol.for('level');
export const SPLAT = Symbol.for('splat');

/** What winston hands from logger to transport: level, message, and every field beside them. */
export interface Info {
  level: string;
  message: unknown;
  [LEVEL]?: string;
  [SPLAT]?: readonly unknown[];
  [field: string]: unknown;
}

/** Fields that have a column of their own in a record, or repeat what has one. */
const columns = new Set([
  ...['level', 'message', 'timestamp', 'splat', 'trace_id', 'span_id', 'trace_flags', 'logger'],
]);

export interface RecordContext {
  readonly resource: Resource;
  /** The logger's name where the record has no field `logger`. */
  readonly scope?: string | undefined;
  readonly stackOf?: ((error: Error) => string) | undefined;
  /** Takes secrets out of what an error says. */
  readonly redactor?: Redactor | undefined;
}

/** A record of what winston hands over, whoever made it: this package's logger or any other. */
export function toRecord(info: Info, context: RecordContext): LogRecord {
  const { resource, scope } = context;
  const error = errorOf(info);
  const { body, attributes } =
    error === undefined
      ? { body: info.message, attributes: fieldsOf(info) }
      : withError(info, error, context);
  const spanContext =
    typeof info.trace_id === 'string' ? undefined : trace.getSpanContext(activeContext.active());
  return {
    time: performance.timeOrigin + performance.now(),
    severity: severityOf(info[LEVEL] ?? info.level),
    body,
    resource,
    scope: typeof info.logger === 'string' ? info.logger : scope,
    traceId: typeof info.trace_id === 'string' ? info.trace_id : spanContext?.traceId,
    spanId: typeof info.span_id === 'string' ? info.span_id : spanContext?.spanId,
    attributes,
  };
}

function fieldsOf(info: Info): Record<string, unknown> | undefined {
  let fields: Record<string, unknown> | undefined;
  for (const key in info) {
    if (columns.has(key) || !Object.hasOwn(info, key)) continue;
    fields ??= {};
    fields[key] = info[key];
  }
  return fields;
}

/** Of `logger.error(error)`, `logger.error('text', error)`, `logger.error('text', { error })` and the same with `err`. */
function errorOf(info: Info): Error | undefined {
  if (info instanceof Error) return info;
  const { error, err } = info;
  if (error instanceof Error) return error;
  if (err instanceof Error) return err;
  if (info.message instanceof Error) return info.message;
  return info[SPLAT]?.find((value) => value instanceof Error);
}

function withError(
  info: Info,
  error: Error,
  { stackOf, redactor }: RecordContext,
): { readonly body: unknown; readonly attributes: Record<string, unknown> } {
  const told = exceptionAttributes(error, stackOf);
  const exception = redactor?.fields(told) ?? told;
  const { stack: _stack, cause: _cause, error: one, err: other, ...fields } = fieldsOf(info) ?? {};
  const own = told['exception.properties'] ?? {};
  for (const [key, value] of Object.entries(fields)) {
    // winston copies an error's own fields beside the record's.
    if (key in own && own[key] === value) delete fields[key];
  }
  const message = info.message instanceof Error ? info.message.message : info.message;
  const said = told['exception.message'];
  // winston appends the error's message to the text; it has a place of its own.
  const body =
    info instanceof Error || typeof message !== 'string'
      ? said
      : said !== '' && message.length > said.length && message.endsWith(` ${said}`)
        ? message.slice(0, -said.length - 1)
        : message;
  const spoken = body === '' || body === undefined ? said : body;
  return {
    body: typeof spoken === 'string' ? (redactor?.text(spoken) ?? spoken) : spoken,
    attributes: {
      ...fields,
      ...(one === undefined || one === error ? {} : { error: one }),
      ...(other === undefined || other === error ? {} : { err: other }),
      ...exception,
    },
  };
}
