/** Puts found texts in a better order than their vectors could: slower a text, so it sees only the best few. */
export interface Reranker {
  /** Identifies model and version. */
  readonly model: string;
  /**
   * One score a text, in their order, finite; higher is better. A text's score depends on query and text alone. No texts give
   * no scores. Throws a `ProviderError` where the provider fails; never returns part of what was asked.
   */
  score(
    query: string,
    texts: readonly string[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<readonly number[]>;
}
