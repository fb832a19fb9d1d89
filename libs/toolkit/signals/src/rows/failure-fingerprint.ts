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
const typeLength = 1024;
const templateLength = 4096;
const frameLength = 1024;
const frameCount = 64;
// What is longer costs time and tells no more: the first lines of a message, the upper frames of a stack decide.
const readMessage = 16_384;
const readStack = 65_536;

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
  const fingerprint = fingerprintError({
    message: message.slice(0, readMessage),
    type: type?.slice(0, typeLength),
    stack: stack?.slice(0, readStack),
  });
  return { ...fingerprint, type: type?.slice(0, typeLength) ?? '', sample: message };
}

/**
 * The fingerprint in text of its own: a slice of a text keeps all of it in memory, ten megabytes for the sake of two
 * thousand characters.
 */
export function ownText(seen: SeenFingerprint): SeenFingerprint {
  return {
    ...seen,
    type: own(seen.type, typeLength),
    template: own(seen.template, templateLength),
    frames: seen.frames.slice(0, frameCount).map((frame) => own(frame, frameLength)),
    sample: own(seen.sample, sampleLength),
  };
}

/** Characters that a fingerprint holds. */
export function textLengthOf({ type, template, frames, sample }: SeenFingerprint): number {
  return frames.reduce(
    (sum, frame) => sum + frame.length,
    type.length + template.length + sample.length,
  );
}

function own(text: string, length: number): string {
  return Buffer.from(text.slice(0, length)).toString();
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
