import type { LogRecord } from '@h-j-petroleum/toolkit-signals';
import type { Redactor } from '../redaction/redactor.ts';
import { now } from './clock.ts';
import type { RecordContext } from './to-record.ts';
import { activeSpan } from './to-record.ts';

/** What `plainRecord` needs besides the call. */
export interface PlainContext extends RecordContext {
  readonly redactor: Redactor;
  /** Whether the record may outlive the call, so that fields which the caller changes afterwards must be copied. */
  readonly keepsRecords: boolean;
}

/**
 * The record of what most calls are, `logger.info('text', { plain, fields })`: the same as by `toInfo` and `toRecord`, in one go.
 * Undefined for any other call, which takes that way.
 *
 * @param inherited fields of the child that was called
 */
export function plainRecord(
  severity: number,
  given: readonly unknown[],
  inherited: Readonly<Record<string, unknown>>,
  context: PlainContext,
): LogRecord | undefined {
  const [text, fields] = given;
  if (typeof text !== 'string' || given.length > 2) return undefined;
  let attributes = inherited;
  if (given.length === 2) {
    if (text.includes('%') || !isPlainObject(fields) || !context.redactor.isPlain(fields))
      return undefined;
    attributes =
      context.keepsRecords || hasFields(inherited) ? { ...inherited, ...fields } : fields;
  }
  const span = activeSpan();
  return {
    time: now(),
    severity,
    body: context.redactor.text(text),
    resource: context.resource,
    scope: context.scope,
    traceId: span?.traceId,
    spanId: span?.spanId,
    attributes: hasFields(attributes) ? attributes : undefined,
  };
}

function hasFields(fields: Readonly<Record<string, unknown>>): boolean {
  for (const name in fields) if (Object.hasOwn(fields, name)) return true;
  return false;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
