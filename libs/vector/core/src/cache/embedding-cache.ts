/** Keeps embeddings by key. A cache may forget, and may fail: then the text is embedded. */
export interface EmbeddingCache {
  /** One entry a key, in their order; undefined where there is none. */
  get(keys: readonly string[]): Promise<readonly (Float32Array | undefined)[]>;
  set(entries: readonly (readonly [string, Float32Array])[]): Promise<void>;
}

/** Bytes that an entry takes beside its vector, roughly. */
const entryOverhead = 200;

/** A cache in this process that lets go of what was used longest ago. @param maxBytes of vectors and keys, roughly */
export function memoryCache({ maxBytes = 64 * 2 ** 20 } = {}): EmbeddingCache {
  const kept = new Map<string, Float32Array>();
  let bytes = 0;
  const sizeOf = (key: string, vector: Float32Array): number =>
    vector.byteLength + key.length * 2 + entryOverhead;
  const forget = (key: string): void => {
    const vector = kept.get(key);
    if (vector === undefined) return;
    bytes -= sizeOf(key, vector);
    kept.delete(key);
  };
  return {
    get: (keys) =>
      Promise.resolve(
        keys.map((key) => {
          const vector = kept.get(key);
          if (vector === undefined) return undefined;
          // A Map keeps the order of insertion, so what was used last stands last.
          kept.delete(key);
          kept.set(key, vector);
          return vector.slice();
        }),
      ),
    set: (entries) => {
      for (const [key, vector] of entries) {
        forget(key);
        kept.set(key, vector.slice());
        bytes += sizeOf(key, vector);
      }
      for (const key of kept.keys()) {
        if (bytes <= maxBytes) break;
        forget(key);
      }
      return Promise.resolve();
    },
  };
}
