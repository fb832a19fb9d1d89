import type { StoreCapabilities } from '../contract/vector-store.ts';

/** What the store in memory can do. */
export const memoryCapabilities: StoreCapabilities = {
  metrics: ['cosine', 'dot', 'l2'],
  lexical: true,
  hybrid: true,
  generations: true,
  approximate: false,
  maxDimensions: 65_536,
};
