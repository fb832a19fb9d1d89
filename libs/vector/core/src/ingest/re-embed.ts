import type { Embedder } from '../contract/embedder.ts';
import type { Collection } from '../contract/vector-store.ts';
import { Batcher } from './batches.ts';
import { VectorError } from '../errors.ts';
import { checkedEmbedder } from './checked-embedder.ts';
import { InFlight } from './in-flight.ts';
import type { RetryOptions } from '../retry/try-again.ts';
import { retryingEmbedder } from './retrying-embedder.ts';

/** How a collection is embedded anew. */
export interface ReEmbedOptions {
  readonly collection: Collection;
  /** Of the new space. */
  readonly embedder: Embedder;
  /** Calls of the embedder at once. @default 4 */
  readonly parallel?: number;
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
  parallel = 4,
  retry,
  signal,
  onProgress,
}: ReEmbedOptions): Promise<{ readonly embedded: number }> {
  if (!Number.isSafeInteger(parallel) || parallel < 1)
    throw new VectorError('VECTOR_BAD_OPTION', `parallel is ${parallel}, and must be at least 1.`);
  const embedder = retryingEmbedder(checkedEmbedder(given), retry);
  const generation = await collection.generation(embedder.space);
  let embedded = 0;
  const put = async (batch: readonly Pending[]): Promise<void> => {
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
  /** Embeds all that is pending now; gives back how many records that were. */
  const walk = async (): Promise<number> => {
    const inFlight = new InFlight<Pending>(parallel, put);
    const batcher = new Batcher<Pending>(embedder, ({ text }) => text);
    let walked = 0;
    let after: string | undefined;
    try {
      for (;;) {
        signal?.throwIfAborted();
        const pending = await generation.pending({ limit: page, after });
        for (const record of pending) {
          const full = batcher.add(record);
          if (full !== undefined) await inFlight.start(full);
        }
        walked += pending.length;
        after = pending.at(-1)?.id;
        if (after === undefined) break;
      }
      const rest = batcher.take();
      if (rest.length > 0) await inFlight.start(rest);
      await inFlight.all();
    } catch (error) {
      await inFlight.ended();
      throw error;
    }
    return walked;
  };
  // Records that were written meanwhile are pending again.
  while ((await walk()) > 0);
  await generation.activate();
  return { embedded };
}

interface Pending {
  readonly id: string;
  readonly text: string;
  readonly contentHash: string;
}
