import type { Metric } from '@vector-toolkit/core';

/** How numbers of a vector are kept: float4, or float2 at half the size. */
export type Storage = 'float32' | 'float16';

/** Which index leads a search. */
export type IndexKind = 'hnsw' | 'ivfflat' | 'hnsw-bits';

/** pgvector's operator of a metric; smaller is nearer. */
export const operators: Readonly<Record<Metric, string>> = { cosine: '<=>', dot: '<#>', l2: '<->' };

const classes: Readonly<Record<Metric, string>> = { cosine: 'cosine', dot: 'ip', l2: 'l2' };

export const typeOf = (storage: Storage): string => (storage === 'float32' ? 'vector' : 'halfvec');

export const operatorClass = (storage: Storage, metric: Metric): string =>
  `${typeOf(storage)}_${classes[metric]}_ops`;

// Made of numbers alone, so nothing that a caller named is ever part of a statement.
export const tableOf = (collection: number): string => `vector.records_${collection}`;
export const vectorColumn = (generation: number): string => `v_${generation}`;
export const hashColumn = (generation: number): string => `h_${generation}`;
export const indexName = (collection: number, generation: number, kind: IndexKind): string =>
  `records_${collection}_v_${generation}_${kind.replace('-', '_')}`;

/** The score of a distance that the operator gave. */
export const scoreSql = (metric: Metric, distance: string): string =>
  metric === 'cosine' ? `1 - ${distance}` : `-(${distance})`;
