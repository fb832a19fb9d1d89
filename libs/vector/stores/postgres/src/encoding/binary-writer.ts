// Binary forms of PostgreSQL's types, written one after another into one buffer: a buffer for each value is most of what
// encoding costs otherwise. Numbers are big-endian.
import { endianness } from 'node:os';

const isLittleEndian = endianness() === 'LE';
/** UTF-8 takes at most three bytes for each unit of UTF-16. */
const bytesPerUnit = 3;
const jsonbVersion = 1;

/** Grows as it is written to. */
export class BinaryWriter {
  #bytes: Buffer;
  #at = 0;

  /** @param size bytes to begin with */
  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#at;
  }

  /** What was written since the beginning or since this was last asked; the writer begins anew. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#at);
    this.#bytes = Buffer.allocUnsafe(this.#bytes.length);
    this.#at = 0;
    return taken;
  }

  int16(value: number): void {
    this.reserve(2);
    this.#at = this.#bytes.writeInt16BE(value, this.#at);
  }

  int32(value: number): void {
    this.reserve(4);
    this.#at = this.#bytes.writeInt32BE(value, this.#at);
  }

  raw(bytes: Buffer): void {
    this.reserve(bytes.length);
    this.#at += bytes.copy(this.#bytes, this.#at);
  }

  /** `text`, after its length. */
  text(value: string): void {
    this.reserve(4 + value.length * bytesPerUnit);
    const written = this.#bytes.write(value, this.#at + 4);
    this.#bytes.writeInt32BE(written, this.#at);
    this.#at += 4 + written;
  }

  /** `jsonb`, after its length: a version and its text. */
  jsonb(json: string): void {
    this.reserve(5 + json.length * bytesPerUnit);
    const written = this.#bytes.write(json, this.#at + 5);
    this.#bytes.writeInt32BE(1 + written, this.#at);
    this.#bytes.writeInt8(jsonbVersion, this.#at + 4);
    this.#at += 5 + written;
  }

  /** pgvector's `vector`, after its length: int16 dimensions, int16 0, float4 each. */
  vector(value: Float32Array): void {
    this.reserve(8 + value.byteLength);
    this.int32(4 + value.byteLength);
    this.int16(value.length);
    this.int16(0);
    const end = this.#at + value.byteLength;
    this.#bytes.set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), this.#at);
    if (isLittleEndian) this.#bytes.subarray(this.#at, end).swap32();
    this.#at = end;
  }

  /** Makes room for so many bytes more. */
  reserve(size: number): void {
    if (this.#at + size <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + size));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }
}
