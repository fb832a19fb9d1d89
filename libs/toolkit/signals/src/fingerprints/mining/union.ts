/** Disjoint sets of masks, some pairs of which must never be in one set, however they might be joined. */
export class Union {
  readonly #parent: Int32Array;
  /** Of a root: masks that no set with it may hold, and itself. */
  readonly #apart: ReadonlyMap<number, ReadonlySet<number>>;
  readonly #members = new Map<number, number[]>();

  /** @param apart for each mask of a pair that was taken apart, the others */
  constructor(count: number, apart: ReadonlyMap<number, ReadonlySet<number>>) {
    this.#parent = Int32Array.from({ length: count }, (_, index) => index);
    this.#apart = apart;
  }

  find(index: number): number {
    let root = index;
    for (let parent = this.#parentOf(root); parent !== root; parent = this.#parentOf(root))
      root = parent;
    for (let next = index; next !== root;) {
      const parent = this.#parentOf(next);
      this.#parent[next] = root;
      next = parent;
    }
    return root;
  }

  /** Joins two sets under the smaller root; false where that would bring a pair together that was taken apart. */
  join(one: number, other: number): boolean {
    const a = this.find(one);
    const b = this.find(other);
    if (a === b) return true;
    if (this.#forbidden(a, b)) return false;
    const [root, child] = a < b ? [a, b] : [b, a];
    this.#parent[child] = root;
    if (this.#apart.size > 0) {
      this.#members.set(root, [...this.#membersOf(root), ...this.#membersOf(child)]);
      this.#members.delete(child);
    }
    return true;
  }

  #parentOf(index: number): number {
    return this.#parent[index] ?? index;
  }

  #membersOf(root: number): readonly number[] {
    return this.#members.get(root) ?? [root];
  }

  #forbidden(a: number, b: number): boolean {
    if (this.#apart.size === 0) return false;
    const others = new Set(this.#membersOf(b));
    return this.#membersOf(a).some((member) => {
      for (const enemy of this.#apart.get(member) ?? []) if (others.has(enemy)) return true;
      return false;
    });
  }
}
