// What a package of an embedder or a reranker needs, and nothing that takes time to load.
export { approximateTokens } from './chunking/chunk.ts';
export type {
  Embedder,
  EmbedderLimits,
  EmbeddingSpace,
  EmbedOptions,
} from './contract/embedder.ts';
export type { Reranker } from './contract/reranker.ts';
export type { VectorErrorCode } from './errors.ts';
export { ProviderError, VectorError } from './errors.ts';
export type { JsonRequest } from './provider/request-json.ts';
export { requestJson } from './provider/request-json.ts';
