/** Remembers as many values as it may; the one that was used longest ago goes first. */
export class BoundedMap<Value> {
  readonly #most: number;
  readonly #values = new Map<string, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#values.size;
  }

  /** The value of a key, made where it isn't there. */
  get(key: string, make: () => Value): Value {
    const known = this.#values.get(key);
    if (known !== undefined) {
      // A map keeps the order of insertion, so the end is where the latest used is.
      this.#values.delete(key);
      this.#values.set(key, known);
      return known;
    }
    const made = make();
    if (this.#values.size >= this.#most) {
      const oldest = this.#values.keys().next();
      if (oldest.done !== true) this.#values.delete(oldest.value);
    }
    this.#values.set(key, made);
    return made;
  }
}
