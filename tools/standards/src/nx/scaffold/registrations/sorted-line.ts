import type { Registration } from '../blueprint.ts';

/** Where a line goes. */
export interface SortedPlace {
  /** Finds the line's siblings, and in its first group what they are sorted by. One of the same is the line itself, however it is padded. */
  readonly among: RegExp;
  /** The line after which the first of them goes; a table's rule that follows it counts with it. */
  readonly after: RegExp;
}

/** A line in a list that is sorted, such as the imports of a style sheet or the rows of a table. */
export function sortedLine(
  file: string,
  line: string,
  { among, after }: SortedPlace,
): Registration {
  const keyOf = (text: string): string | undefined => among.exec(text)?.[1];
  const key = keyOf(line);
  if (key === undefined) throw new Error(`\`${line}\` is not one of those that ${among} finds.`);
  return {
    file,
    add(text) {
      const lines = text.split('\n');
      const keys = lines.map(keyOf);
      if (keys.includes(key)) return text;
      const next = keys.findIndex((other) => other !== undefined && other > key);
      const last = keys.findLastIndex((other) => other !== undefined);
      const place = next !== -1 ? next : last !== -1 ? last + 1 : placeAfter(lines, after);
      return place === undefined ? text : lines.toSpliced(place, 0, line).join('\n');
    },
    remove: (text) =>
      text
        .split('\n')
        .filter((other) => keyOf(other) !== key)
        .join('\n'),
  };
}

function placeAfter(lines: readonly string[], after: RegExp): number | undefined {
  const heading = lines.findIndex((line) => after.test(line));
  if (heading === -1) return undefined;
  return /^\|[\s:|-]+\|$/.test(lines[heading + 1] ?? '') ? heading + 2 : heading + 1;
}
