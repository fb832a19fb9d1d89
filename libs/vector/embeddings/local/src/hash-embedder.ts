import type { Embedder } from '@vector-toolkit/core/embedder';
import { embedderOf } from './local-embedder.ts';

/**
 * An embedder by spelling alone: no file, any language, also in a browser. Texts are alike where their words, or parts of
 * them, are. 384 dimensions, length one.
 */
export function hashEmbedder(): Embedder {
  return embedderOf(undefined);
}
