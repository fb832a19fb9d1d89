import { ByteBuffer } from './byte-buffer.ts';

const postgresEpochMs = 946_684_800_000;
/** Before each field stands its length; a null has this one and no bytes. */
const nullLength = -1;

/**
 * Rows of one table in the form of `COPY … (format binary)`, one after the other, in one growing buffer. The first field
 * of every row is the batch's id, a bigint that is written when the batch is sent.
 *
 * A row is begun, its fields are added in the order of the columns, and it is ended, or given up without a trace.
 */
export class RowBuffer {
  readonly #out: ByteBuffer;
  #starts: number[] = [];
  #classes: number[] = [];
  /** Where the row that is open began; without one, where the next begins. */
  #rowStart = 0;
  #fieldStart = 0;

  /** @param capacity bytes to begin with, or a buffer that is written over */
  constructor(capacity: number | Buffer = 4096) {
    this.#out = new ByteBuffer(
      typeof capacity === 'number' ? Buffer.allocUnsafe(capacity) : capacity,
    );
  }

  /** How many rows are ended. */
  get rows(): number {
    return this.#starts.length;
  }

  /** Bytes of memory that the rows hold: the buffer, used or not, and the note of each row. */
  get memory(): number {
    return this.#out.bytes.length + this.#starts.length * 16;
  }

  /** Bytes of the rows themselves. */
  get length(): number {
    return this.#out.length;
  }

  /** @param fields how many fields the row has, the batch's id among them */
  beginRow(fields: number): void {
    const out = this.#out;
    out.reserve(14);
    out.int16(fields);
    out.int32(8);
    out.length += 8;
  }

  /** @param rank of the row when memory is short: the lowest goes first */
  endRow(rank: number): void {
    this.#starts.push(this.#rowStart);
    this.#classes.push(rank);
    this.#rowStart = this.#out.length;
  }

  /** Forgets the row that was begun; without one it does nothing. */
  abortRow(): void {
    this.#out.length = this.#rowStart;
  }

  /** Gives back the memory that is reserved and not used. */
  trim(): void {
    if (this.#out.bytes.length > this.#out.length) this.#out.replace(Buffer.from(this.body()));
  }

  /** Forgets the row that was ended last. */
  removeLast(): void {
    this.#out.length = this.#starts.pop() ?? 0;
    this.#rowStart = this.#out.length;
    this.#classes.pop();
  }

  null(): void {
    this.#out.reserve(4);
    this.#out.int32(nullLength);
  }

  int2(value: number): void {
    this.#out.reserve(6);
    this.#out.int32(2);
    this.#out.int16(value);
  }

  /** Where the next field's bytes will begin; for `patchInt2`. */
  get nextField(): number {
    return this.#out.length + 4;
  }

  patchInt2(position: number, value: number): void {
    this.#out.patchInt16(position, value);
  }

  int4(value: number): void {
    this.#out.reserve(8);
    this.#out.int32(4);
    this.#out.int32(value);
  }

  int8(value: bigint): void {
    this.#out.reserve(12);
    this.#out.int32(8);
    this.#out.bigint(value);
  }

  /** A whole number as bigint; exact to 2^53. */
  integer(value: number): void {
    this.#out.reserve(12);
    this.#out.int32(8);
    this.#out.integer(value);
  }

  float8(value: number): void {
    this.#out.reserve(12);
    this.#out.int32(8);
    this.#out.double(value);
  }

  /** @param ms milliseconds since 1970, fractions down to a microsecond */
  timestamp(ms: number): void {
    this.integer(Math.round((ms - postgresEpochMs) * 1000));
  }

  /**
   * A trace id (16 bytes, as uuid) or span id (8, as bigint) from its hexadecimal digits; null where it is none by W3C Trace
   * Context.
   *
   * @returns whether it is one
   */
  id(hex: string | undefined, size: 8 | 16): boolean {
    const out = this.#out;
    out.reserve(4);
    out.int32(size);
    if (out.id(hex, size)) return true;
    out.patchInt32(out.length - 4, nullLength);
    return false;
  }

  /** Text without NUL; a lone surrogate becomes U+FFFD. */
  text(value: string): void {
    this.#beginField();
    this.#out.text(value);
    this.#endField();
  }

  /** A short text of plain ASCII, which needs no look at whether it can be stored; false, and no field, for any other. */
  plainText(value: string): boolean {
    const out = this.#out;
    out.reserve(4);
    out.int32(value.length);
    if (out.plainText(value)) return true;
    out.length -= 4;
    return false;
  }

  /** JSON as jsonb. */
  jsonb(json: string): void {
    this.beginJsonb();
    this.#out.text(json);
    this.#endField();
  }

  /** A jsonb field that the caller writes piece by piece; it is ended, or taken back to a null. */
  beginJsonb(): ByteBuffer {
    this.#beginField();
    this.#out.reserve(1);
    // The version of the format.
    this.#out.bytes[this.#out.length++] = 1;
    return this.#out;
  }

  endJsonb(): void {
    this.#endField();
  }

  jsonbAsNull(): void {
    this.#out.length = this.#fieldStart;
    this.null();
  }

  int8Array(values: readonly number[]): void {
    this.#arrayHeader(20, values.length);
    this.#out.reserve(values.length * 12);
    for (const value of values) {
      this.#out.int32(8);
      this.#out.integer(value);
    }
    this.#endField();
  }

  /** Writes the batch's id into every row. */
  setBatch(id: bigint): void {
    const high = Number(id >> 32n);
    const low = Number(id & 0xffffffffn);
    for (const start of this.#starts) this.#out.patchWords(start + 6, high, low);
  }

  /** The bytes between COPY's header and its trailer. */
  body(): Buffer {
    return this.#out.bytes.subarray(0, this.#out.length);
  }

  /** Gives up the rows and answers their memory, for others to use. */
  release(): Buffer {
    const { bytes } = this.#out;
    this.#out.replace(Buffer.alloc(0));
    this.#starts = [];
    this.#classes = [];
    this.#rowStart = 0;
    return bytes;
  }

  /** The bytes of each row, without a copy. */
  *rowBytes(): Generator<Buffer> {
    for (const [at, start] of this.#starts.entries()) {
      yield this.#out.bytes.subarray(start, this.#starts[at + 1] ?? this.#out.length);
    }
  }

  /** How many rows have this rank. */
  countOf(rank: number): number {
    let count = 0;
    for (const one of this.#classes) if (one === rank) count++;
    return count;
  }

  /** The lowest rank among the rows; Infinity without rows. */
  lowestRank(): number {
    let lowest = Number.POSITIVE_INFINITY;
    for (const one of this.#classes) if (one < lowest) lowest = one;
    return lowest;
  }

  /** Removes the rows of a rank and gives their memory back. */
  removeRank(rank: number): void {
    const kept = new RowBuffer(0);
    const parts: Buffer[] = [];
    let length = 0;
    let at = 0;
    for (const row of this.rowBytes()) {
      const own = this.#classes[at++] ?? 0;
      if (own === rank) continue;
      kept.#starts.push(length);
      kept.#classes.push(own);
      parts.push(row);
      length += row.length;
    }
    this.#out.replace(Buffer.concat(parts, length));
    this.#rowStart = length;
    this.#starts = kept.#starts;
    this.#classes = kept.#classes;
  }

  /** The rows from `from` up to, not including, `to`, in a buffer of their own. */
  slice(from: number, to: number): RowBuffer {
    const begin = this.#starts[from] ?? this.#out.length;
    const end = this.#starts[to] ?? this.#out.length;
    const part = new RowBuffer(0);
    part.#out.replace(Buffer.from(this.#out.bytes.subarray(begin, end)));
    part.#rowStart = end - begin;
    part.#starts = this.#starts.slice(from, to).map((start) => start - begin);
    part.#classes = this.#classes.slice(from, to);
    return part;
  }

  /** A field whose length is known when it is ended. */
  #beginField(): void {
    this.#fieldStart = this.#out.length;
    this.#out.reserve(4);
    this.#out.length += 4;
  }

  #endField(): void {
    this.#out.patchInt32(this.#fieldStart, this.#out.length - this.#fieldStart - 4);
  }

  #arrayHeader(elementType: number, elements: number): void {
    this.#beginField();
    const out = this.#out;
    out.reserve(20);
    out.int32(elements === 0 ? 0 : 1);
    out.int32(0);
    out.int32(elementType);
    if (elements === 0) return;
    out.int32(elements);
    out.int32(1);
  }
}
