import type { LogRecord, Resource } from '@h-j-petroleum/toolkit-signals';
import type { SpanContext } from '@opentelemetry/api';
import { context, isSpanContextValid, trace } from '@opentelemetry/api';
import type { Redactor } from '../redaction/redactor.ts';
import { now } from './clock.ts';
import { exceptionAttributes, isError } from './exception.ts';
import { severityOf } from './levels.ts';
import { columns } from './reserved-names.ts';

/** winston's own symbols, by the names under which triple-beam registers them. */
export const LEVEL = Symbol.for('level');
export const SPLAT = Symbol.for('splat');
/** On records that this package's logger made, which hold no secret any more; others come by `logger.write`. */
export const READY = Symbol('ready');

/** What winston hands from logger to transport: level, message, and every field beside them. */
export interface Info {
  level: string;
  message: unknown;
  [LEVEL]?: string;
  [READY]?: true;
  [SPLAT]?: readonly unknown[];
  [field: string]: unknown;
}

export interface RecordContext {
  readonly resource: Resource;
  /** The logger's name where the record has no field `logger`. */
  readonly scope?: string | undefined;
  readonly stackOf?: ((error: Error) => string) | undefined;
  /** Severities of levels that `severityOf` does not know. */
  readonly severities?: Readonly<Record<string, number>> | undefined;
  /** Takes secrets out of what an error says. */
  readonly redactor?: Redactor | undefined;
}

export function severityIn(level: string, { severities }: RecordContext): number {
  return severities?.[level] ?? severityOf(level);
}

/** A record of what winston hands over, whoever made it: this package's logger or any other. */
export function toRecord(info: Info, of: RecordContext): LogRecord {
  const { resource, scope } = of;
  const error = errorOf(info);
  const { body, attributes } =
    error === undefined
      ? { body: info.message, attributes: fieldsOf(info) }
      : withError(info, error, of);
  const spanContext =
    info[READY] === true || typeof info.trace_id === 'string' ? undefined : activeSpan();
  return {
    time: now(),
    severity: severityIn(info[LEVEL] ?? info.level, of),
    body,
    resource,
    scope: typeof info.logger === 'string' ? info.logger : scope,
    traceId: typeof info.trace_id === 'string' ? info.trace_id : spanContext?.traceId,
    spanId: typeof info.span_id === 'string' ? info.span_id : spanContext?.spanId,
    attributes,
  };
}

/** The span in which a record is made; one that is not sampled has ids as well, one that is invalid has none. */
export function activeSpan(): SpanContext | undefined {
  const span = trace.getSpanContext(context.active());
  return span !== undefined && isSpanContextValid(span) ? span : undefined;
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
  if (isError(info)) return info;
  const { error, err, message } = info;
  if (isError(error)) return error;
  if (isError(err)) return err;
  if (isError(message)) return message;
  return info[SPLAT]?.find(isError) ?? errorOfText(info);
}

/** An error of which text alone is left: by winston's `format.errors`, by a worker or another process. */
function errorOfText({ stack, message }: Info): Error | undefined {
  if (typeof stack !== 'string') return undefined;
  const [, type, said] = /^(?:Uncaught )?([\w$.]{1,100})(?:: (.*))?\n {4}at /.exec(stack) ?? [];
  if (type === undefined) return undefined;
  const error = new Error(typeof message === 'string' && message !== '' ? message : (said ?? ''));
  return Object.defineProperties(error, { name: { value: type }, stack: { value: stack } });
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
  const message = isError(info.message) ? info.message.message : info.message;
  const said = told['exception.message'];
  // winston appends the error's message to the text; it has a place of its own. This package's logger does not.
  const body =
    isError(info) || typeof message !== 'string'
      ? said
      : info[READY] !== true &&
          said !== '' &&
          message.length > said.length &&
          message.endsWith(` ${said}`)
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
