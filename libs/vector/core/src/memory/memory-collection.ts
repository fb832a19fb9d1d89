import { checkRecord } from '../contract/check-record.ts';
import type { EmbeddingSpace } from '../contract/embedder.ts';
import type { VectorRecord } from '../contract/records.ts';
import { storableMetadata, storableText } from '../contract/records.ts';
import type {
  Collection,
  CollectionDefinition,
  CollectionInfo,
  Generation,
  Hit,
  ScannedRecord,
  ScanOptions,
  SearchResult,
  UpsertResult,
} from '../contract/vector-store.ts';
import { VectorError } from '../errors.ts';
import type { Filter } from '../filter/filter.ts';
import { compareCodePoints, matches } from '../filter/matches.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { checkSearch } from '../search/check-search.ts';
import { fuse } from '../search/fuse.ts';
import type { Dense, Lexical, Projection, Search } from '../search/search.ts';
import { scoreOf } from '../vectors/vectors.ts';
import { memoryCapabilities } from './capabilities.ts';
import { bm25 } from './lexical-index.ts';
import { MemoryGeneration } from './memory-generation.ts';

interface Scored {
  readonly id: string;
  readonly score: number;
}

const byScore = (a: Scored, b: Scored): number =>
  b.score - a.score || compareCodePoints(a.id, b.id);

/** Records in a map; every search compares all of them. */
export class MemoryCollection implements Collection {
  readonly #name: string;
  readonly #metric: CollectionInfo['metric'];
  readonly #filterKeys: readonly string[];
  #space: EmbeddingSpace;
  #records = new Map<string, VectorRecord>();
  #generation: MemoryGeneration | undefined;
  #isOpen = true;

  constructor({ name, space, metric = 'cosine', filterKeys = [] }: CollectionDefinition) {
    this.#name = name;
    this.#space = space;
    this.#metric = metric;
    this.#filterKeys = filterKeys;
  }

  /** The collection was dropped; whoever still holds it is told so. */
  close(): void {
    this.#isOpen = false;
  }

