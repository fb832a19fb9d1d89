import { lexical, memoryStore, search } from '@vector-toolkit/core';

/** The peer: BM25 of the store in memory over the documents at hand. */
export async function bm25Ranker(query: string, documents: readonly string[]): Promise<number[]> {
  const space = { model: 'none', dimensions: 1, normalized: true };
  const collection = await memoryStore().open({ name: 'documents', space });
  await collection.upsert(
    documents.map((text, at) => ({
      id: String(at),
      text,
      vector: Float32Array.of(1),
      metadata: {},
      contentHash: String(at),
    })),
  );
  const { hits } = await collection.search(search(lexical(query), { limit: 10_000 }));
  const scores = new Map(hits.map(({ id, score }) => [id, score]));
  return documents.map((_, at) => scores.get(String(at)) ?? 0);
}
