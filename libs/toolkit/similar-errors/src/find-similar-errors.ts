import { dense, hybrid, lexical, search, VectorError } from '@vector-toolkit/core';
import type pg from 'pg';
import type { SimilarErrorsOptions } from './embed-new-errors.ts';
import { openErrors } from './embed-new-errors.ts';

/** An error that is like another. */
export interface SimilarError {
  /** Fingerprint, as the signal store prints it. */
  readonly fingerprint: string;
  /** Cosine similarity to a fingerprint; for a text the fused rank of meaning and words. Higher is more alike. */
  readonly score: number;
  readonly type: string;
  readonly template: string;
  readonly firstSeen: Date;
}

/**
 * Errors like one: like a fingerprint of the store, or like a text. A fingerprint is compared by its meaning and never finds
 * itself; a text by meaning and by words.
 *
 * Throws `VECTOR_BAD_SEARCH` where the fingerprint has no embedding.
 */
export async function findSimilarErrors(
  pool: pg.Pool,
  like: { readonly fingerprint: string } | { readonly text: string },
  options: SimilarErrorsOptions & { readonly limit?: number; readonly minScore?: number } = {},
): Promise<readonly SimilarError[]> {
  const { limit = 10, minScore } = options;
  const { collection, embedder } = await openErrors(pool, options);
  const isText = 'text' in like;
  const rank = isText
    ? hybrid([dense(await embedder.embedQuery(like.text)), lexical(like.text)])
    : dense(await vectorOf(like.fingerprint));
  const { hits } = await collection.search(search(rank, { limit: limit + 1, minScore }));
  return hits
    .filter(({ id }) => isText || id !== like.fingerprint)
    .slice(0, limit)
    .map(({ id, score, metadata }) => ({
      fingerprint: id,
      score,
      type: String(metadata?.type ?? ''),
      template: String(metadata?.template ?? ''),
      firstSeen: new Date(String(metadata?.firstSeen)),
    }));

  async function vectorOf(fingerprint: string): Promise<Float32Array> {
    const before = await collection.vectorOf(fingerprint);
    if (before !== undefined) return before;
    throw new VectorError(
      'VECTOR_BAD_SEARCH',
      `Fingerprint ${fingerprint} has no embedding: it is unknown, or \`embedNewErrors\` has not run since it was first seen.`,
    );
  }
}
