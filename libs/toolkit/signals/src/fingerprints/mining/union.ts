/** Disjoint sets of masks; some masks stay alone, whatever would join them. */
export class Union {
  readonly #parent: Int32Array;
  readonly #alone: ReadonlySet<number>;

  constructor(count: number, alone: ReadonlySet<number>) {
    this.#parent = Int32Array.from({ length: count }, (_, index) => index);
    this.#alone = alone;
  }

  find(index: number): number {
    let root = index;
    for (let parent = this.#parentOf(root); parent !== root; parent = this.#parentOf(root)) {
      root = parent;
    }
    for (let next = index; next !== root;) {
      const parent = this.#parentOf(next);
      this.#parent[next] = root;
      next = parent;
    }
    return root;
  }

  /** Joins two sets under the smaller root; false where one of the two stays alone. */
  join(one: number, other: number): boolean {
    if (this.#alone.has(one) || this.#alone.has(other)) return false;
    const a = this.find(one);
    const b = this.find(other);
    this.#parent[Math.max(a, b)] = Math.min(a, b);
    return true;
  }

  #parentOf(index: number): number {
    return this.#parent[index] ?? index;
  }
}
