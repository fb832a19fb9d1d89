import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Embedder } from '@vector-toolkit/core/embedder';
import { embedderOf } from './local-embedder.ts';
import type { WordVectors } from './word-vectors.ts';
import { readWordVectors } from './word-vectors.ts';

export { hashEmbedder } from './hash-embedder.ts';

let read: WordVectors | undefined;

/**
 * The default embedder: English words by their meaning, everything by its spelling; no network, no native code. 384
 * dimensions, length one. The file of words, six megabytes, is read at the first call of this function.
 */
export function localEmbedder(): Embedder {
  // A Buffer that is read whole has memory of its own, so typed arrays can lie in it.
  read ??= readWordVectors(
    readFileSync(fileURLToPath(new URL('../assets/words.bin', import.meta.url))),
  );
  return embedderOf(read);
}
