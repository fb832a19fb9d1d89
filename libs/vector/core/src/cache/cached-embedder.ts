import type { Embedder, EmbedOptions, EmbeddingSpace } from '../contract/embedder.ts';
import type { EmbeddingCache } from './embedding-cache.ts';

/** What a cache did. */
export interface CacheStats {
  readonly hits: number;
  readonly misses: number;
  /** Failures of the cache, which cost time and nothing else. */
  readonly failures: number;
}

type Kind = 'document' | 'query';

/**
 * An embedder that asks a cache first, and embeds each text of a call once. Keys hold the space, so models never meet; a
 * document and a query of one text are kept apart.
 */
export function cachedEmbedder(
  embedder: Embedder,
  cache: EmbeddingCache,
): Embedder & { stats(): CacheStats } {
  const stats = { hits: 0, misses: 0, failures: 0 };
  const { space } = embedder;

  const through = async (
    texts: readonly string[],
    kind: Kind,
    make: (missing: readonly string[]) => Promise<readonly Float32Array[]>,
  ): Promise<Float32Array[]> => {
    const distinct = [...new Set(texts)];
    const keys = await Promise.all(distinct.map((text) => keyOf(space, kind, text)));
    const found = await cache.get(keys).catch(() => {
      stats.failures++;
      return keys.map(() => undefined);
    });
    const vectors = new Map<string, Float32Array>();
    const missing: { readonly text: string; readonly key: string }[] = [];
    distinct.forEach((text, at) => {
      const vector = found[at];
      if (vector !== undefined && vector.length === space.dimensions) vectors.set(text, vector);
      else missing.push({ text, key: keys[at] ?? '' });
    });
    stats.hits += vectors.size;
    stats.misses += missing.length;
    if (missing.length > 0) {
      const made = await make(missing.map(({ text }) => text));
      missing.forEach(({ text }, at) => vectors.set(text, made[at] ?? new Float32Array()));
      await cache
        .set(missing.map(({ key }, at) => [key, made[at] ?? new Float32Array()] as const))
        .catch(() => stats.failures++);
    }
    return texts.map((text) => (vectors.get(text) ?? new Float32Array()).slice());
  };

  return {
    space,
    limits: embedder.limits,
    countTokens: (text) => embedder.countTokens(text),
    embed: (texts, options?: EmbedOptions) =>
      through(texts, 'document', (missing) => embedder.embed(missing, options)),
    embedQuery: async (text, options?: EmbedOptions) => {
      const [vector] = await through([text], 'query', async () => [
        await embedder.embedQuery(text, options),
      ]);
      return vector ?? new Float32Array();
    },
    stats: () => ({ ...stats }),
  };
}

async function keyOf(space: EmbeddingSpace, kind: Kind, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(
    JSON.stringify([space.model, space.dimensions, space.normalized, kind, text]),
  );
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
