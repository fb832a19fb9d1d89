/**
 * What turns text into vectors. The words of this contract:
 *
 * - embedding: a vector that stands for a text; texts of like meaning have vectors of small distance
 * - space: what must be equal for two embeddings to be comparable: model, dimensions, whether they have length one
 * - token: what a model counts a text by; how many there are is the embedder's to say
 */

/** The space that an embedder's vectors lie in. Vectors of different spaces say nothing about each other. */
export interface EmbeddingSpace {
  /** Identifies the model and its version, as `provider/model@revision`: whatever changes a vector changes this. */
  readonly model: string;
  /** Numbers in a vector. */
  readonly dimensions: number;
  /** Whether every vector has length one. */
  readonly normalized: boolean;
}

/** What one call may hold. */
export interface EmbedderLimits {
  /** Texts in one call. */
  readonly items: number;
  /** Tokens of one text; a longer text is refused or cut, as `overlong` says. */
  readonly tokensPerItem: number;
  /** Tokens of all texts of one call. */
  readonly tokensPerCall: number;
  /** What becomes of a text past `tokensPerItem`. */
  readonly overlong: 'refused' | 'cut';
}

/** Options of one call. */
export interface EmbedOptions {
  /** Aborts the call; its promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Turns texts into vectors. Held to its word by `embedderChecks` of `@vector-toolkit/core/conformance`. */
export interface Embedder {
  readonly space: EmbeddingSpace;
  readonly limits: EmbedderLimits;
  /** Tokens of a text: exact, or an upper bound. Never negative, 0 for the empty text. */
  countTokens(text: string): number;
  /**
   * Embeds texts that are stored: one vector a text, in their order, each of `space.dimensions` finite numbers, not
   * all zero: a vector without a direction cannot be found. No texts give no vectors. The empty text is a text.
   *
   * Throws a `ProviderError` where the provider fails; never returns part of what was asked.
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;
  /** Embeds a text that is searched for; models that tell questions from documents give another vector than `embed`. */
  embedQuery(text: string, options?: EmbedOptions): Promise<Float32Array>;
}
