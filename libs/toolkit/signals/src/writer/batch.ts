import { randomUUID } from 'node:crypto';
import type { RowBuffer } from '../encoding/row-buffer.ts';
import type { Resource, Series } from '../rows/dimensions.ts';
import type { SeenFingerprint } from '../rows/failure-fingerprint.ts';
import { ownText, textLengthOf } from '../rows/failure-fingerprint.ts';
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
  /** Bytes of memory of what the rows name. */
  notes: number;
  /** Records that were taken in, also those that went again. */
  taken: number;
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
    notes: 0,
    taken: 0,
    minTime: Number.POSITIVE_INFINITY,
    maxTime: Number.NEGATIVE_INFINITY,
    ...(settled === undefined ? {} : { settled }),
  };
}

export function rowCount(batch: Batch): number {
  let count = 0;
  for (const rows of batch.tables.values()) count += rows.rows;
  return count;
}

export function byteLength(batch: Batch): number {
  let bytes = batch.notes;
  for (const rows of batch.tables.values()) bytes += rows.length;
  return bytes;
}

/** Bytes of memory that a batch holds. */
export function memoryOf(batch: Batch): number {
  let bytes = 512 + batch.notes;
  for (const rows of batch.tables.values()) bytes += rows.memory;
  return bytes;
}

/** Of an object and its place in a map, roughly. */
const noteBytes = 512;

// What rows name is often held by their sender too. Not by one that makes up a resource a record, so it counts.

export function nameResource(batch: Batch, resource: Resource): void {
  if (batch.resources.has(resource.id)) return;
  batch.resources.set(resource.id, resource);
  batch.notes += noteBytes + resource.attributes.length;
}

export function nameSeries(batch: Batch, series: Series): void {
  if (batch.series.has(series.id)) return;
  batch.series.set(series.id, series);
  batch.notes += noteBytes + series.attributes.length + series.resource.attributes.length;
}

export function nameFingerprint(batch: Batch, seen: SeenFingerprint | undefined): void {
  if (seen === undefined || batch.fingerprints.has(seen.id)) return;
  const own = ownText(seen);
  batch.fingerprints.set(seen.id, own);
  batch.notes += noteBytes + textLengthOf(own);
}

/** Forgets what was named by rows that are gone. */
export function forgetNames(batch: Batch): void {
  batch.resources.clear();
  batch.series.clear();
  batch.fingerprints.clear();
  batch.notes = 0;
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
