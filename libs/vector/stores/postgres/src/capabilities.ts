import type { StoreCapabilities } from '@vector-toolkit/core';

/** What this store can do. Dimensions beyond those of pgvector's indexes are compared exactly. */
export const capabilities: StoreCapabilities = {
  metrics: ['cosine', 'dot', 'l2'],
  lexical: true,
  hybrid: true,
  generations: true,
  approximate: true,
  maxDimensions: 16_000,
};
