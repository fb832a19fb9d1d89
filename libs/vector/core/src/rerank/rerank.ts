import type { Reranker } from '../contract/reranker.ts';
import type { Hit, SearchResult } from '../contract/vector-store.ts';
import { VectorError } from '../errors.ts';
import { compareCodePoints } from '../filter/matches.ts';

/**
 * Orders what was found anew by a reranker's scores, which take the place of the search's. The search must select texts, and
 * should ask for some times as many hits as are wanted.
 *
 * Throws `VECTOR_BAD_SEARCH` where hits have no text, `VECTOR_PROVIDER_ANSWER` where scores are missing or not finite.
 */
export async function rerank(
  result: SearchResult,
  query: string,
  reranker: Reranker,
  options: { readonly limit?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<SearchResult> {
  const { limit = result.hits.length, signal } = options;
  const texts = result.hits.map(({ id, text }) => {
    if (text === undefined)
      throw new VectorError(
        'VECTOR_BAD_SEARCH',
        `Hit "${id}" carries no text to rerank; search with select: { text: true }.`,
      );
    return text;
  });
  const scores = texts.length === 0 ? [] : await reranker.score(query, texts, { signal });
  if (scores.length !== texts.length || !scores.every(Number.isFinite))
    throw new VectorError(
      'VECTOR_PROVIDER_ANSWER',
      `${reranker.model} gave ${scores.length} scores for ${texts.length} texts, or one that is not finite.`,
    );
  const hits: Hit[] = result.hits
    .map((hit, at) => ({ ...hit, score: scores[at] ?? 0 }))
    .sort((a, b) => b.score - a.score || compareCodePoints(a.id, b.id));
  return { ...result, hits: hits.slice(0, limit) };
}
