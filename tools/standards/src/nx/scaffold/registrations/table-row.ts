import type { Registration } from '../blueprint.ts';

/** A row at the end of a table in Markdown, known by its first cell. */
export function tableRow(file: string, head: RegExp, cells: readonly string[]): Registration {
  const [first = ''] = cells;
  const isOwn = (line: string): boolean => line.split('|')[1]?.trim() === first;
  /** From the head of the table to the line after it. */
  const tableIn = (lines: readonly string[]): readonly [number, number] | undefined => {
    const start = lines.findIndex((line) => head.test(line));
    if (start === -1) return undefined;
    const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
    return [start, length === -1 ? lines.length : start + length];
  };
  return {
    file,
    add(text) {
      const lines = text.split('\n');
      const table = tableIn(lines);
      if (table === undefined || lines.slice(...table).some(isOwn)) return text;
      lines.splice(table[1], 0, `| ${cells.join(' | ')} |`);
      return lines.join('\n');
    },
    remove(text) {
      const lines = text.split('\n');
      const [start, end] = tableIn(lines) ?? [0, 0];
      return lines
        .filter((line, index) => index < start || index >= end || !isOwn(line))
        .join('\n');
    },
  };
}
