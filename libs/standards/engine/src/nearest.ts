import { distance } from 'fastest-levenshtein';

/**
 * The known name that was most likely meant, for "did you mean": the one with the fewest typing errors, else one that
 * holds what was typed (`file-protocol` for `deps:file-protocol-check`). Undefined when nothing is near enough, because
 * a far-fetched suggestion is worse than none.
 */
export function nearestName(wanted: string, known: readonly string[]): string | undefined {
  const typed = wanted.toLowerCase();
  let nearest: string | undefined;
  let fewest = Infinity;
  for (const name of known) {
    const errors = distance(typed, name.toLowerCase());
    if (errors < fewest && errors <= tolerance(typed, name)) {
      nearest = name;
      fewest = errors;
    }
  }
  return nearest ?? nameThatHolds(typed, known);
}

/** One error in three letters; two letters that changed places are two errors, which four letters must bear. */
function tolerance(typed: string, name: string): number {
  const length = Math.max(typed.length, name.length);
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
}

/** The shortest name with the typed text in it; texts of one or two letters are in too many. */
function nameThatHolds(typed: string, known: readonly string[]): string | undefined {
  if (typed.length < 3) return undefined;
  let shortest: string | undefined;
  for (const name of known) {
    if (!name.toLowerCase().includes(typed)) continue;
    if (shortest === undefined || name.length < shortest.length) shortest = name;
  }
  return shortest;
}
