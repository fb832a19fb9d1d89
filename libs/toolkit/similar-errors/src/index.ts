export type { SimilarErrorsOptions } from './embed-new-errors.ts';
export { collectionName, embedNewErrors } from './embed-new-errors.ts';
export type { SimilarError } from './find-similar-errors.ts';
export { findSimilarErrors } from './find-similar-errors.ts';
export type { RunningWorker } from './start-embedding-errors.ts';
export { startEmbeddingErrors } from './start-embedding-errors.ts';
