/** Where a command writes, so that it can be tried without a process. */
export interface Output {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Whether a person watches the errors: then progress is drawn over itself. */
  readonly isTerminal: boolean;
}

/** One line of text from outside: what could move the cursor or colour the screen is shown, not done. */
export function printable(text: string, width = 100): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

/** Rows under headings, columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}

/** Shows how far a long command is: over itself on a terminal, a line every five seconds elsewhere. */
export function progressLine(output: Output): { show(text: string): void; end(): void } {
  let shownAt = performance.now();
  return {
    show: (text) => {
      const now = performance.now();
      if (now - shownAt < (output.isTerminal ? 100 : 5000)) return;
      shownAt = now;
      output.writeError(output.isTerminal ? `\r\u001b[K${text}` : `${text}\n`);
    },
    end: () => {
      if (output.isTerminal) output.writeError('\r\u001b[K');
    },
  };
}
