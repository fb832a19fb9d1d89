import { compareCodePoints } from '../filter/matches.ts';

/** One voice's ids, best first. */
export interface RankedIds {
  readonly ids: readonly string[];
  readonly weight: number;
}

/** Fuses rankings by reciprocal rank; ranks count from 1. Best first, equal scores in the order of ids. */
export function fuse(
  rankings: readonly RankedIds[],
  k: number,
): { readonly id: string; readonly score: number }[] {
  const scores = new Map<string, number>();
  for (const { ids, weight } of rankings) {
    ids.forEach((id, at) => scores.set(id, (scores.get(id) ?? 0) + weight / (k + at + 1)));
  }
  return [...scores]
    .map(([id, score]) => ({ id, score }))
    .sort((a, b) => b.score - a.score || compareCodePoints(a.id, b.id));
}
