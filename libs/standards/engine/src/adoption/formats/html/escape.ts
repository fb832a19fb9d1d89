import { visibleText } from '../../../report/text/visible.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML and SVG show it and nothing else, also inside of an attribute in quotes; every character of it visible. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (special) => entities[special] ?? special);
}
