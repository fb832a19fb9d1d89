import type { Metric } from '../contract/vector-store.ts';
import { VectorError } from '../errors.ts';

/** Sum of products. Both have the same number of dimensions. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Euclidean length. */
export function norm(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}

/** A vector of the same direction and length one; the zero vector stays as it is. */
export function normalize(vector: Float32Array): Float32Array {
  const length = norm(vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** The score of two vectors, higher the nearer. Cosine with a zero vector is 0. */
export function scoreOf(metric: Metric, a: Float32Array, b: Float32Array): number {
  switch (metric) {
    case 'dot':
      return dot(a, b);
    case 'cosine': {
      const lengths = norm(a) * norm(b);
      return lengths === 0 ? 0 : dot(a, b) / lengths;
    }
    case 'l2': {
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
      return -Math.sqrt(sum);
    }
  }
}

/**
 * Throws `VECTOR_BAD_VECTOR`, naming what the vector belongs to, unless it has this many dimensions and finite numbers.
 * By cosine a vector needs a direction, so the zero vector is refused too.
 */
export function checkVector(
  vector: Float32Array,
  dimensions: number,
  owner: string,
  metric: Metric,
): void {
  if (vector.length !== dimensions) {
    throw new VectorError(
      'VECTOR_BAD_VECTOR',
      `The vector of ${owner} has ${vector.length} dimensions; ${dimensions} are expected. Was it made by another model?`,
    );
  }
  // What is not finite makes the sum so; most vectors need no further look.
  const squared = dot(vector, vector);
  if (squared > 0 && squared < Infinity) return;
  let isZero = true;
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i] ?? 0;
    if (!Number.isFinite(value)) {
      throw new VectorError(
        'VECTOR_BAD_VECTOR',
        `The vector of ${owner} holds ${value} at ${i}; only finite numbers can be compared.`,
      );
    }
    if (value !== 0) isZero = false;
  }
  if (isZero && metric === 'cosine') {
    throw new VectorError(
      'VECTOR_BAD_VECTOR',
      `The vector of ${owner} is zero, which has no direction to compare by cosine.`,
    );
  }
}
