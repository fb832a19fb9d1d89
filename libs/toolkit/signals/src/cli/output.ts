import { styleText } from 'node:util';

/** Where a command writes, so that it can be tried without a process. */
export interface Output {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Resolves when what was written is on its way; for commands that write more than memory should hold. */
  readonly drained?: (() => Promise<void>) | undefined;
}

/** Rows under headings, columns as wide as their widest cell. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === cells.length - 1 ? cell : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return `${[styleText('bold', line(headings)), ...rows.map(line)].join('\n')}\n`;
}

/** One line of text from outside: what could move the cursor or colour the screen is shown, not done. */
export function printable(text: string, width = 160): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

/** Nanoseconds in the unit that a person would use. */
export function duration(nanoseconds: number): string {
  if (!Number.isFinite(nanoseconds)) return '-';
  for (const [unit, size] of [
    ['s', 1e9],
    ['ms', 1e6],
    ['µs', 1e3],
  ] as const) {
    if (nanoseconds >= size) return `${(nanoseconds / size).toPrecision(3)} ${unit}`;
  }
  return `${Math.round(nanoseconds)} ns`;
}

/** Bytes in the unit that a person would use. */
export function bytes(count: number): string {
  for (const [unit, size] of [
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
  ] as const) {
    if (count >= size) return `${(count / size).toFixed(1)} ${unit}`;
  }
  return `${count} B`;
}

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** One bar a value, the greatest the full height. */
export function sparkline(values: readonly number[]): string {
  const greatest = Math.max(...values, 0);
  return values
    .map((value) =>
      value <= 0 || greatest === 0
        ? ' '
        : blocks[Math.min(7, Math.floor((value / greatest) * 7.999))],
    )
    .join('');
}
