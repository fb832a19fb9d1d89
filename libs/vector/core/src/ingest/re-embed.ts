import type { Embedder } from '../contract/embedder.ts';
import type { Collection } from '../contract/vector-store.ts';
import { Batcher } from './batches.ts';
import { checkedEmbedder } from './checked-embedder.ts';
import type { RetryOptions } from './retrying-embedder.ts';
import { retryingEmbedder } from './retrying-embedder.ts';

/** How a collection is embedded anew. */
export interface ReEmbedOptions {
  readonly collection: Collection;
  /** Of the new space. */
  readonly embedder: Embedder;
  readonly retry?: RetryOptions;
  readonly signal?: AbortSignal | undefined;
  /** @param embedded records that have a vector in the new space by this run */
  readonly onProgress?: (progress: { readonly embedded: number }) => void;
}

const page = 1000;

/**
 * Fills a new generation with an embedder's vectors of all records, then puts it in the place of the one in use. Searches go
 * on in the old one until then. Ended in the middle, it goes on where it was; records that change meanwhile are embedded again.
 *
 * Throws `VECTOR_GENERATION_CONFLICT` where another model's generation is under way, and what the embedder throws.
 */
export async function reEmbed({
  collection,
  embedder: given,
  retry,
  signal,
  onProgress,
}: ReEmbedOptions): Promise<{ readonly embedded: number }> {
  const embedder = retryingEmbedder(checkedEmbedder(given), retry);
  const generation = await collection.generation(embedder.space);
  let embedded = 0;
  for (;;) {
    signal?.throwIfAborted();
    const pending = await generation.pending({ limit: page });
    if (pending.length === 0) break;
    const batcher = new Batcher<(typeof pending)[number]>(embedder, ({ text }) => text);
    const put = async (batch: typeof pending): Promise<void> => {
      const vectors = await embedder.embed(
        batch.map(({ text }) => text),
        { signal },
      );
      await generation.put(
        batch.map(({ id, contentHash }, at) => ({
          id,
          contentHash,
          vector: vectors[at] ?? new Float32Array(),
        })),
      );
      embedded += batch.length;
      onProgress?.({ embedded });
    };
    for (const record of pending) {
      const full = batcher.add(record);
      if (full !== undefined) await put(full);
    }
    await put(batcher.take());
  }
  await generation.activate();
  return { embedded };
}
