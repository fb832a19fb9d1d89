import type { Fingerprint } from '../fingerprints/index.ts';
import { fingerprintError } from '../fingerprints/index.ts';
import type { LogRecord, SpanRecord } from './records.ts';
import { errorSeverity } from './log-row.ts';
import { errorStatus } from './span-row.ts';

/** What `signals.fingerprints` keeps of an error that was seen first. */
export interface SeenFingerprint extends Fingerprint {
  readonly type: string;
  readonly sample: string;
}

const sampleLength = 2048;

/** The fingerprint of a log record, where it is a failure. */
export function fingerprintOfLog(record: LogRecord): SeenFingerprint | undefined {
  if (!(record.severity >= errorSeverity)) return undefined;
  const { type, message, stack } = exceptionOf(record.attributes);
  return seen(
    type,
    typeof record.body === 'string' && record.body !== '' ? record.body : (message ?? ''),
    stack,
  );
}

/** The fingerprint of a span, where it failed: of its exception event, or else of its status and name. */
export function fingerprintOfSpan(span: SpanRecord): SeenFingerprint | undefined {
  if (span.status !== errorStatus) return undefined;
  const thrown = span.events?.findLast(({ name }) => name === 'exception');
  const { type, message, stack } = exceptionOf(thrown?.attributes ?? span.attributes);
  return seen(type, message ?? span.statusMessage ?? span.name, stack);
}

function seen(
  type: string | undefined,
  message: string,
  stack: string | undefined,
): SeenFingerprint {
  const fingerprint = fingerprintError({ message, type, stack });
  return { ...fingerprint, type: type ?? '', sample: message.slice(0, sampleLength) };
}

function exceptionOf(attributes: Readonly<Record<string, unknown>> | undefined): {
  readonly type: string | undefined;
  readonly message: string | undefined;
  readonly stack: string | undefined;
} {
  const text = (key: string): string | undefined => {
    const value = attributes?.[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    type: text('exception.type'),
    message: text('exception.message'),
    stack: text('exception.stacktrace'),
  };
}
