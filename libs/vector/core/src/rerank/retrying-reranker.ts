import type { Reranker } from '../contract/reranker.ts';
import type { RetryOptions } from '../retry/try-again.ts';
import { tryAgain } from '../retry/try-again.ts';

/** A reranker that tries again what can succeed later, as `retryingEmbedder` does. */
export function retryingReranker(reranker: Reranker, options: RetryOptions = {}): Reranker {
  const { model } = reranker;
  return {
    model,
    score: (query, texts, { signal } = {}) =>
      tryAgain((inner) => reranker.score(query, texts, { signal: inner }), model, signal, options),
  };
}
