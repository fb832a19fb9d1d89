import type { Marked } from './marks.ts';
import { marks } from './marks.ts';

const replacement = '\ufffd';

/** Text as Postgres takes it: no NUL, no lone surrogate, cut at `limit` UTF-16 units, never inside a pair of surrogates. */
export function storableText(value: string, limit: number, marked: Marked): string {
  let text = value;
  if (text.length > limit) {
    marked.marks |= marks.textCut;
    // Half a pair would be stored as U+FFFD.
    const last = text.charCodeAt(limit - 1);
    text = text.slice(0, last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit);
  }
  if (text.includes('\0')) {
    marked.marks |= marks.charactersReplaced;
    text = text.replaceAll('\0', replacement);
  }
  if (!text.isWellFormed()) {
    marked.marks |= marks.charactersReplaced;
    text = text.toWellFormed();
  }
  return text;
}

/** A JSON string literal that jsonb takes: neither NUL nor a lone surrogate. */
export function jsonString(value: string, marked: Marked): string {
  const quoted = JSON.stringify(value);
  // Well-formed JSON.stringify writes both as escapes, so where there is none there is nothing to mend.
  if (!quoted.includes('\\u')) return quoted;
  const mended = value.replaceAll('\0', replacement).toWellFormed();
  if (mended !== value) marked.marks |= marks.charactersReplaced;
  return JSON.stringify(mended);
}
