/** How many are kept: one for the batch that is filled while another is on its way, and one more for a second signal. */
const most = 2;

/**
 * Buffers of stored batches, to be filled again. Memory outside of JavaScript's heap that comes and goes with every batch makes V8
 * collect all of the heap each time, which costs a busy process more than its rows do.
 */
export class SpareBuffers {
  readonly #largest: number;
  readonly #spare: Buffer[] = [];
  #bytes = 0;

  /** @param maxBytes of the writer, of which the spare ones may be a small part */
  constructor(maxBytes: number) {
    this.#largest = maxBytes / 8;
  }

  /** Of memory that is held for later. */
  get bytes(): number {
    return this.#bytes;
  }

  take(): Buffer | undefined {
    const buffer = this.#spare.pop();
    if (buffer !== undefined) this.#bytes -= buffer.length;
    return buffer;
  }

  /** @param used of its bytes: one that was used little stands for a busy time that is over, and is let go */
  offer(buffer: Buffer, used: number): void {
    if (this.#spare.length >= most || buffer.length > this.#largest) return;
    if (used * 4 < buffer.length) return;
    this.#spare.push(buffer);
    this.#bytes += buffer.length;
  }

  /** Gives the memory back. */
  clear(): void {
    this.#spare.length = 0;
    this.#bytes = 0;
  }
}
