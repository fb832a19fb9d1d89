import type { Database } from '../database/database.ts';
import { askServer } from '../database/server.ts';
import { saidBy } from '../encoding/nested-json.ts';
import { RowBuffer } from '../encoding/row-buffer.ts';
import { fingerprintOfLog, fingerprintOfSpan } from '../rows/failure-fingerprint.ts';
import { encodeLog, errorSeverity } from '../rows/log-row.ts';
import { encodePoint } from '../rows/metric-row.ts';
import type { LogRecord, MetricPoint, SpanRecord } from '../rows/records.ts';
import type { EncodingContext } from '../rows/row-encoder.ts';
import { encodeSpan, errorStatus } from '../rows/span-row.ts';
import type { RawTable, Signal } from '../rows/tables.ts';
import { signals } from '../rows/tables.ts';
import type { Batch, BatchOutcome } from './batch.ts';
import {
  byteLength,
  createBatch,
  forgetNames,
  halve,
  memoryOf,
  nameFingerprint,
  nameResource,
  nameSeries,
  rowCount,
} from './batch.ts';
import { isUncertain, verdictOn } from './failure.ts';
import { KnownDimensions } from './known-dimensions.ts';
import type { Settings, WriterOptions } from './options.ts';
import { settingsOf, timerMs } from './options.ts';
import { Pause } from './pause.ts';
import { SpareBuffers } from './spare-buffers.ts';
import type { WriterStats } from './stats.ts';
import { Ledger } from './stats.ts';
import { storeBatch } from './store-batch.ts';
import { untraced } from './untraced.ts';

/** What is dropped first when memory is short. */
const ranks = { debug: 0, success: 1, warning: 2, failure: 3 } as const;
const warnSeverity = 13;
const infoSeverity = 9;

const nothing: BatchOutcome = { stored: 0, dropped: 0, duplicate: false };

/** What became of a batch that was stored under a key. */
export interface StoreResult extends BatchOutcome {
  /** `full`: memory had no room, try again later; `refused`: these rows can't be stored. */
  readonly reason: 'full' | 'refused' | undefined;
}

/** What a writer takes. Never throws, never waits. */
export interface SignalSink {
  log(record: LogRecord): void;
  span(record: SpanRecord): void;
  metric(point: MetricPoint): void;
}

/**
 * Takes log records, spans and metric points, and stores them in batches, in order, each once.
 *
 * A record is encoded when it is handed over, so that what happens to it later changes nothing and memory is counted in
 * bytes. One batch is on its way at a time; the others wait within `maxBytes`. A batch that fails is sent again under the same
 * key until it is stored, the server refuses a row of it, or the writer is closed.
 */
export class SignalWriter implements SignalSink {
  readonly #database: Database;
  readonly #settings: Settings;
  readonly #spares: SpareBuffers;
  readonly #ledger = new Ledger();
  readonly #known = new KnownDimensions();
  readonly #pause = new Pause();
  readonly #context: EncodingContext;
  readonly #open = new Map<Signal, Batch>();
  readonly #queue: Batch[] = [];
  readonly #waiting = new Set<{ readonly sequence: number; readonly done: () => void }>();
  #inflight: Batch | undefined;
  #memory = 0;
  /** The highest rank that found no room since memory was given back last. */
  #fullUpTo = -1;
  #sequence = 0;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #sending = new AbortController();
  #copies: boolean | undefined;
  #state: 'open' | 'closing' | 'closed' = 'open';
  #closed: Promise<void> | undefined;
  #noticeTimer: NodeJS.Timeout | undefined;
  #noticedAt = Number.NEGATIVE_INFINITY;
  #batches = 0;
  #duplicates = 0;
  #failures = 0;
  #sendSeconds = 0;
  #lastError: string | undefined;

  constructor(database: Database, options: WriterOptions = {}) {
    this.#database = database;
    this.#settings = settingsOf(options);
    this.#spares = new SpareBuffers(this.#settings.maxBytes);
    this.#context = { limits: this.#settings.limits, now: Date.now, marks: 0 };
  }

