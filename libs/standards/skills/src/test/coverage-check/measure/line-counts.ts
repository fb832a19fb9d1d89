/** A statement as coverage knows it: lines counted from 1, and how often it was run. */
export interface Statement {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** Lines of code by whether a test ran them, each sorted. Lines without code are in neither. */
export interface Lines {
  readonly run: readonly number[];
  readonly missed: readonly number[];
}

/**
 * Lines of code: where a statement starts, and the further lines of a statement that has no other inside. A line with several
 * statements counts as run when one of them was.
 */
export function linesOf(statements: readonly Statement[]): Lines {
  const counts = new Map<number, number>();
  const note = (line: number, count: number): void => {
    counts.set(line, Math.max(counts.get(line) ?? 0, count));
  };
  const starts = new Set(statements.map(({ start }) => start));
  for (const { start, count } of statements) note(start, count);
  for (const { start, end, count } of statements) {
    const further = Array.from({ length: Math.max(0, end - start) }, (_, n) => start + 1 + n);
    if (further.some((line) => starts.has(line))) continue;
    for (const line of further) note(line, count);
  }
  return linesByCount(counts);
}

/** The same of counts by line. */
export function linesByCount(counts: ReadonlyMap<number, number>): Lines {
  const lines = [...counts].sort(([one], [other]) => one - other);
  return {
    run: lines.filter(([, count]) => count > 0).map(([line]) => line),
    missed: lines.filter(([, count]) => count === 0).map(([line]) => line),
  };
}
