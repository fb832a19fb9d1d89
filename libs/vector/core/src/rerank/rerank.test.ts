import { describe, expect, it } from 'vitest';
import type { SearchResult } from '../contract/vector-store.ts';
import { ProviderError } from '../errors.ts';
import { rerank } from './rerank.ts';
import { retryingReranker } from './retrying-reranker.ts';

const result: SearchResult = {
  hits: [
    { id: 'a', score: 0.9, text: 'long text' },
    { id: 'b', score: 0.8, text: 'mid' },
    { id: 'c', score: 0.7, text: 'x' },
  ],
  plan: { name: 'exact', exact: true, reason: 'test' },
  exhausted: true,
};

const shortest = {
  model: 'test/shortest@1',
  score: (_query: string, texts: readonly string[]) =>
    Promise.resolve(texts.map((text) => -text.length)),
};

describe('rerank', () => {
  it('orders hits by the new scores and keeps the best', async () => {
    const { hits } = await rerank(result, 'q', shortest, { limit: 2 });
    expect(hits).toEqual([
      { id: 'c', score: -1, text: 'x' },
      { id: 'b', score: -3, text: 'mid' },
    ]);
  });

  it('tries again what can succeed later', async () => {
    let calls = 0;
    const flaky = {
      ...shortest,
      score: (query: string, texts: readonly string[]) =>
        ++calls < 3
          ? Promise.reject(
              new ProviderError('VECTOR_PROVIDER_UNAVAILABLE', 'answered 429', { retryable: true }),
            )
          : shortest.score(query, texts),
    };
    const patient = retryingReranker(flaky, { firstPauseMs: 1 });
    expect((await rerank(result, 'q', patient, { limit: 1 })).hits[0]?.id).toBe('c');
    expect(calls).toBe(3);
  });

  it('asks nothing where nothing was found', async () => {
    const never = { model: 'x', score: () => Promise.reject(new Error('asked')) };
    expect((await rerank({ ...result, hits: [] }, 'q', never)).hits).toEqual([]);
  });

  it('says what is wrong with hits without text, and with answers', async () => {
    await expect(
      rerank({ ...result, hits: [{ id: 'a', score: 1 }] }, 'q', shortest),
    ).rejects.toThrow('Hit "a" carries no text to rerank; search with select: { text: true }.');
    for (const scores of [[1], [1, 2, Number.NaN]])
      await expect(
        rerank(result, 'q', { model: 'bad', score: () => Promise.resolve(scores) }),
      ).rejects.toThrow('scores for 3 texts');
  });
});
