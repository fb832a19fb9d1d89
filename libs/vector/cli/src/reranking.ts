import type { Reranker, SearchResult } from '@vector-toolkit/core';
import { rerank, retryingReranker, VectorError } from '@vector-toolkit/core';

/** What `--rerank` may say. */
export const rerankHelp =
  'order the best hits anew by a server with a rerank API: bge-reranker-v2-m3@http://127.0.0.1:8000/v1 (key: the variable RERANK_API_KEY)';

/** The reranker of a name `MODEL@URL`; its package is loaded when it is named. Throws `VECTOR_BAD_OPTION`. */
export async function rerankerNamed(name: string | undefined): Promise<Reranker | undefined> {
  if (name === undefined) return undefined;
  const [, model, baseUrl] = /^(.+)@(https?:\/\/.+)$/.exec(name) ?? [];
  if (model === undefined || baseUrl === undefined)
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      `"${name}" is no reranker. It looks like bge-reranker-v2-m3@http://127.0.0.1:8000/v1.`,
    );
  const { httpReranker } = await import('@vector-toolkit/rerankers-http');
  const apiKey = process.env.RERANK_API_KEY;
  return retryingReranker(
    httpReranker({ model, baseUrl, ...(apiKey === undefined ? {} : { apiKey }) }),
  );
}

/** How many hits a search asks for: a reranker can only lift what was found. */
export const hitsFor = (reranker: Reranker | undefined, limit: number): number =>
  reranker === undefined ? limit : Math.min(10_000, Math.max(50, limit * 5));

/** The best hits: by the reranker, where there is one. */
export async function best(
  result: SearchResult,
  query: string,
  reranker: Reranker | undefined,
  limit: number,
): Promise<SearchResult> {
  if (reranker === undefined) return result;
  const exhausted = result.exhausted && result.hits.length <= limit;
  return { ...(await rerank(result, query, reranker, { limit })), exhausted };
}
