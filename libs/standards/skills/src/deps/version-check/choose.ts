import type { Semver } from './semver.ts';
import { canMove, lowestVersion } from './semver.ts';

/** A range as written, and how often. */
export interface Candidate {
  readonly range: string;
  readonly count: number;
}

/** How a range stands to the chosen one: means the same, can move to it, cannot, or is no range. */
export type Standing = 'same' | 'compatible' | 'incompatible' | 'invalid';

/** The range that all should have. */
export interface Choice {
  readonly range: string;
  /** Only a range that is compatible can move to the chosen one without a change of behaviour. */
  standing(range: string): Standing;
}

interface Rated extends Candidate {
  readonly canonical: string;
  readonly lowest: string;
}

/**
 * Chooses among ranges of one package. `highest`: ranges that can move to a higher one stand with it; the
 * highest of the group with most uses wins, so that one package that is ahead or behind by a major version is the one
 * that is reported. `most-used`: the most used range. Ties go to the higher range.
 *
 * @returns undefined where no range is valid
 */
export function choose(
  candidates: readonly Candidate[],
  prefer: 'highest' | 'most-used',
  semver: Semver,
): Choice | undefined {
  const rated = merge(candidates, semver).sort(
    (a, b) =>
      semver.compare(b.lowest, a.lowest) || b.count - a.count || (a.range < b.range ? -1 : 1),
  );
  const best = prefer === 'highest' ? highest(rated, semver) : mostUsed(rated);
  if (!best) return undefined;
  // Many uses, few ranges.
  const standings = new Map<string, Standing>();
  return {
    range: best.range,
    standing(range) {
      const known = standings.get(range) ?? standingOf(range, best, semver);
      standings.set(range, known);
      return known;
    },
  };
}

function standingOf(range: string, best: Rated, semver: Semver): Standing {
  const canonical = semver.validRange(range);
  if (canonical === null) return 'invalid';
  if (canonical === best.canonical) return 'same';
  return canMove(range, best.range, semver) ? 'compatible' : 'incompatible';
}

/** Ranges that mean the same are one; the form that is used most stands for it. */
function merge(candidates: readonly Candidate[], semver: Semver): Rated[] {
  const byMeaning = new Map<string, Rated>();
  for (const { range, count } of [...candidates].sort((a, b) => b.count - a.count)) {
    const canonical = semver.validRange(range);
    if (canonical === null) continue;
    const known = byMeaning.get(canonical);
    byMeaning.set(
      canonical,
      known
        ? { ...known, count: known.count + count }
        : { range, count, canonical, lowest: lowestVersion(range, semver) },
    );
  }
  return [...byMeaning.values()];
}

function highest(sorted: readonly Rated[], semver: Semver): Rated | undefined {
  let rest = sorted;
  let best: { head: Rated; uses: number } | undefined;
  while (rest.length > 0) {
    const [head, ...others] = rest;
    if (!head) break;
    const apart = others.filter((one) => !canMove(one.range, head.range, semver));
    const uses = total(rest) - total(apart);
    if (!best || uses > best.uses) best = { head, uses };
    rest = apart;
  }
  return best?.head;
}

function mostUsed(sorted: readonly Rated[]): Rated | undefined {
  let best: Rated | undefined;
  for (const one of sorted) if (!best || one.count > best.count) best = one;
  return best;
}

function total(rated: readonly Rated[]): number {
  return rated.reduce((sum, { count }) => sum + count, 0);
}
