/** Batches under way, so many at once. */
export class InFlight<Item extends { readonly id: string }> {
  readonly #most: number;
  readonly #work: (batch: readonly Item[]) => Promise<void>;
  readonly #running = new Map<Promise<void>, ReadonlySet<string>>();
  #failure: { readonly error: unknown } | undefined;

  constructor(most: number, work: (batch: readonly Item[]) => Promise<void>) {
    this.#most = most;
    this.#work = work;
  }

  /** Whether a record of this id is under way. */
  holds(id: string): boolean {
    return [...this.#running.values()].some((ids) => ids.has(id));
  }

  /** Starts a batch as soon as there is room, and no earlier form of one of its records is still under way. Throws what failed before. */
  async start(batch: readonly Item[]): Promise<void> {
    while (this.#running.size >= this.#most || batch.some(({ id }) => this.holds(id))) {
      await Promise.race(this.#running.keys());
      this.#throwFailure();
    }
    this.#throwFailure();
    const run: Promise<void> = this.#work(batch)
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#running.delete(run));
    this.#running.set(run, new Set(batch.map(({ id }) => id)));
  }

  /** Resolves when all have ended; throws what failed first. */
  async all(): Promise<void> {
    await this.ended();
    this.#throwFailure();
  }

  /** Resolves when all have ended, however. */
  async ended(): Promise<void> {
    await Promise.all(this.#running.keys());
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