  info(): Promise<CollectionInfo> {
    return this.#do(() => ({
      name: this.#name,
      space: this.#space,
      metric: this.#metric,
      filterKeys: this.#filterKeys,
      records: this.#records.size,
    }));
  }

  upsert(records: readonly VectorRecord[]): Promise<UpsertResult> {
    return this.#do(() => {
      for (const record of records)
        checkRecord(record, { space: this.#space, metric: this.#metric });
      const result = { inserted: 0, updated: 0, unchanged: 0 };
      const last = new Map(records.map((record) => [record.id, record]));
      // An id given twice is one record; what its earlier forms would have changed is nothing.
      result.unchanged += records.length - last.size;
      for (const record of last.values()) {
        const there = this.#records.get(record.id);
        if (there?.contentHash === record.contentHash) {
          result.unchanged++;
          continue;
        }
        result[there === undefined ? 'inserted' : 'updated']++;
        this.#records.set(record.id, {
          ...record,
          vector: record.vector.slice(),
          text: storableText(record.text),
          metadata: storableMetadata(record.metadata),
        });
      }
      return result;
    });
  }

  hashes(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#do(
      () =>
        new Map(
          ids.flatMap((id) => {
            const there = this.#records.get(id);
            return there === undefined ? [] : [[id, there.contentHash] as const];
          }),
        ),
    );
  }

  search(search: Search): Promise<SearchResult> {
    return this.#do(() => {
      const { rank, filter, minScore, limit, select } = checkSearch(
        search,
        { name: this.#name, space: this.#space, metric: this.#metric },
        memoryCapabilities,
      );
      const passing = this.#passing(filter);
      const parts = rank.kind === 'hybrid' ? rank.parts : [];
      const ranked = parts.map(({ rank: part, weight }) => ({
        weight,
        ids: this.#rank(part, passing).map(({ id }) => id),
      }));
      const depth = rank.kind === 'hybrid' ? rank.depth : Infinity;
      const scored =
        rank.kind === 'hybrid'
          ? fuse(
              ranked.map(({ ids, weight }) => ({ weight, ids: ids.slice(0, depth) })),
              rank.k,
            )
          : this.#rank(rank, passing);
      // What a part held back for its depth may match too.
      const isCut = ranked.some(({ ids }) => ids.length > depth);
      const found = scored.filter(({ score }) => score >= (minScore ?? -Infinity));
      return {
        hits: found.slice(0, limit).map((one) => this.#hit(one, select)),
        plan: {
          name: 'exact' as const,
          exact: true,
          examined: passing.length,
          reason: 'a store in memory compares every record',
        },
        exhausted: found.length <= limit && (found.length < scored.length || !isCut),
      };
    });
  }

  delete(which: readonly string[] | Filter): Promise<number> {
    return this.#do(() => {
      const ids =
        'op' in which ? this.#passing(parseFilter(which)).map(({ id }) => id) : [...new Set(which)];
      return ids.filter((id) => this.#records.delete(id)).length;
    });
  }

  async *scan({ filter, after, vectors = false }: ScanOptions = {}): AsyncGenerator<ScannedRecord> {
    const last = after === undefined ? undefined : storableText(after);
    const records = await this.#do(() =>
      this.#passing(filter === undefined ? undefined : parseFilter(filter))
        .filter(({ id }) => last === undefined || compareCodePoints(id, last) > 0)
        .sort((a, b) => compareCodePoints(a.id, b.id)),
    );
    for (const { vector, ...rest } of records)
      yield { ...rest, ...(vectors ? { vector: vector.slice() } : {}) };
  }

  count(filter?: Filter): Promise<number> {
    return this.#do(
      () => this.#passing(filter === undefined ? undefined : parseFilter(filter)).length,
    );
  }

  generation(space: EmbeddingSpace): Promise<Generation> {
    return this.#do(() => {
      const there = this.#generation;
      if (there !== undefined && there.isOpen) {
        if (JSON.stringify(there.space) === JSON.stringify(space)) return there;
        throw new VectorError(
          'VECTOR_GENERATION_CONFLICT',
          `Collection "${this.#name}" is being embedded anew with ${there.space.model}; activate or abandon that generation before one of ${space.model}.`,
        );
      }
      this.#generation = new MemoryGeneration({
        name: this.#name,
        space,
        metric: this.#metric,
        records: () => this.#records,
        activate: (records) => {
          this.#records = records;
          this.#space = space;
        },
      });
      return this.#generation;
    });
  }

  #passing(filter: Filter | undefined): VectorRecord[] {
    return [...this.#records.values()].filter(
      ({ metadata }) => filter === undefined || matches(filter, metadata),
    );
  }

  #rank(rank: Dense | Lexical, passing: readonly VectorRecord[]): Scored[] {
    const scored =
      rank.kind === 'lexical'
        ? bm25(rank.text, new Map(passing.map(({ id, text }) => [id, text])))
        : passing.map(({ id, vector }) => ({
            id,
            score: scoreOf(this.#metric, rank.vector, vector),
          }));
    return scored.sort(byScore);
  }

  #hit({ id, score }: Scored, select: Projection): Hit {
    const record = this.#records.get(id);
    if (record === undefined) return { id, score };
    return {
      id,
      score,
      ...(select.text ? { text: record.text } : {}),
      ...(select.metadata ? { metadata: structuredClone(record.metadata) } : {}),
      ...(select.vector ? { vector: record.vector.slice() } : {}),
    };
  }

  /** Everything happens at once here; errors come as rejections all the same. */
  #do<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      if (!this.#isOpen)
        throw new VectorError(
          'VECTOR_COLLECTION_MISSING',
          `Collection "${this.#name}" was dropped; open it again to make it anew.`,
        );
      resolve(work());
    });
  }
}
