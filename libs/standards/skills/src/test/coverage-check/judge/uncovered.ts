import type { CoverageFacts } from '../measure/facts.ts';
import { changedLines } from './changed-lines.ts';
import { codeLines } from './code-lines.ts';

/** A source that was changed. */
export interface Changed {
  readonly path: string;
  /** Empty for one that is new. */
  readonly before: string;
  readonly now: string;
}

/** What tests run of one change. */
export interface Judged {
  readonly path: string;
  /** Changed lines of code. */
  readonly changed: number;
  /** Those of them that no test runs, sorted. */
  readonly missed: readonly number[];
  /** Whether any test loads the file. */
  readonly loaded: boolean;
}

export async function judgeChange(
  { path, before, now }: Changed,
  files: CoverageFacts['files'],
): Promise<Judged> {
  const lines = changedLines(before, now);
  const known = files[path];
  if (known === undefined) {
    const code = [...(await codeLines(path, now))].filter((line) => lines.has(line));
    return { path, changed: code.length, missed: code.sort((a, b) => a - b), loaded: false };
  }
  const missed = known.missed.filter((line) => lines.has(line));
  const ran = known.run.filter((line) => lines.has(line));
  return { path, changed: missed.length + ran.length, missed, loaded: true };
}

/** `3-5, 9`; of many the first eight. */
export function rangesOf(lines: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  const shown = ranges
    .slice(0, 8)
    .map(([from, to]) => (from === to ? String(from) : `${from}-${to}`));
  const more = ranges.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
