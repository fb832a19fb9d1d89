import {
  isGlob,
  isNegated,
  matchesGlob,
  normaliseGlob,
  withoutNegation,
} from '../../workspace/glob.ts';

/** Which globs take folders away from one that adds them. Every package manager has its own answer. */
export type NegationRule = (patterns: readonly string[], at: number) => readonly string[];

/** pnpm and Yarn from 2 on: all of them, wherever they stand. */
export const everyNegation: NegationRule = (patterns) => negatedOf(patterns);

/** Yarn 1 knows no negation: `!x` is a glob for a folder whose name starts with `!`, and takes nothing away. */
export const noNegation: NegationRule = () => [];

/** Bun: those that stand later, and from a glob only; a path that is spelt out stays. */
export const laterNegation: NegationRule = (patterns, at) =>
  isGlob(normaliseGlob(patterns[at] ?? '')) ? negatedOf(patterns.slice(at + 1)) : [];

/**
 * npm: all but those that a later pattern takes back, as in `packages/*`, `!packages/a`, `packages/a`. One that matches
 * the text of a pattern takes away all of that pattern: `!a/*` leaves nothing of `a/**`.
 */
export const npmNegation: NegationRule = (patterns, at) => {
  const remaining = patterns.flatMap((pattern, index) => {
    if (!isNegated(pattern)) return [];
    const glob = normaliseGlob(withoutNegation(pattern));
    const takenBack = patterns
      .slice(index + 1)
      .some((later) => !isNegated(later) && matchesGlob(normaliseGlob(later), [glob]));
    return takenBack ? [] : [glob];
  });
  return matchesGlob(normaliseGlob(patterns[at] ?? ''), remaining) ? ['**'] : remaining;
};

function negatedOf(patterns: readonly string[]): readonly string[] {
  return patterns.filter(isNegated).map((pattern) => normaliseGlob(withoutNegation(pattern)));
}
