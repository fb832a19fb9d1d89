export type { CacheStats } from './cache/cached-embedder.ts';
export { cachedEmbedder } from './cache/cached-embedder.ts';
export type { EmbeddingCache } from './cache/embedding-cache.ts';
export { memoryCache } from './cache/embedding-cache.ts';
export type { Chunk, Chunker, ChunkOptions } from './chunking/chunk.ts';
export { approximateTokens } from './chunking/chunk.ts';
export { byCode, byMarkdown, bySentences, byTokens } from './chunking/chunkers.ts';
export { checkDefinition, checkRecord, checkSameSpace } from './contract/check-record.ts';
export type {
  Embedder,
  EmbedderLimits,
  EmbeddingSpace,
  EmbedOptions,
} from './contract/embedder.ts';
export type { Metadata, MetadataScalar, VectorRecord } from './contract/records.ts';
export { contentHash, storableMetadata, storableText } from './contract/records.ts';
export type { Reranker } from './contract/reranker.ts';
export type {
  Collection,
  CollectionDefinition,
  CollectionInfo,
  Generation,
  Hit,
  Metric,
  ScannedRecord,
  ScanOptions,
  SearchPlan,
  SearchResult,
  StoreCapabilities,
  UpsertResult,
  VectorStore,
} from './contract/vector-store.ts';
export type { VectorErrorCode } from './errors.ts';
export { ProviderError, VectorError } from './errors.ts';
export type { Bounds, Filter } from './filter/filter.ts';
export { and, contains, eq, exists, not, oneOf, or, range } from './filter/filter.ts';
export { compareCodePoints, matches } from './filter/matches.ts';
export { parseFilter } from './filter/parse-filter.ts';
export { Batcher } from './ingest/batches.ts';
export { checkAnswer, checkedEmbedder } from './ingest/checked-embedder.ts';
export type { IngestOptions, IngestProgress } from './ingest/ingest.ts';
export { ingest } from './ingest/ingest.ts';
export type { Document } from './ingest/prepare.ts';
export { chunkKeys } from './ingest/prepare.ts';
export type { ReEmbedOptions } from './ingest/re-embed.ts';
export { reEmbed } from './ingest/re-embed.ts';
export { retryingEmbedder } from './ingest/retrying-embedder.ts';
export { memoryStore } from './memory/memory-store.ts';
export { rerank } from './rerank/rerank.ts';
export { retryingReranker } from './rerank/retrying-reranker.ts';
export type { RetryOptions } from './retry/try-again.ts';
export { checkSearch } from './search/check-search.ts';
export type { RankedIds } from './search/fuse.ts';
export { fuse } from './search/fuse.ts';
export type {
  Dense,
  Hybrid,
  HybridPart,
  Lexical,
  Projection,
  Rank,
  Search,
  SearchOptions,
} from './search/search.ts';
export { dense, hybrid, lexical, search } from './search/search.ts';
export { observedCollection } from './telemetry/observed-collection.ts';
export { observedEmbedder } from './telemetry/observed-embedder.ts';
export { checkVector, dot, norm, normalize, scoreOf } from './vectors/vectors.ts';
