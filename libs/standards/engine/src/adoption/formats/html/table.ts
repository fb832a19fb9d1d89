import { escapeHtml } from './escape.ts';

/** A cell in the head: its text, and whether its column holds words, which are aligned as words are. */
export type Head = string | { readonly words: string };

/** Cells in HTML already: the first names its row. */
export type Row = readonly (string | { readonly words: string })[];

/**
 * A table that scrolls inside of its own region where the page is too narrow. The region can be reached by key, since it could
 * not be scrolled otherwise.
 *
 * @param label what a screen reader calls the region
 */
export function scrollTable(
  label: string,
  heads: readonly Head[],
  rows: readonly Row[],
  look = '',
): string {
  const head = heads.map(
    (one) => `<th scope="col"${alignment(one)}>${escapeHtml(textOf(one))}</th>`,
  );
  const body = rows.map(([name = '', ...cells]) => {
    const rest = cells.map((cell) => `<td${alignment(cell)}>${textOf(cell)}</td>`);
    return `<tr><th scope="row">${textOf(name)}</th>${rest.join('')}</tr>`;
  });
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}"><table${look === '' ? '' : ` class="${look}"`}><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

/** The numbers behind a plot, folded away. */
export function numbers(title: string, heads: readonly Head[], rows: readonly Row[]): string {
  const table = scrollTable(`Numbers of: ${title}`, heads, rows, 'wide');
  return `<details><summary>Numbers<span class="hidden"> of: ${escapeHtml(title)}</span></summary>${table}</details>`;
}

function textOf(cell: Head): string {
  return typeof cell === 'string' ? cell : cell.words;
}

function alignment(cell: Head): string {
  return typeof cell === 'string' ? '' : ' class="word"';
}
