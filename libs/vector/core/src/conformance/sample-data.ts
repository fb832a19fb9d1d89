import type { EmbeddingSpace } from '../contract/embedder.ts';
import type { Metadata, VectorRecord } from '../contract/records.ts';
import { normalize } from '../vectors/vectors.ts';

/** A generator of numbers from 0 to below 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A vector of length one in a random direction. */
export function randomVector(dimensions: number, random: () => number): Float32Array {
  const gauss = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return normalize(Float32Array.from({ length: dimensions }, gauss));
}

export const sampleSpace: EmbeddingSpace = {
  model: 'conformance/random@1',
  dimensions: 16,
  normalized: true,
};

/** A record with a content hash of its own. */
export function record(
  id: string,
  vector: Float32Array,
  { text = `text of ${id}`, metadata = {} }: { text?: string; metadata?: Metadata } = {},
): VectorRecord {
  return { id, vector, text, metadata, contentHash: JSON.stringify([text, metadata, [...vector]]) };
}

/** Records with random vectors; number n has the metadata `{ n, even, group: g0 … g9 }`. */
export function randomRecords(count: number, seed: number): VectorRecord[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, n) =>
    record(`r${String(n).padStart(5, '0')}`, randomVector(sampleSpace.dimensions, random), {
      metadata: { n, even: n % 2 === 0, group: `g${n % 10}` },
    }),
  );
}
