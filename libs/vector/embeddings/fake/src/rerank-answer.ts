import type { Embedder } from '@vector-toolkit/core/embedder';
import type { Fault } from './index.ts';

/** Scores of documents, best first, each with the index that its document had. */
export async function rerankAnswer(
  encoder: Embedder,
  { query, documents, texts, top_n: most }: Readonly<Record<string, unknown>>,
  fault: Fault | undefined,
): Promise<unknown> {
  const given = Array.isArray(documents) ? documents : Array.isArray(texts) ? texts : [];
  const [wanted = new Float32Array(), ...vectors] = await encoder.embed(
    [query, ...given].map(String),
  );
  const scored = vectors
    .map((vector, index) => ({
      index,
      score: vector.reduce((sum, value, at) => sum + value * (wanted[at] ?? 0), 0),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, typeof most === 'number' ? most : undefined);
  if (fault?.kind === 'short') scored.pop();
  if (fault?.kind === 'reordered') scored.reverse();
  const spoiled = scored.map(({ index, score }) => ({
    index: fault?.kind === 'repeated' ? 0 : index,
    score: fault?.kind === 'not-a-number' ? Number.NaN : score,
  }));
  if (!Array.isArray(documents)) return spoiled;
  const results = spoiled.map(({ index, score }) => ({ index, relevance_score: score }));
  return { id: 'fake', results, meta: {} };
}
