/** Narrower than this nothing readable is left, so a terminal that says it is narrower is not believed. */
const narrowest = 40;

/**
 * Breaks text at spaces so that no line is longer than `width`. A word that is longer stays whole: a path or a range
 * that is broken in two can be neither clicked nor copied. What goes on in a further line is indented as the text is.
 */
export function wrap(text: string, width: number): string[] {
  const words = text.trimStart();
  const indent = text.slice(0, text.length - words.length);
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line === '') line = indent + word;
    else if (columns(line) + 1 + columns(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line];
}

/** The width to write for: the terminal's, within what can be read; 80 where it is not known. */
export function usableWidth(width: number): number {
  return Number.isFinite(width) && width > 0 ? Math.max(narrowest, Math.trunc(width)) : 80;
}

/** Columns that a text takes; wide characters are counted as one, which at worst makes a line longer. */
export function columns(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
