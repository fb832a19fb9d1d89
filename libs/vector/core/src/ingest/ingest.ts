import type { Chunker } from '../chunking/chunk.ts';
import { checkSameSpace } from '../contract/check-record.ts';
import type { Embedder } from '../contract/embedder.ts';
import type { Collection } from '../contract/vector-store.ts';
import { VectorError } from '../errors.ts';
import { and, eq, range } from '../filter/filter.ts';
import { Batcher } from './batches.ts';
import { checkedEmbedder } from './checked-embedder.ts';
import { InFlight } from './in-flight.ts';
import type { Document, Prepared } from './prepare.ts';
import { chunkKeys, prepare } from './prepare.ts';
import type { RetryOptions } from '../retry/try-again.ts';
import { retryingEmbedder } from './retrying-embedder.ts';

/** How far an ingestion is. Counts are of records: chunks, where documents are cut. */
export interface IngestProgress {
  /** Documents read from the source. */
  readonly documents: number;
  readonly records: number;
  /** There already with the same content: neither embedded nor written. */
  readonly unchanged: number;
  readonly embedded: number;
  readonly inserted: number;
  readonly updated: number;
  /** Chunks that a document no longer has. */
  readonly removed: number;
  /** Tries that failed and were followed by another. */
  readonly retries: number;
}

/** What is ingested, and how. */
export interface IngestOptions {
  readonly source: Iterable<Document> | AsyncIterable<Document>;
  readonly embedder: Embedder;
  readonly collection: Collection;
  /** Cuts documents; without one a document is one record. */
  readonly chunker?: Chunker | undefined;
  /** The chunker of each document, in the place of `chunker`; undefined where it is one record. */
  readonly chunkerOf?: (document: Document) => Chunker | undefined;
  /** Calls of the embedder at once. @default 4 */
  readonly parallel?: number;
  /** Records whose presence is asked for at once. @default 500 */
  readonly lookUp?: number;
  readonly retry?: RetryOptions;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: IngestProgress) => void;
}

/**
 * Brings documents into a collection: cuts them, leaves out what is there unchanged before anything is embedded, embeds the
 * rest in batches within the embedder's limits, and writes each batch when it is embedded.
 *
 * The source is read no faster than it can be stored. What was written stays when the ingestion is ended in the middle, so
 * running it again goes on: only batches that were under way are embedded a second time. A document's earlier chunks that it
 * no longer has are removed, after its new ones are there.
 *
 * @returns the final counts. Throws the first error of source, embedder or collection, after the batches under way have ended.
 */
export async function ingest(options: IngestOptions): Promise<IngestProgress> {
  const { collection, parallel = 4, lookUp = 500, signal, onProgress } = options;
  const chunkerOf = options.chunkerOf ?? (() => options.chunker);
  const isCutting = options.chunker !== undefined || options.chunkerOf !== undefined;
  if (!Number.isSafeInteger(parallel) || parallel < 1)
    throw new VectorError('VECTOR_BAD_OPTION', `parallel is ${parallel}, and must be at least 1.`);
  checkSameSpace(await collection.info(), {
    space: options.embedder.space,
    metric: (await collection.info()).metric,
  });
  const counts = {
    ...{ documents: 0, records: 0, unchanged: 0, embedded: 0 },
    ...{ inserted: 0, updated: 0, removed: 0, retries: 0 },
  };
  const report = (): void => onProgress?.({ ...counts });
  const embedder = retryingEmbedder(checkedEmbedder(options.embedder), {
    ...options.retry,
    onRetry: (retry) => {
      counts.retries++;
      options.retry?.onRetry?.(retry);
      report();
    },
  });

  const store = async (batch: readonly Prepared[]): Promise<void> => {
    const vectors = await embedder.embed(
      batch.map(({ text }) => text),
      { signal },
    );
    counts.embedded += batch.length;
    const { inserted, updated } = await collection.upsert(
      batch.map((prepared, at) => ({ ...prepared, vector: vectors[at] ?? new Float32Array() })),
    );
    counts.inserted += inserted;
    counts.updated += updated;
    report();
  };
  const inFlight = new InFlight<Prepared>(parallel, store);
  const batcher = new Batcher<Prepared>(embedder, ({ text }) => text);
  const shrunk: { readonly document: string; readonly chunks: number }[] = [];

  const settle = async (group: readonly Read[]): Promise<void> => {
    // The first chunk that a document would have if it were longer: if it is there, the document has shrunk.
    const ids = group.flatMap(({ id, records, chunks }) => [
      ...records.map((record) => record.id),
      ...(isCutting ? [`${id}#${chunks}`] : []),
    ]);
    const there = await collection.hashes(ids);
    for (const { id, records, chunks } of group) {
      if (isCutting && there.has(`${id}#${chunks}`)) shrunk.push({ document: id, chunks });
      for (const record of records) {
        if (there.get(record.id) === record.contentHash && !inFlight.holds(record.id)) {
          counts.unchanged++;
          continue;
        }
        const full = batcher.add(record);
        if (full !== undefined) await inFlight.start(full);
      }
    }
    report();
  };

  try {
    let group: Read[] = [];
    let waiting = 0;
    for await (const document of options.source) {
      signal?.throwIfAborted();
      const chunker = chunkerOf(document);
      const records = await prepare(document, chunker);
      counts.documents++;
      counts.records += records.length;
      group.push({ id: document.id, records, chunks: chunker === undefined ? 0 : records.length });
      waiting += records.length + 1;
      if (waiting >= lookUp) {
        await settle(group);
        group = [];
        waiting = 0;
      }
    }
    await settle(group);
    const rest = batcher.take();
    if (rest.length > 0) await inFlight.start(rest);
    await inFlight.all();
    for (const { document, chunks } of shrunk) {
      counts.removed += await collection.delete(
        and(eq(chunkKeys.document, document), range(chunkKeys.index, { gte: chunks })),
      );
    }
  } catch (error) {
    await inFlight.ended();
    throw error;
  }
  report();
  return { ...counts };
}

interface Read {
  readonly id: string;
  readonly records: readonly Prepared[];
  /** How many of the records are chunks: all or none. */
  readonly chunks: number;
}
