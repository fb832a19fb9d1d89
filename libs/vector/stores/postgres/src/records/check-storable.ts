import type { Metadata, Metric, VectorRecord } from '@vector-toolkit/core';
import { dot, VectorError } from '@vector-toolkit/core';
import type { StoredCollection } from '../schema/stored-collection.ts';

/** Bytes of a value in an index of PostgreSQL at most: an entry takes a third of a page, and has a head of its own. */
const mostIndexed = 2500;

// pgvector adds up squares in float4: past these they are infinite or zero, and every comparison says "not a number".
const longestSquared = 1e37;
const shortestSquared = 1e-30;
const halfMost = 65_504;
const halfLeast = 2 ** -14;

/** Throws `VECTOR_BAD_VECTOR` where pgvector could not compare a vector: too long, or by cosine too short. */
export function checkComparable(
  vector: Float32Array,
  { storage, metric }: { readonly storage: StoredCollection['storage']; readonly metric: Metric },
  owner: string,
): void {
  const squared = dot(vector, vector);
  const isHalf = storage === 'float16';
  const most = isHalf ? vector.reduce((so, value) => Math.max(so, Math.abs(value)), 0) : 0;
  const refuse = (reason: string): never => {
    throw new VectorError(
      'VECTOR_BAD_VECTOR',
      `The vector of ${owner} ${reason}. Scale it, such as to length one.`,
    );
  };
  if (isHalf && most > halfMost) refuse(`holds ${most}; float16 ends at ${halfMost}`);
  if (squared > longestSquared)
    refuse(`has length ${Math.sqrt(squared).toPrecision(3)}, which is too long to be compared`);
  if (metric === 'cosine' && (squared < shortestSquared || (isHalf && most < halfLeast)))
    refuse(`has length ${Math.sqrt(squared).toPrecision(3)}, which is too short to be compared`);
}

/** Throws `VECTOR_BAD_RECORD` where a value is too long for the index on its key. */
export function checkIndexable(
  { id, metadata }: Pick<VectorRecord, 'id' | 'metadata'>,
  filterKeys: readonly string[],
): void {
  for (const key of filterKeys) {
    const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    if (value === undefined || indexedBytes(value) <= mostIndexed) continue;
    throw new VectorError(
      'VECTOR_BAD_RECORD',
      `Record "${id.slice(0, 80)}" cannot be stored: metadata "${key}" is a filter key, whose index holds values of at most ${mostIndexed} bytes. Shorten it, or make the collection without that filter key.`,
    );
  }
}

/** Bytes that a value takes in jsonb, at most. */
function indexedBytes(value: Metadata[string]): number {
  const values = Array.isArray(value) ? value : [value];
  return values.reduce<number>(
    (sum, one) => sum + 8 + (typeof one === 'string' ? Buffer.byteLength(one) : 24),
    0,
  );
}

/** Throws `VECTOR_NOT_SUPPORTED` where texts of a collection are not searched by their words. */
export function checkHasWords({
  name,
  textSearch,
}: Pick<StoredCollection, 'name' | 'textSearch'>): void {
  if (textSearch === false)
    throw new VectorError(
      'VECTOR_NOT_SUPPORTED',
      `Collection "${name}" was made with \`textSearch: false\`, so its texts cannot be searched by their words. Search it by vectors, or make a collection with a text search configuration.`,
    );
}
