import { types } from 'node:util';

/** How far a chain of causes, and how many errors of one AggregateError, are followed; and how many in all. */
const limit = 10;
const most = 30;
/** Names that say in other attributes what an error is. */
const own = new Set(['name', 'message', 'stack', 'cause', 'errors', 'level']);

/** An error as semantic conventions name it, and what those have no name for. */
export interface ExceptionAttributes {
  readonly 'exception.type': string;
  readonly 'exception.message': string;
  /** With the stacks of the causes below, each after a line `Caused by:`. */
  readonly 'exception.stacktrace': string;
  /** Own properties: `code`, `errno`, `statusCode` and what else was put on the error. */
  readonly 'exception.properties'?: Readonly<Record<string, unknown>>;
  /** From the first cause on. */
  readonly 'exception.causes'?: readonly ExceptionSummary[];
  /** Of an AggregateError. */
  readonly 'exception.errors'?: readonly ExceptionSummary[];
}

export interface ExceptionSummary {
  readonly type: string;
  readonly message: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Of an AggregateError: what a failed connection to a name with several addresses is caused by. */
  readonly errors?: readonly ExceptionSummary[];
}

/** Whether a value is an error, also one of another realm: a test runner's, a worker's, a vm's. */
export function isError(value: unknown): value is Error {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof Error || types.isNativeError(value);
}

/**
 * Attributes of what was thrown, which need not be an error.
 *
 * @see exceptionAttributes
 */
export function thrownAttributes(
  thrown: unknown,
  stackOf?: (error: Error) => string,
): ExceptionAttributes {
  if (isError(thrown)) return exceptionAttributes(thrown, stackOf);
  const message = text(thrown) || String(thrown);
  return {
    ...{ 'exception.type': typeOfValue(thrown), 'exception.message': message },
    'exception.stacktrace': `${typeOfValue(thrown)}: ${message}`,
  };
}

/**
 * Attributes of an error with its causes.
 *
 * @param stackOf tells an error's stack in the terms that are wanted: source-mapped, say
 * https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/
 */
export function exceptionAttributes(
  error: Error,
  stackOf: (error: Error) => string = stackText,
): ExceptionAttributes {
  const causes = causesOf(error);
  const walk = { left: most };
  const aggregated = errorsOf(error);
  const stacks = [
    stackOf(error),
    ...causes.flatMap((cause) => stacksOf(cause, 'Caused by: ', stackOf)),
    ...errorStacks(error, stackOf),
  ];
  const properties = propertiesOf(error);
  return {
    'exception.type': typeOf(error),
    'exception.message': text(readProperty(error, 'message')),
    'exception.stacktrace': stacks.join('\n'),
    ...(properties && { 'exception.properties': properties }),
    ...(causes.length > 0 && { 'exception.causes': causes.map((cause) => summaryOf(cause, walk)) }),
    ...(aggregated.length > 0 && {
      'exception.errors': aggregated.map((one) => summaryOf(one, walk)),
    }),
  };
}

/** An error's own stack, or its name and message where it has none. */
export function stackText(error: Error): string {
  const stack = readProperty(error, 'stack');
  return typeof stack === 'string' && stack !== ''
    ? stack
    : `${typeOf(error)}: ${text(readProperty(error, 'message'))}`;
}

/** The chain of causes; one that leads back into itself ends there. */
function causesOf(error: Error): unknown[] {
  const causes: unknown[] = [];
  const seen = new Set<unknown>([error]);
  let cause = readProperty(error, 'cause');
  while (cause !== undefined && cause !== null && !seen.has(cause) && causes.length < limit) {
    seen.add(cause);
    causes.push(cause);
    cause = isError(cause) ? readProperty(cause, 'cause') : undefined;
  }
  return causes;
}

/** The errors of an AggregateError. */
function errorsOf(error: unknown): unknown[] {
  const errors = readProperty(error, 'errors');
  return Array.isArray(errors) ? errors.slice(0, limit) : [];
}

function stacksOf(thrown: unknown, label: string, stackOf: (error: Error) => string): string[] {
  if (!isError(thrown)) return [`${label}${text(thrown)}`];
  return [`${label}${stackOf(thrown)}`, ...errorStacks(thrown, stackOf)];
}

function errorStacks(error: Error, stackOf: (error: Error) => string): string[] {
  return errorsOf(error).map(
    (one, at) => `Error ${at + 1}: ${isError(one) ? stackOf(one) : text(one)}`,
  );
}

function summaryOf(thrown: unknown, walk: { left: number }): ExceptionSummary {
  walk.left--;
  if (!isError(thrown)) return { type: typeOfValue(thrown), message: text(thrown) };
  const properties = propertiesOf(thrown);
  const errors = walk.left > 0 ? errorsOf(thrown) : [];
  return {
    type: typeOf(thrown),
    message: text(readProperty(thrown, 'message')),
    ...(properties && { properties }),
    ...(errors.length > 0 && { errors: errors.map((one) => summaryOf(one, walk)) }),
  };
}

function typeOfValue(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

/** The name that the error goes by; a class that forgot to set one is named by its constructor. */
function typeOf(error: Error): string {
  const name = readProperty(error, 'name');
  const constructor = readProperty(readProperty(error, 'constructor'), 'name');
  if (typeof name === 'string' && name !== '' && name !== 'Error') return name;
  return typeof constructor === 'string' && constructor !== '' ? constructor : 'Error';
}

function propertiesOf(error: Error): Record<string, unknown> | undefined {
  const entries = Object.keys(error)
    .filter((key) => !own.has(key))
    .map((key) => [key, readProperty(error, key)] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** An error's property may be a getter, and that may throw. */
function readProperty(holder: unknown, key: string): unknown {
  if ((typeof holder !== 'object' && typeof holder !== 'function') || holder === null)
    return undefined;
  try {
    return Reflect.get(holder, key);
  } catch (thrown) {
    return `[${thrown instanceof Error ? thrown.message : 'unreadable'}]`;
  }
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (isError(value)) return String(readProperty(value, 'message'));
  try {
    return typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value);
  } catch {
    return '[unreadable]';
  }
}
