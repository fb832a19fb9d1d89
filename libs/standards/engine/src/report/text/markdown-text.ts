import { visibleLines, visibleText } from './visible.ts';

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['|', '&#124;'],
  ['@', '&#64;'],
  ['://', '&#58;//'],
]);

/**
 * Text as GitHub's Markdown shows it and nothing else: no HTML, no emphasis, no links, no table cells, no headings.
 * What GitHub looks for after Markdown was read (mentions, bare addresses) a backslash does not stop; an entity does.
 */
export function markdownText(text: string): string {
  return visibleText(text).replace(
    /:\/\/|[&<>|@\\`*_~[\]#!]/g,
    (special) => entities.get(special) ?? `\\${special}`,
  );
}

/**
 * A code span: fenced by more backticks than stand in it in a row, padded where a backtick touches the fence. A pipe
 * would end a table's cell even inside of code, so it is escaped, which only a table undoes.
 */
export function codeSpan(text: string, place: 'cell' | 'line' = 'line'): string {
  const shown = visibleText(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = shown === '' || /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  const span = `${fence}${pad}${shown}${pad}${fence}`;
  return place === 'cell' ? span.replaceAll('|', String.raw`\|`) : span;
}

/** As {@link codeSpan}, with a line of its own for each line of the text. */
export function codeLines(text: string): string {
  return visibleLines(text)
    .map((line) => codeSpan(line))
    .join('<br>');
}
