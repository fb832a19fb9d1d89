/** Up to this length a loop over a text is quicker than a call out of JavaScript. In UTF-16 units. */
const shortText = 48;

/** Value of a hexadecimal digit by its character code; 16 where it is none. */
const nibbles = new Uint8Array(128).fill(16);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  nibbles[digit.charCodeAt(0)] = value;
  nibbles[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Bytes that must be escaped in a JSON string, and those that are not ASCII: 1 where a string has one of these. */
const needsEscape = new Uint8Array(128);
for (let code = 0; code < 32; code++) needsEscape[code] = 1;
needsEscape['"'.charCodeAt(0)] = 1;
needsEscape['\\'.charCodeAt(0)] = 1;

/** A buffer that grows, and the forms in which Postgres and JSON want values, big-endian. Each is written at the end. */
export class ByteBuffer {
  bytes: Buffer;
  /** Where the next byte goes. */
  length = 0;
  #view: DataView;

  /** @param bytes to be written over */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.#view = viewOf(bytes);
  }

  /** Takes these bytes instead; they become this buffer's own. */
  replace(bytes: Buffer): void {
    this.bytes = bytes;
    this.length = bytes.length;
    this.#view = viewOf(bytes);
  }

  /** Makes room. Whoever writes several values makes room for all first. */
  reserve(bytes: number): void {
    const needed = this.length + bytes;
    if (needed > this.bytes.length) this.#grow(needed);
  }

  /** These write where room was made. */
  int16(value: number): void {
    this.#view.setInt16(this.length, value);
    this.length += 2;
  }

  int32(value: number): void {
    this.#view.setInt32(this.length, value);
    this.length += 4;
  }

  /** Whole, exact to 2^53, as 64 bits. */
  integer(value: number): void {
    // Two halves: a BigInt would be an allocation a field.
    const high = Math.floor(value / 4_294_967_296);
    this.#view.setInt32(this.length, high);
    this.#view.setUint32(this.length + 4, value - high * 4_294_967_296);
    this.length += 8;
  }

  bigint(value: bigint): void {
    this.#view.setBigInt64(this.length, value);
    this.length += 8;
  }

  double(value: number): void {
    this.#view.setFloat64(this.length, value);
    this.length += 8;
  }

  /** Over what is there already. */
  patchInt16(at: number, value: number): void {
    this.#view.setInt16(at, value);
  }

  patchInt32(at: number, value: number): void {
    this.#view.setInt32(at, value);
  }

  patchWords(at: number, high: number, low: number): void {
    this.#view.setInt32(at, high);
    this.#view.setInt32(at + 4, low);
  }

  /** UTF-8; makes its own room. A lone surrogate becomes U+FFFD. */
  text(value: string): void {
    const units = value.length;
    // A UTF-16 unit is at most three bytes.
    this.reserve(units * 3);
    const { bytes, length } = this;
    if (units <= shortText) {
      let at = 0;
      for (; at < units; at++) {
        const code = value.charCodeAt(at);
        if (code > 127) break;
        bytes[length + at] = code;
      }
      if (at === units) {
        this.length = length + units;
        return;
      }
    }
    this.length = length + bytes.write(value, length);
  }

  /** A text; makes its own room. Answers false, and writes nothing, where it is long, not ASCII or holds a NUL. */
  plainText(value: string): boolean {
    const units = value.length;
    if (units > shortText) return false;
    this.reserve(units);
    const { bytes, length } = this;
    for (let at = 0; at < units; at++) {
      const code = value.charCodeAt(at);
      if (code > 127 || code === 0) return false;
      bytes[length + at] = code;
    }
    this.length = length + units;
    return true;
  }

  /**
   * A JSON string; makes its own room. Answers false, and writes nothing, where the text needs escapes, is not ASCII or is long:
   * that is for `JSON.stringify`.
   */
  quoted(value: string): boolean {
    const units = value.length;
    if (units > 2 * shortText) return false;
    this.reserve(units + 2);
    const { bytes } = this;
    let at = this.length;
    bytes[at++] = 34;
    for (let from = 0; from < units; from++) {
      const code = value.charCodeAt(from);
      if (code > 127 || needsEscape[code] === 1) return false;
      bytes[at++] = code;
    }
    bytes[at++] = 34;
    this.length = at;
    return true;
  }

  /** Digits of a whole number from 0 up to 2^31; makes its own room. Answers false, and writes nothing, for any other. */
  digits(value: number): boolean {
    if (value !== (value | 0) || value < 0) return false;
    let rest = value | 0;
    let size = 1;
    for (let power = 10; power <= rest; power *= 10) size++;
    this.reserve(size);
    const { bytes, length } = this;
    for (let at = length + size - 1; at >= length; at--) {
      const next = (rest / 10) | 0;
      bytes[at] = 48 + rest - next * 10;
      rest = next;
    }
    this.length = length + size;
    return true;
  }

  /**
   * An id of so many bytes as hexadecimal digits; makes its own room. Answers false, and writes nothing, where the text is
   * none by W3C Trace Context: other characters, another length, or all zero.
   */
  id(hex: string | undefined, size: 8 | 16): boolean {
    if (hex?.length !== size * 2) return false;
    this.reserve(size);
    const { bytes, length } = this;
    let any = 0;
    let wrong = 0;
    for (let at = 0; at < size; at++) {
      const first = hex.charCodeAt(at * 2);
      const second = hex.charCodeAt(at * 2 + 1);
      const high = nibbles[first & 127] ?? 16;
      const low = nibbles[second & 127] ?? 16;
      // Bits that no ASCII character and no digit has.
      wrong |= ((first | second) >> 7) | ((high | low) & 16);
      any |= high | low;
      bytes[length + at] = (high << 4) | low;
    }
    if (wrong !== 0 || any === 0) return false;
    this.length = length + size;
    return true;
  }

  #grow(needed: number): void {
    // By halves, not by doubling: what is reserved and not used counts against the writer's memory.
    const larger = Buffer.allocUnsafe(Math.max(needed, Math.ceil(this.bytes.length * 1.5), 4096));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
