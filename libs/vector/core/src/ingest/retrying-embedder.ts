import type { Embedder, EmbedOptions } from '../contract/embedder.ts';
import type { RetryOptions } from '../retry/try-again.ts';
import { tryAgain } from '../retry/try-again.ts';

/**
 * An embedder that tries again what can succeed later, with pauses that grow and differ (full jitter), and never sooner than
 * the provider asked. What cannot succeed later, and the caller's own abort, fail at once.
 */
export function retryingEmbedder(embedder: Embedder, options: RetryOptions = {}): Embedder {
  const call = <Answer>(
    work: (signal: AbortSignal) => Promise<Answer>,
    signal: AbortSignal | undefined,
  ): Promise<Answer> => tryAgain(work, embedder.space.model, signal, options);
  return {
    space: embedder.space,
    limits: embedder.limits,
    countTokens: (text) => embedder.countTokens(text),
    embed: (texts, { signal }: EmbedOptions = {}) =>
      call((inner) => embedder.embed(texts, { signal: inner }), signal),
    embedQuery: (text, { signal }: EmbedOptions = {}) =>
      call((inner) => embedder.embedQuery(text, { signal: inner }), signal),
  };
}
