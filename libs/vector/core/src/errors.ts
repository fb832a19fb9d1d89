/** Permanent codes of this package's errors, and of the packages that fulfil its contracts. */
export type VectorErrorCode =
  | 'VECTOR_BAD_OPTION'
  | 'VECTOR_BAD_MODEL'
  | 'VECTOR_BAD_VECTOR'
  | 'VECTOR_BAD_FILTER'
  | 'VECTOR_BAD_RECORD'
  | 'VECTOR_BAD_SEARCH'
  | 'VECTOR_COLLECTION_MISSING'
  | 'VECTOR_MODEL_MISMATCH'
  | 'VECTOR_NOT_SUPPORTED'
  | 'VECTOR_PACKAGE_MISSING'
  | 'VECTOR_STORE_NOT_READY'
  | 'VECTOR_STORE_UNREACHABLE'
  | 'VECTOR_STORE_FAILED'
  | 'VECTOR_GENERATION_INCOMPLETE'
  | 'VECTOR_GENERATION_CONFLICT'
  | 'VECTOR_PROVIDER_REFUSED'
  | 'VECTOR_PROVIDER_UNAVAILABLE'
  | 'VECTOR_PROVIDER_ANSWER';

/** What the packages of this toolkit throw: what happened, why, and what to do, with a code that stays. */
export class VectorError extends Error {
  override readonly name: string = 'VectorError';
  readonly code: VectorErrorCode;

  constructor(code: VectorErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** A provider of embeddings did not give what was asked. */
export class ProviderError extends VectorError {
  override readonly name = 'ProviderError';
  /** Whether the same request can succeed later. */
  readonly retryable: boolean;
  /** Milliseconds that the provider asked to be left alone, where it said so. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: 'VECTOR_PROVIDER_REFUSED' | 'VECTOR_PROVIDER_UNAVAILABLE' | 'VECTOR_PROVIDER_ANSWER',
    message: string,
    options: {
      readonly retryable: boolean;
      readonly retryAfterMs?: number | undefined;
      readonly cause?: unknown;
    },
  ) {
    super(code, message, options);
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
  }
}
