import { columns } from './wrap.ts';

export interface FittedTable {
  readonly head: string;
  readonly rows: readonly string[];
}

/**
 * Lines of a table, its columns as wide as what stands in them. Columns that the width has no room for are left out, from the
 * right.
 *
 * @param left how many columns are aligned to the left; these always stay
 */
export function fitTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { width, left }: { readonly width: number; readonly left: number },
): FittedTable {
  const widths = headings.map((heading, at) =>
    Math.max(columns(heading), ...rows.map((row) => columns(row[at] ?? ''))),
  );
  let used = -2;
  const shown = widths.findIndex((wide, at) => {
    used += 2 + wide;
    return at >= left && used > width;
  });
  const line = (cells: readonly string[]): string =>
    widths
      .slice(0, shown === -1 ? undefined : shown)
      .map((wide, at) => {
        const cell = cells[at] ?? '';
        const room = ' '.repeat(wide - columns(cell));
        return at < left ? cell + room : room + cell;
      })
      .join('  ')
      .trimEnd();
  return { head: line(headings), rows: rows.map(line) };
}
