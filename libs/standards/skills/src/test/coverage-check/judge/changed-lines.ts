import { diffLines } from 'diff';

/** Lines of a text, counted from 1, that were not there before. Ends of lines and blanks at them are of no matter. */
export function changedLines(before: string, now: string): ReadonlySet<number> {
  const changed = new Set<number>();
  let line = 1;
  for (const part of diffLines(trimmed(before), trimmed(now))) {
    if (part.removed) continue;
    if (part.added) for (let n = 0; n < part.count; n++) changed.add(line + n);
    line += part.count;
  }
  return changed;
}

const trimmed = (text: string): string => text.replaceAll(/[ \t]*\r?\n/g, '\n');
