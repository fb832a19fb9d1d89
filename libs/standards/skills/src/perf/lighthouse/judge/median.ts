/** Several measurements of one thing: the one in the middle, and the ends. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** @param values one or more, in any order */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return {
    median: (lower + upper) / 2,
    low: sorted[0] ?? Number.NaN,
    high: sorted.at(-1) ?? Number.NaN,
  };
}

/** The values of one key in runs that have it. */
export function valuesOf(
  runs: readonly Readonly<Record<string, number>>[],
  key: string,
): readonly number[] {
  return runs.flatMap((run) => {
    const value = Object.hasOwn(run, key) ? run[key] : undefined;
    return value === undefined ? [] : [value];
  });
}

/** The run whose values are, all in all, nearest to the medians; of two, the first. */
export function nearestToMedian(runs: readonly Readonly<Record<string, number>>[]): number {
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run)))];
  const distances = runs.map(() => 0);
  for (const key of keys) {
    const { median, low, high } = spreadOf(valuesOf(runs, key));
    const width = high - low;
    if (width === 0) continue;
    runs.forEach((run, at) => {
      const value = run[key];
      distances[at] =
        (distances[at] ?? 0) + (value === undefined ? 1 : Math.abs(value - median) / width);
    });
  }
  return distances.indexOf(Math.min(...distances));
}
