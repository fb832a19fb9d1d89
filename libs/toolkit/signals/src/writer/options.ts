import type { RecordLimits } from '../encoding/attributes.ts';
import { defaultRecordLimits } from '../encoding/attributes.ts';
import { SignalsError } from '../errors.ts';
import type { Signal } from '../rows/tables.ts';

/** How a writer batches, waits and gives up. */
export interface WriterOptions {
  /** Bytes of memory for rows that are not stored yet. When full, success goes before failure and debug before error. @default 33554432 */
  readonly maxBytes?: number;
  /** Bytes of rows in one batch. @default 2097152 */
  readonly maxBatchBytes?: number;
  /** Rows in one batch. @default 10000 */
  readonly maxBatchRows?: number;
  /** Milliseconds after which a batch is sent, full or not. @default 1000 */
  readonly maxAgeMs?: number;
  /** Milliseconds that one batch may take before its connection is given up and the batch sent again. @default 30000 */
  readonly sendTimeoutMs?: number;
  /** Milliseconds of the first and the longest pause between two tries; the pause doubles, and a random part of it is taken. @default 100 and 30000 */
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
  /** Milliseconds that `close` waits for what is not stored yet. @default 10000 */
  readonly closeTimeoutMs?: number;
  /** How much of a record is stored. */
  readonly limits?: Partial<RecordLimits>;
  /** Told of drops and of a database that doesn't take rows, at most every `noticeEveryMs`. By default a process warning. */
  readonly onNotice?: (notice: WriterNotice) => void;
  /** @default 30000 */
  readonly noticeEveryMs?: number;
}

export type Settings = Required<Omit<WriterOptions, 'limits'>> & { readonly limits: RecordLimits };

/**
 * Why a row was not stored. `unconfirmed` ones may have been: the answer never came. A `duplicate` is stored already: its
 * batch was handed over before, under the same key.
 */
export type DropReason = 'full' | 'refused' | 'invalid' | 'closed' | 'unconfirmed' | 'duplicate';

/** What a writer has to say, once in a while. */
export interface WriterNotice {
  readonly kind: 'dropped' | 'failing';
  readonly message: string;
  /** Rows dropped since the last notice, by signal and reason. */
  readonly dropped: Readonly<Record<Signal, Readonly<Partial<Record<DropReason, number>>>>>;
}

/** What a timer takes; a longer one would end at once. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
export function timerMs(ms: number): number {
  return Math.min(Math.max(0, Math.round(ms)), 2 ** 31 - 1) || 0;
}

/** Throws `SIGNALS_BAD_OPTION` on a number that is none, or not positive. */
export function settingsOf(options: WriterOptions): Settings {
  const settings: Settings = {
    maxBytes: 32 * 1024 * 1024,
    maxBatchBytes: 2 * 1024 * 1024,
    maxBatchRows: 10_000,
    maxAgeMs: 1000,
    sendTimeoutMs: 30_000,
    firstPauseMs: 100,
    longestPauseMs: 30_000,
    closeTimeoutMs: 10_000,
    noticeEveryMs: 30_000,
    onNotice: warn,
    ...withoutUndefined(options),
    limits: { ...defaultRecordLimits, ...withoutUndefined(options.limits ?? {}) },
  };
  for (const [name, value] of [...Object.entries(settings), ...Object.entries(settings.limits)]) {
    // Infinity is no time for a timer, and no budget.
    if (typeof value === 'number' && !(value > 0 && value < Infinity)) {
      throw new SignalsError(
        'SIGNALS_BAD_OPTION',
        `The writer's option ${name} must be a positive number, not ${value}.`,
      );
    }
  }
  return settings;
}

function withoutUndefined<Given extends object>(given: Given): Given {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given;
}

function warn({ message, kind }: WriterNotice): void {
  process.emitWarning(message, {
    type: 'SignalsWarning',
    code: kind === 'dropped' ? 'SIGNALS_DROPPED' : 'SIGNALS_FAILING',
  });
}
