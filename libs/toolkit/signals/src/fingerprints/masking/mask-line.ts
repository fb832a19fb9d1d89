import { codes } from './characters.ts';
import { beginLine } from './extents.ts';
import { messageStart } from './header.ts';
import { jsonMessage } from './json-line.ts';
import { scan } from './scan.ts';

/** Characters of a line that are looked at; the rest is as if it were not there. */
export const maxLineLength = 16_384;

/** Templates whose own template is known; forgotten all at once when full. */
const settled = new Map<string, string>();
const maxSettled = 20_000;

/**
 * The template of a line: its text with `<*>` in the place of every value that can be told from the line alone (numbers, addresses,
 * paths, ids, dates, quoted text, what follows an equals sign, ...), without its header of time, level, host, program and logger.
 * Depends on nothing but the line. A template is its own template. Of several lines the first that is not blank is read, and the
 * one after it where that ends in a colon. At most {@link maxLineLength} characters are looked at.
 */
export function maskLine(line: string): string {
  return settle(scanWhole(line));
}

// Sequences that colour or move in a terminal; each part is bounded.
// eslint-disable-next-line no-control-regex -- the escape character is what this is about
const escapes = /\u001b\[[0-9;?]{0,20}[ -/]?[@-~]/g;

function scanWhole(whole: string): string {
  const read = whole.length > maxLineLength ? whole.slice(0, maxLineLength) : whole;
  const line = read.includes('\u001b[') ? read.replaceAll(escapes, '') : read;
  let start = 0;
  const most = line.length;
  while (start < most && line.charCodeAt(start) <= 32) start += 1;
  let end = lineEnd(line, start, most);
  if (end < most && line.charCodeAt(end - 1) === codes.colon) end = lineEnd(line, end + 1, most);
  start = messageStart(line, start, end);
  if (line.charCodeAt(start) === codes.openCurly) {
    beginLine(end - start);
    const [from, to] = jsonMessage(line, start, end);
    if (from !== -1) return scan(line, from, to);
  }
  return scan(line, start, end);
}

function lineEnd(line: string, start: number, most: number): number {
  const newline = line.indexOf('\n', start);
  return newline === -1 || newline > most ? most : newline;
}

/** What is scanned again until that changes nothing, so that a template is its own template. */
function settle(first: string): string {
  const known = settled.get(first);
  if (known !== undefined) return known;
  let template = first;
  for (let round = 0; round < 12; round += 1) {
    const next = scanWhole(template).trim();
    if (next === template) break;
    template = next;
  }
  if (settled.size >= maxSettled) settled.clear();
  template = copied(template);
  settled.set(copied(first), template);
  return template;
}

/** A part of a string keeps the whole of it in memory; a copy does not. */
function copied(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
