import type { Check } from './check.ts';
import { claimChecks } from './store-claim-checks.ts';
import { generationChecks } from './store-generation-checks.ts';
import { recordChecks } from './store-record-checks.ts';
import { searchChecks } from './store-search-checks.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export type { Check } from './check.ts';
export type { EmbedderUnderTest } from './embedder-checks.ts';
export { embedderChecks } from './embedder-checks.ts';
export type { RerankerUnderTest } from './reranker-checks.ts';
export { rerankerChecks } from './reranker-checks.ts';
export { randomRecords, randomVector, record, sampleSpace, seeded } from './sample-data.ts';
export type { StoreUnderTest } from './store-under-test.ts';

/** What every store must hold. */
export const storeChecks: readonly Check<StoreUnderTest>[] = [
  ...recordChecks,
  ...searchChecks,
  ...generationChecks,
  ...claimChecks,
];