  log(record: LogRecord): void {
    const rank = rankOfLog(record);
    this.#accept('logs', rank === ranks.failure ? 'logs_failed' : 'logs', rank, this.#logs, record);
  }

  span(span: SpanRecord): void {
    const rank = rankOfSpan(span);
    this.#accept(
      'spans',
      rank === ranks.failure ? 'spans_failed' : 'spans',
      rank,
      this.#spans,
      span,
    );
  }

  metric(point: MetricPoint): void {
    this.#accept('metrics', 'metric_points', ranks.warning, this.#points, point);
  }

  /**
   * Stores what `fill` hands over as a batch of its own under a key, so that the same batch handed over again, by this
   * process or another, is stored once. Where memory has no room for all of it, none of it is taken.
   *
   * @param key a uuid
   * @param fill hands over records of this signal, before it returns; what it throws rejects, and nothing is taken
   */
  store(key: string, signal: Signal, fill: (sink: SignalSink) => void): Promise<StoreResult> {
    return new Promise((resolve, reject) => {
      this.#seal(signal);
      const before = this.#ledger.of(signal, 0).droppedBy;
      const batch = createBatch(signal, ++this.#sequence, key, (outcome) => {
        const rejected = invalid + outcome.dropped;
        resolve({ ...outcome, dropped: rejected, reason: rejected > 0 ? 'refused' : undefined });
      });
      this.#open.set(signal, batch);
      this.#memory += memoryOf(batch);
      let thrown: { readonly error: unknown } | undefined;
      try {
        fill(this);
      } catch (error) {
        thrown = { error };
      }
      this.#open.delete(signal);
      const rows = rowCount(batch);
      const after = this.#ledger.of(signal, 0).droppedBy;
      const invalid = after.invalid - before.invalid;
      const full = after.full - before.full + after.closed - before.closed;
      if (thrown === undefined && full === 0 && rows > 0) {
        this.#queue.push(batch);
        this.#wake();
        return;
      }
      // Half a batch is none: under its key the other half could never come.
      this.#ledger.drop(signal, thrown === undefined ? 'full' : 'invalid', rows);
      this.#memory -= memoryOf(batch);
      this.#fullUpTo = -1;
      if (thrown !== undefined) {
        reject(thrown.error instanceof Error ? thrown.error : new Error(saidBy(thrown.error)));
        return;
      }
      const dropped = rows + full + invalid;
      const reason = full > 0 ? 'full' : dropped > 0 ? 'refused' : undefined;
      resolve({ stored: 0, dropped, duplicate: false, reason });
    });
  }

  /**
   * Waits until everything that was handed over before is stored or dropped.
   *
   * @param timeoutMs milliseconds to wait at most
   * @returns whether it came to that in time
   */
  async flush(timeoutMs: number = this.#settings.closeTimeoutMs): Promise<boolean> {
    const target = this.#sequence;
    for (const signal of signals) this.#seal(signal);
    if (this.#isSettled(target)) return true;
    // Somebody waits, so the pause after a failure is over.
    this.#pause.end();
    return new Promise((resolve) => {
      const waiter = {
        sequence: target,
        done: () => {
          clearTimeout(timer);
          this.#waiting.delete(waiter);
          resolve(true);
        },
      };
      // Keeps the process alive: who waits for a flush wants it.
      const timer = setTimeout(() => {
        this.#waiting.delete(waiter);
        resolve(this.#isSettled(target));
      }, timerMs(timeoutMs));
      this.#waiting.add(waiter);
    });
  }

  /**
   * Flushes, then drops and counts what is not stored by then. Records that come later are dropped and counted. The database
   * stays open: it is the caller's.
   */
  close(timeoutMs: number = this.#settings.closeTimeoutMs): Promise<void> {
    this.#closed ??= this.#close(timeoutMs);
    return this.#closed;
  }

  /** What became of all records so far. */
  stats(): WriterStats {
    const inflight = this.#inflight;
    return {
      signals: {
        logs: this.#ledger.of('logs', inflight?.signal === 'logs' ? rowCount(inflight) : 0),
        spans: this.#ledger.of('spans', inflight?.signal === 'spans' ? rowCount(inflight) : 0),
        metrics: this.#ledger.of(
          'metrics',
          inflight?.signal === 'metrics' ? rowCount(inflight) : 0,
        ),
      },
      bytes: this.#memory,
      maxBytes: this.#settings.maxBytes,
      batches: this.#batches,
      duplicates: this.#duplicates,
      failures: this.#failures,
      sendSeconds: this.#sendSeconds,
      lastError: this.#lastError,
    };
  }

  readonly #logs = (rows: RowBuffer, record: LogRecord, batch: Batch): number => {
    const fingerprint = fingerprintOfLog(record);
    const time = encodeLog(rows, record, fingerprint?.id, this.#context, batch.taken);
    nameResource(batch, record.resource);
    nameFingerprint(batch, fingerprint);
    return time;
  };

  readonly #spans = (rows: RowBuffer, span: SpanRecord, batch: Batch): number => {
    const fingerprint = fingerprintOfSpan(span);
    const time = encodeSpan(rows, span, fingerprint?.id, this.#context);
    nameResource(batch, span.resource);
    nameFingerprint(batch, fingerprint);
    return time;
  };

  readonly #points = (rows: RowBuffer, point: MetricPoint, batch: Batch): number => {
    const time = encodePoint(rows, point, this.#context);
    nameSeries(batch, point.series);
    return time;
  };

  #accept<Record>(
    signal: Signal,
    table: RawTable,
    rank: number,
    encode: (rows: RowBuffer, record: Record, batch: Batch) => number,
    record: Record,
  ): void {
    this.#ledger.accept(signal);
    if (this.#state === 'closed') {
      this.#ledger.drop(signal, 'closed');
      this.#notice();
      return;
    }
    if (rank <= this.#fullUpTo) {
      // Known without a try: nothing was stored since one of this rank found no room.
      this.#ledger.drop(signal, 'full');
      this.#notice();
      return;
    }
    let batch = this.#open.get(signal);
    if (batch === undefined) {
      batch = createBatch(signal, ++this.#sequence);
      this.#open.set(signal, batch);
      this.#memory += memoryOf(batch);
    }
    let rows = batch.tables.get(table);
    if (rows === undefined) {
      rows = new RowBuffer(this.#spares.take());
      batch.tables.set(table, rows);
      this.#memory += rows.memory;
    }
    const before = rows.memory + batch.notes;
    try {
      const time = encode(rows, record, batch);
      rows.endRow(rank);
      batch.taken++;
      if (time < batch.minTime) batch.minTime = time;
      if (time > batch.maxTime) batch.maxTime = time;
    } catch {
      // A getter that throws, an id that is none: the sender must not learn of it by an exception.
      rows.abortRow();
      this.#ledger.drop(signal, 'invalid');
      this.#notice();
    }
    this.#memory += rows.memory + batch.notes - before;
    if (this.#memory + this.#spares.bytes > this.#settings.maxBytes) {
      this.#spares.clear();
      if (this.#memory > this.#settings.maxBytes) this.#makeRoom(batch, rows, signal, rank);
    }
    if (
      byteLength(batch) >= this.#settings.maxBatchBytes ||
      rowCount(batch) >= this.#settings.maxBatchRows
    ) {
      // A batch that somebody named stays whole.
      if (batch.settled === undefined) this.#seal(signal);
    } else {
      this.#timer ??= setTimeout(this.#onAge, timerMs(this.#settings.maxAgeMs)).unref();
    }
  }

  /** Drops rows of a lower rank than the one that came last, or else that one. */
  #makeRoom(batch: Batch, rows: RowBuffer, signal: Signal, rank: number): void {
    for (let lowest = 0; lowest < rank && this.#memory > this.#settings.maxBytes; lowest++) {
      for (const victim of [...this.#queue, ...this.#open.values()]) {
        if (this.#memory <= this.#settings.maxBytes) break;
        // What is on its way, or was once, may be stored already; it must come again as it was.
        if (victim === this.#inflight || victim.settled !== undefined) continue;
        this.#removeRank(victim, lowest);
      }
    }
    if (this.#memory > this.#settings.maxBytes && rows.rows > 0) {
      const before = memoryOf(batch);
      rows.removeLast();
      rows.trim();
      if (rowCount(batch) === 0) forgetNames(batch);
      this.#ledger.drop(signal, 'full');
      this.#memory += memoryOf(batch) - before;
      this.#fullUpTo = rank;
    }
    this.#notice();
  }

  #removeRank(batch: Batch, rank: number): void {
    const before = memoryOf(batch);
    for (const rows of batch.tables.values()) {
      const count = rows.countOf(rank);
      if (count === 0) continue;
      rows.removeRank(rank);
      this.#ledger.drop(batch.signal, 'full', count);
    }
    if (rowCount(batch) === 0) forgetNames(batch);
    this.#memory += memoryOf(batch) - before;
  }

  readonly #onAge = (): void => {
    this.#timer = undefined;
    for (const signal of signals) this.#seal(signal);
  };

  /** Puts the open batch of a signal in the queue. */
  #seal(signal: Signal): void {
    const batch = this.#open.get(signal);
    if (batch === undefined) return;
    this.#open.delete(signal);
    this.#queue.push(batch);
    this.#wake();
  }

  #wake(): void {
    this.#running ??= untraced(() => this.#run());
  }

  async #run(): Promise<void> {
    // Let the caller go on first: sending begins in a turn of its own.
    await Promise.resolve();
    for (let batch = this.#queue[0]; batch !== undefined; batch = this.#queue[0]) {
      this.#inflight = batch;
      const outcome = rowCount(batch) === 0 ? nothing : await this.#send(batch);
      this.#inflight = undefined;
      if (this.#queue[0] === batch) this.#queue.shift();
      this.#memory -= memoryOf(batch);
      // The server has said that it has them, so nobody reads these bytes any more.
      if (outcome.stored > 0 && outcome.dropped === 0) this.#reuse(batch);
      this.#fullUpTo = -1;
      batch.settled?.(outcome);
      this.#tellWaiting();
    }
    // No turn between the last look at the queue and this, so nobody's batch is left asleep.
    this.#running = undefined;
  }

  #reuse(batch: Batch): void {
    for (const rows of batch.tables.values()) {
      const used = rows.length;
      this.#spares.offer(rows.release(), used);
    }
  }

  /** Tries until the batch is stored, refused or given up. */
  async #send(batch: Batch): Promise<BatchOutcome> {
    const rows = rowCount(batch);
    let uncertain = false;
    for (;;) {
      if (this.#state === 'closed') {
        this.#ledger.drop(batch.signal, uncertain ? 'unconfirmed' : 'closed', rows);
        return { stored: 0, dropped: rows, duplicate: false };
      }
      const started = performance.now();
      try {
        const outcome = await this.#try(batch);
        this.#batches++;
        if (outcome === 'duplicate') this.#duplicates++;
        this.#lastError = undefined;
        this.#pause.reset();
        // Of this batch's own first try, whose answer was lost, the rows are stored now; of somebody else's they were before.
        if (outcome === 'duplicate' && !uncertain)
          this.#ledger.drop(batch.signal, 'duplicate', rows);
        else this.#ledger.store(batch.signal, rows);
        return { stored: rows, dropped: 0, duplicate: outcome === 'duplicate' };
      } catch (error) {
        this.#failures++;
        this.#lastError = saidBy(error);
        if (verdictOn(error) === 'refused') return await this.#sendHalves(batch);
        uncertain ||= isUncertain(error);
        this.#known.forget();
      } finally {
        this.#sendSeconds += (performance.now() - started) / 1000;
      }
      this.#notice();
      // Closed while the try was under way: nobody ends a pause that begins now.
      if (this.#isClosed()) continue;
      const { firstPauseMs, longestPauseMs } = this.#settings;
      await this.#pause.wait(
        firstPauseMs,
        this.#waiting.size > 0 ? Math.min(longestPauseMs, 500) : longestPauseMs,
      );
    }
  }

  /** A refused row takes no other with it: halves are sent until it stands alone, and is dropped. */
  async #sendHalves(batch: Batch): Promise<BatchOutcome> {
    if (rowCount(batch) === 1) {
      this.#ledger.drop(batch.signal, 'refused');
      this.#notice();
      return { stored: 0, dropped: 1, duplicate: false };
    }
    const [first, second] = halve(batch);
    const one = await this.#send(first);
    const other = await this.#send(second);
    return {
      stored: one.stored + other.stored,
      dropped: one.dropped + other.dropped,
      duplicate: false,
    };
  }

  async #try(batch: Batch): Promise<'stored' | 'duplicate'> {
    const timeoutMs = timerMs(this.#settings.sendTimeoutMs);
    const timeout = AbortSignal.timeout(timeoutMs);
    return this.#database.session(
      async (session) => {
        this.#copies ??= (await askServer(session)).copies;
        return storeBatch(session, batch, this.#known, { copies: this.#copies, timeoutMs });
      },
      AbortSignal.any([timeout, this.#sending.signal]),
    );
  }

  #isClosed(): boolean {
    return this.#state === 'closed';
  }

  #isSettled(sequence: number): boolean {
    const first = this.#queue[0];
    if (first !== undefined && first.sequence <= sequence) return false;
    for (const batch of this.#open.values()) {
      if (batch.sequence <= sequence && rowCount(batch) > 0) return false;
    }
    return true;
  }

  #tellWaiting(): void {
    for (const waiter of [...this.#waiting]) if (this.#isSettled(waiter.sequence)) waiter.done();
  }

  async #close(timeoutMs: number): Promise<void> {
    this.#state = 'closing';
    await this.flush(timeoutMs);
    this.#state = 'closed';
    clearTimeout(this.#timer);
    this.#sending.abort(new Error('the writer was closed'));
    this.#pause.end();
    for (const signal of signals) this.#seal(signal);
    await this.#running;
    this.#notice(true);
  }

  #notice(atOnce = false): void {
    const now = performance.now();
    const wait = this.#noticedAt + this.#settings.noticeEveryMs - now;
    if (!atOnce && wait > 0) {
      // The last drops are told too, though nothing happens after them.
      if (this.#noticeTimer !== undefined) return;
      const tell = (): void => {
        this.#noticeTimer = undefined;
        this.#notice();
      };
      this.#noticeTimer = setTimeout(tell, timerMs(wait + 1)).unref();
      return;
    }
    const unsaid = this.#ledger.takeUnsaid();
    if (unsaid === undefined && (atOnce || this.#lastError === undefined)) return;
    this.#noticedAt = now;
    const reason = this.#lastError === undefined ? '' : ` The database said: ${this.#lastError}`;
    try {
      this.#settings.onNotice({
        kind: unsaid === undefined ? 'failing' : 'dropped',
        message:
          unsaid === undefined
            ? `Signals wait to be stored; ${this.#memory} of ${this.#settings.maxBytes} bytes are used.${reason}`
            : `${unsaid.count} signals were dropped (${describe(unsaid.drops)}).${reason}`,
        dropped: unsaid?.drops ?? { logs: {}, spans: {}, metrics: {} },
      });
    } catch {
      // Who is told must not stop the writer.
    }
  }
}

function describe(drops: Readonly<Record<Signal, Readonly<Record<string, number>>>>): string {
  return Object.entries(drops)
    .flatMap(([signal, byReason]) =>
      Object.entries(byReason).map(([reason, count]) => `${signal} ${reason}: ${count}`),
    )
    .join(', ');
}

function rankOfLog(record: LogRecord): number {
  try {
    const { severity } = record;
    if (severity >= errorSeverity) return ranks.failure;
    if (severity >= warnSeverity) return ranks.warning;
    return severity >= infoSeverity ? ranks.success : ranks.debug;
  } catch {
    // A record that can't be read: encoding it finds the same, and counts it.
    return ranks.debug;
  }
}

function rankOfSpan(span: SpanRecord): number {
  try {
    return span.status === errorStatus ? ranks.failure : ranks.success;
  } catch {
    return ranks.success;
  }
}
