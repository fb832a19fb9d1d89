import type { Filter } from '../filter/filter.ts';

/** Nearest vectors. */
export interface Dense {
  readonly kind: 'dense';
  readonly vector: Float32Array;
}

/** Texts that hold some of these words: the more and the rarer, the better. */
export interface Lexical {
  readonly kind: 'lexical';
  readonly text: string;
}

/** Reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009): a record's score is the sum of weight / (k + its rank) over the parts that found it. */
export interface Hybrid {
  readonly kind: 'hybrid';
  readonly parts: readonly HybridPart[];
  /** How fast the worth of a rank falls. */
  readonly k: number;
  /** How many of each part's best are fused. */
  readonly depth: number;
}

/** One voice in a fusion. */
export interface HybridPart {
  readonly rank: Dense | Lexical;
  /** Above 0. */
  readonly weight: number;
}

/** By what records are ordered. */
export type Rank = Dense | Lexical | Hybrid;

/** Which fields a hit carries beside id and score. */
export interface Projection {
  readonly text: boolean;
  readonly metadata: boolean;
  readonly vector: boolean;
}

/** A search as an immutable value: it can be kept, varied and carried out on any collection. */
export interface Search {
  readonly rank: Rank;
  readonly filter?: Filter;
  /** Hits below this score are left out. */
  readonly minScore?: number;
  readonly limit: number;
  readonly select: Projection;
}

export const dense = (vector: Float32Array): Dense => ({ kind: 'dense', vector });
export const lexical = (text: string): Lexical => ({ kind: 'lexical', text });

/** Fuses parts; a part alone counts with weight 1. */
export function hybrid(
  parts: readonly (Dense | Lexical | HybridPart)[],
  options: { readonly k?: number; readonly depth?: number } = {},
): Hybrid {
  return {
    kind: 'hybrid',
    parts: parts.map((part) => ('kind' in part ? { rank: part, weight: 1 } : part)),
    k: options.k ?? 60,
    depth: options.depth ?? 100,
  };
}

/** What a search may say beside its rank. */
export interface SearchOptions {
  readonly filter?: Filter | undefined;
  readonly minScore?: number | undefined;
  /** @default 10 */
  readonly limit?: number;
  /** @default text and metadata */
  readonly select?: Partial<Projection>;
}

/** Builds a search. */
export function search(rank: Rank, options: SearchOptions = {}): Search {
  const { filter, minScore, limit = 10, select } = options;
  return {
    rank,
    ...(filter === undefined ? {} : { filter }),
    ...(minScore === undefined ? {} : { minScore }),
    limit,
    select: { text: true, metadata: true, vector: false, ...select },
  };
}
