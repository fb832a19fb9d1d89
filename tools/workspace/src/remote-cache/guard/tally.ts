/** What came of one request of Nx, for the line at the end of a run. */
export type Step =
  | { readonly kind: 'replayed' | 'absent' | 'stored' | 'there' | 'kept' | 'skipped' }
  /** What could not be used, and why; the task ran instead, or its result was not stored. */
  | { readonly kind: 'refused'; readonly why: string };

export interface Tally {
  count(step: Step): void;
  /** One line, and one more for each reason; undefined where nothing was asked. */
  text(): string | undefined;
}

const words = [
  ['replayed', 'replayed'],
  ['absent', 'not there'],
  ['stored', 'stored'],
  ['there', 'stored by another run'],
  ['kept', 'not stored, for this run may only read'],
  ['skipped', 'not asked for, after it had failed'],
] as const;

export function createTally(): Tally {
  const counts = new Map<string, number>();
  const reasons = new Map<string, number>();
  return {
    count(step) {
      const [map, key] =
        step.kind === 'refused' ? ([reasons, step.why] as const) : ([counts, step.kind] as const);
      map.set(key, (map.get(key) ?? 0) + 1);
    },
    text() {
      const said = words.flatMap(([kind, word]) => {
        const count = counts.get(kind);
        return count === undefined ? [] : [`${count} ${word}`];
      });
      const wrong = [...reasons].map(([why, count]) => `  ${count} not used: ${why}`);
      if (said.length + wrong.length === 0) return undefined;
      return [`Remote cache: ${said.join(', ') || 'nothing came of it'}`, ...wrong].join('\n');
    },
  };
}
