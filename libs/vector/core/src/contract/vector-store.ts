/**
 * Where vectors are kept and found again. The words of this contract:
 *
 * - collection: records of one embedding space, under a name
 * - generation: the vectors of a collection in one space; a new model fills a new generation beside the one in use
 * - plan: how a search was carried out, and whether its answer is exact
 */
import type { EmbeddingSpace } from './embedder.ts';
import type { Metadata, VectorRecord } from './records.ts';
import type { Filter } from '../filter/filter.ts';
import type { Search } from '../search/search.ts';

/** How near two vectors are. Scores are higher the nearer: cosine similarity, inner product, negative Euclidean distance. */
export type Metric = 'cosine' | 'dot' | 'l2';

/** What a store can do, as data: what it does not claim is refused with `VECTOR_NOT_SUPPORTED`. */
export interface StoreCapabilities {
  readonly metrics: readonly Metric[];
  readonly lexical: boolean;
  readonly hybrid: boolean;
  /** Whether a collection can be embedded anew while it is in use. */
  readonly generations: boolean;
  /** Whether dense search may miss true neighbours; where false every answer is exact. */
  readonly approximate: boolean;
  /** Most dimensions of a vector. */
  readonly maxDimensions: number;
}

/** What a collection is made of. */
export interface CollectionDefinition {
  /** Lower case letters, digits, `_` and `-`, beginning with a letter, at most 48 characters. */
  readonly name: string;
  readonly space: EmbeddingSpace;
  /** @default 'cosine' */
  readonly metric?: Metric;
  /** Keys of metadata that are often filtered by; a store may index them. */
  readonly filterKeys?: readonly string[];
}

/** What can be known of a collection. */
export interface CollectionInfo {
  readonly name: string;
  readonly space: EmbeddingSpace;
  readonly metric: Metric;
  readonly filterKeys: readonly string[];
  readonly records: number;
}

/** What became of the records of an upsert. Their sum is the number of records given. */
export interface UpsertResult {
  readonly inserted: number;
  readonly updated: number;
  /** There already with the same content hash; nothing was written. */
  readonly unchanged: number;
}

/** One answer to a search. */
export interface Hit {
  readonly id: string;
  /** Higher is better. Dense: see `Metric`. Lexical: the store's own. Hybrid: the sum of weight / (k + rank). */
  readonly score: number;
  /** Present where the search selects it. */
  readonly text?: string;
  readonly metadata?: Metadata;
  readonly vector?: Float32Array;
}

/** How a search was carried out. */
export interface SearchPlan {
  /** `exact`: every record that passes the filter was compared; `index`: the index led, as far as was needed. */
  readonly name: 'exact' | 'index';
  /** Whether the hits are the true ones, not only likely so. */
  readonly exact: boolean;
  /** Records that were compared, where the store knows. */
  readonly examined?: number;
  /** Why this plan was taken, in words. */
  readonly reason: string;
}

/** What was found, best first; equal scores are in the order of their ids. */
export interface SearchResult {
  readonly hits: readonly Hit[];
  readonly plan: SearchPlan;
  /** Whether these are all records that match: then fewer than the limit is the truth and not a shortfall. */
  readonly exhausted: boolean;
}

/** Which records to walk over. */
export interface ScanOptions {
  readonly filter?: Filter | undefined;
  /** Records after this id alone: where an interrupted scan goes on. */
  readonly after?: string | undefined;
  /** @default false */
  readonly vectors?: boolean;
}

/** A record as a scan gives it; the vector is there where it was asked for. */
export type ScannedRecord = Omit<VectorRecord, 'vector'> & { readonly vector?: Float32Array };

/** A new space for a collection, filled beside the one in use. */
export interface Generation {
  readonly space: EmbeddingSpace;
  /** Records that have no vector of their present content in this generation, in the order of ids. */
  pending(options: {
    readonly limit: number;
    readonly after?: string | undefined;
  }): Promise<
    readonly { readonly id: string; readonly text: string; readonly contentHash: string }[]
  >;
  /** Gives vectors; one whose record has changed since is not kept, and the record stays pending. */
  put(
    vectors: readonly {
      readonly id: string;
      readonly contentHash: string;
      readonly vector: Float32Array;
    }[],
  ): Promise<void>;
  /** Puts this generation in the place of the one in use, at once for all readers. Throws `VECTOR_GENERATION_INCOMPLETE` while records are pending. */
  activate(): Promise<void>;
  /** Gives it up. */
  abandon(): Promise<void>;
}

/** Records of one embedding space. */
export interface Collection {
  info(): Promise<CollectionInfo>;
  /**
   * Writes records, all or none. An id that is there is replaced, unless its content hash is the same. An id that is given
   * twice counts with its last record.
   *
   * Throws `VECTOR_BAD_RECORD` and `VECTOR_BAD_VECTOR`.
   */
  upsert(records: readonly VectorRecord[]): Promise<UpsertResult>;
  /** Content hashes of those ids that are there. */
  hashes(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Finds the best records. **Never fewer than the limit while more records match the filter** (and score at least the
   * minimum).
   *
   * Throws `VECTOR_BAD_SEARCH`, `VECTOR_BAD_VECTOR`, `VECTOR_NOT_SUPPORTED`.
   */
  search(search: Search): Promise<SearchResult>;
  /** Removes records by ids or filter; resolves with how many there were. */
  delete(which: readonly string[] | Filter): Promise<number>;
  /** All records in the order of their ids, by code points. Records that are written meanwhile may be seen or not; none is seen twice. */
  scan(options?: ScanOptions): AsyncIterable<ScannedRecord>;
  count(filter?: Filter): Promise<number>;
  /**
   * Begins a new generation, or goes on with the one of the same space that was begun before. Throws
   * `VECTOR_GENERATION_CONFLICT` where another space's is under way.
   */
  generation(space: EmbeddingSpace): Promise<Generation>;
}

/** Where collections are kept. Held to its word by `storeChecks` of `@vector-toolkit/core/conformance`. */
export interface VectorStore {
  readonly capabilities: StoreCapabilities;
  /**
   * Opens a collection, and makes it where it is not there.
   *
   * Throws `VECTOR_MODEL_MISMATCH` where it is there in another space or metric: vectors of two models cannot be compared.
   */
  open(definition: CollectionDefinition): Promise<Collection>;
  /** Names, sorted. */
  list(): Promise<readonly string[]>;
  /** Removes a collection with all records; whether it was there. */
  drop(name: string): Promise<boolean>;
}
