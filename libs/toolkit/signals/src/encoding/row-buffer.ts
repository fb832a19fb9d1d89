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
  #bytes: Buffer;
  #length = 0;
  #starts: number[] = [];
  #classes: number[] = [];
  /** Where the row that is open began; without one, where the next begins. */
  #rowStart = 0;

  constructor(capacity = 4096) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  /** How many rows are ended. */
  get rows(): number {
    return this.#starts.length;
  }

  /** Bytes of memory that the rows hold: the buffer, used or not, and the note of each row. */
  get memory(): number {
    return this.#bytes.length + this.#starts.length * 16;
  }

  /** Bytes of the rows themselves. */
  get length(): number {
    return this.#length;
  }

  /** @param fields how many fields the row has, the batch's id among them */
  beginRow(fields: number): void {
    this.#reserve(14);
    this.#length = this.#bytes.writeInt16BE(fields, this.#length);
    this.#length = this.#bytes.writeInt32BE(8, this.#length);
    this.#length += 8;
  }

  /** @param rank of the row when memory is short: the lowest goes first */
  endRow(rank: number): void {
    this.#starts.push(this.#rowStart);
    this.#classes.push(rank);
    this.#rowStart = this.#length;
  }

  /** Forgets the row that was begun; without one it does nothing. */
  abortRow(): void {
    this.#length = this.#rowStart;
  }

  /** Gives back the memory that is reserved and not used. */
  trim(): void {
    if (this.#bytes.length > this.#length) this.#bytes = Buffer.from(this.body());
  }

  /** Forgets the row that was ended last. */
  removeLast(): void {
    this.#length = this.#starts.pop() ?? 0;
    this.#rowStart = this.#length;
    this.#classes.pop();
  }

  null(): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeInt32BE(nullLength, this.#length);
  }

  int2(value: number): void {
    this.#reserve(6);
    this.#bytes.writeInt32BE(2, this.#length);
    this.#length = this.#bytes.writeInt16BE(value, this.#length + 4);
  }

  /** Where the next field's bytes will begin; for `patchInt2`. */
  get nextField(): number {
    return this.#length + 4;
  }

  patchInt2(position: number, value: number): void {
    this.#bytes.writeInt16BE(value, position);
  }

  int4(value: number): void {
    this.#reserve(8);
    this.#bytes.writeInt32BE(4, this.#length);
    this.#length = this.#bytes.writeInt32BE(value, this.#length + 4);
  }

  int8(value: bigint): void {
    this.#reserve(12);
    this.#bytes.writeInt32BE(8, this.#length);
    this.#length = this.#bytes.writeBigInt64BE(value, this.#length + 4);
  }

  /** A whole number as bigint; exact to 2^53. */
  integer(value: number): void {
    this.#reserve(12);
    this.#bytes.writeInt32BE(8, this.#length);
    this.#writeInteger(value, this.#length + 4);
    this.#length += 12;
  }

  float8(value: number): void {
    this.#reserve(12);
    this.#bytes.writeInt32BE(8, this.#length);
    this.#length = this.#bytes.writeDoubleBE(value, this.#length + 4);
  }

  /** @param ms milliseconds since 1970, fractions down to a microsecond */
  timestamp(ms: number): void {
    this.integer(Math.round((ms - postgresEpochMs) * 1000));
  }

  /** @param hex 32 hexadecimal digits */
  uuid(hex: string): void {
    this.#reserve(20);
    this.#bytes.writeInt32BE(16, this.#length);
    this.#bytes.write(hex, this.#length + 4, 16, 'hex');
    this.#length += 20;
  }

  /** @param hex 16 hexadecimal digits, stored as bigint */
  spanId(hex: string): void {
    this.#reserve(12);
    this.#bytes.writeInt32BE(8, this.#length);
    this.#bytes.write(hex, this.#length + 4, 8, 'hex');
    this.#length += 12;
  }

  /** Text without NUL; a lone surrogate becomes U+FFFD. */
  text(value: string): void {
    this.#string(value, 0);
  }

  /** JSON as jsonb. */
  jsonb(json: string): void {
    this.#string(json, 1);
  }

  int8Array(values: readonly number[]): void {
    this.#arrayHeader(20, values.length);
    for (const value of values) this.integer(value);
    this.#endArray();
  }

  float8Array(values: readonly number[]): void {
    this.#arrayHeader(701, values.length);
    for (const value of values) this.float8(value);
    this.#endArray();
  }

  /** Writes the batch's id into every row. */
  setBatch(id: bigint): void {
    for (const start of this.#starts) this.#bytes.writeBigInt64BE(id, start + 6);
  }

  /** The bytes between COPY's header and its trailer. */
  body(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** The bytes of each row, without a copy. */
  *rowBytes(): Generator<Buffer> {
    for (const [at, start] of this.#starts.entries()) {
      yield this.#bytes.subarray(start, this.#starts[at + 1] ?? this.#length);
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
    this.#bytes = Buffer.concat(parts, length);
    this.#length = length;
    this.#rowStart = length;
    this.#starts = kept.#starts;
    this.#classes = kept.#classes;
  }

  /** The rows from `from` up to, not including, `to`, in a buffer of their own. */
  slice(from: number, to: number): RowBuffer {
    const begin = this.#starts[from] ?? this.#length;
    const end = this.#starts[to] ?? this.#length;
    const part = new RowBuffer(0);
    part.#bytes = Buffer.from(this.#bytes.subarray(begin, end));
    part.#length = end - begin;
    part.#rowStart = part.#length;
    part.#starts = this.#starts.slice(from, to).map((start) => start - begin);
    part.#classes = this.#classes.slice(from, to);
    return part;
  }

  #string(value: string, version: 0 | 1): void {
    // A UTF-16 unit is at most three bytes of UTF-8.
    this.#reserve(5 + value.length * 3);
    const from = this.#length + 4;
    let at = from;
    if (version === 1) this.#bytes[at++] = 1;
    at += this.#bytes.write(value, at);
    this.#bytes.writeInt32BE(at - from, this.#length);
    this.#length = at;
  }

  #arrayStart = 0;

  #arrayHeader(elementType: number, elements: number): void {
    this.#reserve(24);
    this.#arrayStart = this.#length;
    const header = [
      0,
      elements === 0 ? 0 : 1,
      0,
      elementType,
      ...(elements === 0 ? [] : [elements, 1]),
    ];
    for (const word of header) this.#length = this.#bytes.writeInt32BE(word, this.#length);
  }

  #endArray(): void {
    this.#bytes.writeInt32BE(this.#length - this.#arrayStart - 4, this.#arrayStart);
  }

  #writeInteger(value: number, at: number): void {
    // Two halves: a BigInt would be an allocation a field.
    const high = Math.floor(value / 4_294_967_296);
    this.#bytes.writeInt32BE(high, at);
    this.#bytes.writeUInt32BE(value - high * 4_294_967_296, at + 4);
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    // By halves, not by doubling: what is reserved and not used counts against the writer's memory.
    const larger = Buffer.allocUnsafe(Math.max(needed, Math.ceil(this.#bytes.length * 1.5), 4096));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
