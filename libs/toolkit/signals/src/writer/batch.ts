import { randomUUID } from 'node:crypto';
import { RowBuffer } from '../encoding/row-buffer.ts';
import type { Resource, Series } from '../rows/dimensions.ts';
import type { SeenFingerprint } from '../rows/failure-fingerprint.ts';
import type { RawTable, Signal } from '../rows/tables.ts';

/** Rows that are stored in one transaction, or not at all. */
export interface Batch {
  /** Says to the database which batch this is, so that a retry of a stored one stores nothing. */
  readonly key: string;
  readonly signal: Signal;
  readonly tables: Map<RawTable, RowBuffer>;
  /** What the rows name by id. */
  readonly resources: Map<bigint, Resource>;
  readonly series: Map<bigint, Series>;
  readonly fingerprints: Map<bigint, SeenFingerprint>;
  /** Milliseconds since 1970 of the earliest and the latest row. */
  minTime: number;
  maxTime: number;
  /** Count of the batches of a writer; what is flushed is what was begun until then. */
  readonly sequence: number;
  /** Told how the batch ended, once. */
  readonly settled?: (outcome: BatchOutcome) => void;
}

/** How a batch ended. */
export interface BatchOutcome {
  /** Rows. */
  readonly stored: number;
  readonly dropped: number;
  /** Whether its key was stored before, so that nothing was stored now. */
  readonly duplicate: boolean;
}

export function createBatch(
  signal: Signal,
  sequence: number,
  key: string = randomUUID(),
  settled?: (outcome: BatchOutcome) => void,
): Batch {
  return {
    key,
    signal,
    sequence,
    tables: new Map(),
    resources: new Map(),
    series: new Map(),
    fingerprints: new Map(),
    minTime: Number.POSITIVE_INFINITY,
    maxTime: Number.NEGATIVE_INFINITY,
    ...(settled === undefined ? {} : { settled }),
  };
}

export function rowsOf(batch: Batch, table: RawTable): RowBuffer {
  let rows = batch.tables.get(table);
  if (rows === undefined) {
    rows = new RowBuffer();
    batch.tables.set(table, rows);
  }
  return rows;
}

export function rowCount(batch: Batch): number {
  let count = 0;
  for (const rows of batch.tables.values()) count += rows.rows;
  return count;
}

export function byteLength(batch: Batch): number {
  let bytes = 0;
  for (const rows of batch.tables.values()) bytes += rows.length;
  return bytes;
}

/** Bytes of memory that a batch holds. What rows name is held by their senders too, so its notes count alone. */
export function memoryOf(batch: Batch): number {
  let bytes =
    512 + (batch.resources.size + batch.series.size) * 64 + batch.fingerprints.size * 1024;
  for (const rows of batch.tables.values()) bytes += rows.memory;
  return bytes;
}

/** A batch's rows in two batches with keys of their own, in their order; for finding the row that the database refuses. */
export function halve(batch: Batch): readonly [Batch, Batch] {
  const { settled: _settled, ...shared } = batch;
  const first: Batch = { ...shared, key: randomUUID(), tables: new Map() };
  const second: Batch = { ...shared, key: randomUUID(), tables: new Map() };
  let left = Math.ceil(rowCount(batch) / 2);
  for (const [table, rows] of batch.tables) {
    const cut = Math.min(left, rows.rows);
    left -= cut;
    if (cut > 0) first.tables.set(table, rows.slice(0, cut));
    if (cut < rows.rows) second.tables.set(table, rows.slice(cut, rows.rows));
  }
  return [first, second];
}
