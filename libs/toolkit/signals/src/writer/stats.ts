import type { Signal } from '../rows/tables.ts';
import { signals } from '../rows/tables.ts';
import type { DropReason } from './options.ts';

/** What became of the rows of one signal. At any moment `accepted = stored + dropped + pending`. */
export interface SignalStats {
  /** Records handed to the writer. */
  readonly accepted: number;
  readonly stored: number;
  /** All that were dropped, and by reason. */
  readonly dropped: number;
  readonly droppedBy: Readonly<Record<DropReason, number>>;
  /** Waiting, and among them on their way right now. */
  readonly pending: number;
  readonly inflight: number;
}

export interface WriterStats {
  readonly signals: Readonly<Record<Signal, SignalStats>>;
  /** Bytes of memory held, and at most. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** Batches stored, batches whose retry found them stored, and tries that failed. */
  readonly batches: number;
  readonly duplicates: number;
  readonly failures: number;
  /** Seconds spent in tries, for `otel.sdk.exporter.operation.duration`. */
  readonly sendSeconds: number;
  /** What the database said last, if the last try failed. */
  readonly lastError: string | undefined;
}

const reasons: readonly DropReason[] = [
  'full',
  'refused',
  'invalid',
  'closed',
  'unconfirmed',
  'duplicate',
];

/** Counts rows in and out. */
export class Ledger {
  readonly #rows = Object.fromEntries(signals.map((signal) => [signal, emptyCounts()])) as Record<
    Signal,
    Counts
  >;
  #unsaid = emptyDrops();
  #unsaidCount = 0;

  accept(signal: Signal): void {
    this.#rows[signal].accepted++;
  }

  store(signal: Signal, rows: number): void {
    this.#rows[signal].stored += rows;
  }

  drop(signal: Signal, reason: DropReason, rows = 1): void {
    if (rows === 0) return;
    this.#rows[signal].droppedBy[reason] += rows;
    // Nothing is lost by a duplicate, so nobody need be told.
    if (reason === 'duplicate') return;
    this.#unsaid[signal][reason] = (this.#unsaid[signal][reason] ?? 0) + rows;
    this.#unsaidCount += rows;
  }

  /** Rows dropped since this was asked last; undefined where none were. */
  takeUnsaid(): { readonly count: number; readonly drops: Drops } | undefined {
    if (this.#unsaidCount === 0) return undefined;
    const said = { count: this.#unsaidCount, drops: this.#unsaid };
    this.#unsaid = emptyDrops();
    this.#unsaidCount = 0;
    return said;
  }

  of(signal: Signal, inflight: number): SignalStats {
    const { accepted, stored, droppedBy } = this.#rows[signal];
    const dropped = reasons.reduce((sum, reason) => sum + droppedBy[reason], 0);
    return {
      accepted,
      stored,
      dropped,
      droppedBy: { ...droppedBy },
      pending: accepted - stored - dropped,
      inflight,
    };
  }
}

type Drops = Record<Signal, Partial<Record<DropReason, number>>>;

interface Counts {
  accepted: number;
  stored: number;
  readonly droppedBy: Record<DropReason, number>;
}

function emptyCounts(): Counts {
  return {
    accepted: 0,
    stored: 0,
    droppedBy: { full: 0, refused: 0, invalid: 0, closed: 0, unconfirmed: 0, duplicate: 0 },
  };
}

function emptyDrops(): Drops {
  return { logs: {}, spans: {}, metrics: {} };
}
