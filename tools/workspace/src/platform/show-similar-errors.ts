import type { SimilarError } from '@h-j-petroleum/toolkit-similar-errors';
import { embedNewErrors, findSimilarErrors } from '@h-j-petroleum/toolkit-similar-errors';
import type pg from 'pg';

/**
 * Errors of the store that are like a text that nobody logged in these words.
 *
 * @returns lines for a person
 */
export async function showSimilarErrors(pool: pg.Pool, text: string): Promise<string[]> {
  let found: readonly SimilarError[];
  try {
    await embedNewErrors(pool);
    found = await findSimilarErrors(pool, { text }, { limit: 3 });
  } catch (error) {
    // A server of one's own may lack pgvector; all else works without.
    return [
      `Errors cannot be searched by likeness: ${error instanceof Error ? error.message : String(error)}`,
    ];
  }
  return [
    `Errors like "${text}" (findSimilarErrors):`,
    ...found.map(({ score, type, template }) =>
      `  ${score.toFixed(3)} ${type} ${template.slice(0, 100)}`.trimEnd(),
    ),
  ];
}
