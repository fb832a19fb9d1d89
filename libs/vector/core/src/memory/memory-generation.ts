import type { EmbeddingSpace } from '../contract/embedder.ts';
import type { VectorRecord } from '../contract/records.ts';
import type { Generation, Metric } from '../contract/vector-store.ts';
import { VectorError } from '../errors.ts';
import { compareCodePoints } from '../filter/matches.ts';
import { checkVector } from '../vectors/vectors.ts';

interface Options {
  readonly name: string;
  readonly space: EmbeddingSpace;
  readonly metric: Metric;
  readonly records: () => ReadonlyMap<string, VectorRecord>;
  readonly activate: (records: Map<string, VectorRecord>) => void;
}

interface Made {
  readonly contentHash: string;
  readonly vector: Float32Array;
}

/** New vectors for the records of a collection in memory. */
export class MemoryGeneration implements Generation {
  readonly space: EmbeddingSpace;
  readonly #options: Options;
  readonly #made = new Map<string, Made>();
  #isOpen = true;

  constructor(options: Options) {
    this.space = options.space;
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  async pending({
    limit,
    after,
  }: {
    readonly limit: number;
    readonly after?: string | undefined;
  }): Promise<readonly { id: string; text: string; contentHash: string }[]> {
    await this.#mustBeOpen();
    return this.#pending()
      .filter(({ id }) => after === undefined || compareCodePoints(id, after) > 0)
      .sort((a, b) => compareCodePoints(a.id, b.id))
      .slice(0, limit)
      .map(({ id, text, contentHash }) => ({ id, text, contentHash }));
  }

  async put(
    vectors: readonly {
      readonly id: string;
      readonly contentHash: string;
      readonly vector: Float32Array;
    }[],
  ): Promise<void> {
    await this.#mustBeOpen();
    const { space, metric, records } = this.#options;
    for (const { id, vector } of vectors)
      checkVector(vector, space.dimensions, `record "${id}"`, metric);
    for (const { id, contentHash, vector } of vectors) {
      if (records().get(id)?.contentHash === contentHash)
        this.#made.set(id, { contentHash, vector: vector.slice() });
    }
  }

  async activate(): Promise<void> {
    await this.#mustBeOpen();
    const { length } = this.#pending();
    if (length > 0)
      throw new VectorError(
        'VECTOR_GENERATION_INCOMPLETE',
        `${length} records of "${this.#options.name}" have no vector of ${this.space.model} yet; go on until \`pending\` gives none.`,
      );
    this.#options.activate(
      new Map(
        [...this.#options.records()].map(([id, record]) => [
          id,
          { ...record, vector: this.#made.get(id)?.vector ?? record.vector },
        ]),
      ),
    );
    this.#isOpen = false;
  }

  abandon(): Promise<void> {
    this.#isOpen = false;
    return Promise.resolve();
  }

  #pending(): VectorRecord[] {
    return [...this.#options.records().values()].filter(
      ({ id, contentHash }) => this.#made.get(id)?.contentHash !== contentHash,
    );
  }

  #mustBeOpen(): Promise<void> {
    if (this.#isOpen) return Promise.resolve();
    return Promise.reject(
      new VectorError(
        'VECTOR_GENERATION_CONFLICT',
        `This generation of "${this.#options.name}" was activated or abandoned; begin another.`,
      ),
    );
  }
}
