import type { Metric } from '@vector-toolkit/core';
import { VectorError } from '@vector-toolkit/core';
import type { IndexKind, Storage } from '../schema/names.ts';
import { operatorClass } from '../schema/names.ts';

/** Which index on vectors is built. */
export type IndexOptions =
  | {
      readonly kind: 'hnsw';
      /** Neighbours of a node, 2 to 100. @default 16 */
      readonly m?: number;
      /** Candidates held while a node is put in, 4 to 1000, at least twice `m`. @default 64 */
      readonly efConstruction?: number;
      /** `binary`: the index holds a bit a number, and what it finds is compared exactly. @default 'none' */
      readonly quantize?: 'none' | 'binary';
    }
  | {
      readonly kind: 'ivfflat';
      /** Lists that the vectors are parted into. @default rows / 1000 up to a million rows, the square root of the rows above, as pgvector advises */
      readonly lists?: number;
    };

/** What an index is made of, as a statement says it. */
export interface IndexParts {
  readonly kind: IndexKind;
  readonly method: string;
  readonly expression: string;
  readonly settings: string;
}

/** Most dimensions that pgvector's indexes take. */
const mostDimensions = { float32: 2000, float16: 4000, bits: 64_000 };

/** Throws `VECTOR_BAD_OPTION` on numbers that pgvector does not take, `VECTOR_NOT_SUPPORTED` on too many dimensions. */
export function indexParts(
  options: IndexOptions,
  column: string,
  about: {
    readonly storage: Storage;
    readonly metric: Metric;
    readonly dimensions: number;
    readonly rows: number;
  },
): IndexParts {
  const { storage, metric, dimensions, rows } = about;
  const isBits = options.kind === 'hnsw' && options.quantize === 'binary';
  const most = isBits ? mostDimensions.bits : mostDimensions[storage];
  if (dimensions > most)
    throw new VectorError(
      'VECTOR_NOT_SUPPORTED',
      `An index of ${storage} takes at most ${most} dimensions, and the vectors have ${dimensions}. Keep them as float16 (up to 4000), or build with quantize: 'binary' (up to 64000).`,
    );
  if (options.kind === 'ivfflat') {
    const lists =
      options.lists ?? Math.max(1, Math.round(rows <= 1e6 ? rows / 1000 : Math.sqrt(rows)));
    whole('lists', lists, 1, 32_768);
    return {
      kind: 'ivfflat',
      method: 'ivfflat',
      expression: `${column} ${operatorClass(storage, metric)}`,
      settings: `lists = ${lists}`,
    };
  }
  const { m = 16, efConstruction = 64 } = options;
  whole('m', m, 2, 100);
  whole('efConstruction', efConstruction, Math.max(4, 2 * m), 1000);
  return {
    kind: isBits ? 'hnsw-bits' : 'hnsw',
    method: 'hnsw',
    expression: isBits
      ? `(binary_quantize(${column})::bit(${dimensions})) bit_hamming_ops`
      : `${column} ${operatorClass(storage, metric)}`,
    settings: `m = ${m}, ef_construction = ${efConstruction}`,
  };
}

function whole(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new VectorError(
    'VECTOR_BAD_OPTION',
    `${name} is ${value}, and must be a whole number from ${least} to ${most}.`,
  );
}

/**
 * Bytes that an HNSW graph takes while it is built: a vector, its neighbours (16 bytes each, twice as many in the lowest
 * layer) and about 150 of a node's own. Measured with pgvector 0.8.0: 64 MB stop fitting at 30 thousand of 384 dimensions.
 */
export function graphBytes(
  options: Extract<IndexOptions, { kind: 'hnsw' }>,
  { storage, dimensions, rows }: { storage: Storage; dimensions: number; rows: number },
): number {
  const vector =
    options.quantize === 'binary' ? dimensions / 8 : dimensions * (storage === 'float32' ? 4 : 2);
  return rows * (vector + 8 + (options.m ?? 16) * 2 * 16 + 150);
}
