import { describe, expect, it } from 'vitest';
import type { Embedder } from '../contract/embedder.ts';
import { cachedEmbedder } from './cached-embedder.ts';
import { memoryCache } from './embedding-cache.ts';

function counting(model = 'test/length@1') {
  const embedded: string[] = [];
  const embedder: Embedder = {
    space: { model, dimensions: 2, normalized: false },
    limits: { items: 10, tokensPerItem: 10, tokensPerCall: 100, overlong: 'cut' },
    countTokens: (text) => text.length,
    embed: (texts) => {
      embedded.push(...texts);
      return Promise.resolve(texts.map((text) => Float32Array.of(text.length, 1)));
    },
    embedQuery: (text) => {
      embedded.push(`?${text}`);
      return Promise.resolve(Float32Array.of(text.length, 2));
    },
  };
  return { embedder, embedded };
}

describe('cachedEmbedder', () => {
  it('embeds a text once, in whatever call', async () => {
    const { embedder, embedded } = counting();
    const cached = cachedEmbedder(embedder, memoryCache());
    expect(await cached.embed(['a', 'bb', 'a'])).toEqual([
      Float32Array.of(1, 1),
      Float32Array.of(2, 1),
      Float32Array.of(1, 1),
    ]);
    expect(await cached.embed(['bb', 'ccc'])).toEqual([
      Float32Array.of(2, 1),
      Float32Array.of(3, 1),
    ]);
    expect(embedded).toEqual(['a', 'bb', 'ccc']);
    expect(cached.stats()).toEqual({ hits: 1, misses: 3, failures: 0 });
  });

  it('keeps documents, queries and models apart', async () => {
    const cache = memoryCache();
    const { embedder, embedded } = counting();
    const cached = cachedEmbedder(embedder, cache);
    await cached.embed(['a']);
    expect(await cached.embedQuery('a')).toEqual(Float32Array.of(1, 2));
    expect(await cached.embedQuery('a')).toEqual(Float32Array.of(1, 2));
    expect(embedded).toEqual(['a', '?a']);
    const other = counting('test/length@2');
    await cachedEmbedder(other.embedder, cache).embed(['a']);
    expect(other.embedded).toEqual(['a']);
  });

  it('gives out copies, so that a caller cannot spoil the cache', async () => {
    const cached = cachedEmbedder(counting().embedder, memoryCache());
    (await cached.embed(['a']))[0]?.fill(9);
    expect(await cached.embed(['a'])).toEqual([Float32Array.of(1, 1)]);
  });

  it('embeds where the cache fails', async () => {
    const { embedder } = counting();
    const broken = {
      get: () => Promise.reject(new Error('x')),
      set: () => Promise.reject(new Error('y')),
    };
    const cached = cachedEmbedder(embedder, broken);
    expect(await cached.embed(['a'])).toEqual([Float32Array.of(1, 1)]);
    expect(cached.stats()).toEqual({ hits: 0, misses: 1, failures: 2 });
  });
});

describe('memoryCache', () => {
  it('lets go of what was used longest ago when it is full', async () => {
    const cache = memoryCache({ maxBytes: 3 * (8 + 2 + 200) });
    const vector = Float32Array.of(1, 1);
    await cache.set([
      ['a', vector],
      ['b', vector],
      ['c', vector],
    ]);
    await cache.get(['a']);
    await cache.set([['d', vector]]);
    expect((await cache.get(['a', 'b', 'c', 'd'])).map((found) => found !== undefined)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});
