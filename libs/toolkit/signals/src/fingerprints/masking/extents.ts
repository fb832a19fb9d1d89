import { bits, bitsOf, codes } from './characters.ts';

/** How far a closing quote or bracket is looked for, so that an unclosed one costs no more than this. */
const reach = 4096;

/**
 * Characters that may still be looked at in search of a closing quote or bracket, so that a line of nothing but opening ones costs
 * no more than its length.
 */
let budget = 0;

/** Begins a line of this length. */
export function beginLine(length: number): void {
  budget = 2 * length + reach;
}

/** Just behind the quote that closes the one at `start`, or -1. */
export function quotedEnd(line: string, start: number, end: number): number {
  const opening = line.charCodeAt(start);
  const limit = Math.min(end, start + Math.min(reach, budget));
  for (let index = start + 1; index < limit; index += 1) {
    const code = line.charCodeAt(index);
    if (code === codes.backslash) {
      index += 1;
    } else if (code === opening || (opening === codes.backtick && code === codes.apostrophe)) {
      // An apostrophe inside a word closes nothing.
      if (
        code === codes.apostrophe &&
        index + 1 < end &&
        (bitsOf(line.charCodeAt(index + 1)) & (bits.lower | bits.upper | bits.digit)) !== 0
      ) {
        continue;
      }
      budget -= index - start;
      return index + 1;
    }
  }
  budget -= limit - start;
  return -1;
}

/** Just behind the bracket that closes the one at `start`, counting brackets of every kind and leaping over double quotes; or -1. */
export function bracketEnd(line: string, start: number, end: number): number {
  const limit = Math.min(end, start + Math.min(reach, budget));
  let depth = 0;
  for (let index = start; index < limit; index += 1) {
    const code = line.charCodeAt(index);
    if (code === codes.quote) {
      for (index += 1; index < limit && line.charCodeAt(index) !== codes.quote; index += 1) {
        if (line.charCodeAt(index) === codes.backslash) index += 1;
      }
      continue;
    }
    if (code === codes.less || code === codes.greater) continue;
    const kind = bitsOf(code);
    if ((kind & bits.open) !== 0) depth += 1;
    else if ((kind & bits.close) !== 0) {
      depth -= 1;
      if (depth === 0) {
        budget -= index - start;
        return index + 1;
      }
    }
  }
  budget -= limit - start;
  return -1;
}

/** Just behind the value that begins at `start`, as after an equals sign: quoted, in brackets, or up to what ends it. */
export function valueEnd(line: string, start: number, end: number): number {
  let index = start;
  while (index < end) {
    const code = line.charCodeAt(index);
    const kind = bitsOf(code);
    if ((kind & bits.space) !== 0) break;
    if ((kind & bits.quote) !== 0) {
      const closed = quotedEnd(line, index, end);
      if (closed === -1) {
        index += 1;
        continue;
      }
      index = closed;
      continue;
    }
    if (code === codes.less) {
      const close = line.indexOf('>', index);
      if (index === start && close !== -1 && close < Math.min(end, index + reach)) {
        index = close + 1;
        continue;
      }
      break;
    }
    if ((kind & bits.open) !== 0) {
      const closed = bracketEnd(line, index, end);
      if (closed === -1) break;
      index = closed;
      continue;
    }
    if ((kind & bits.close) !== 0 || code === codes.semicolon || code === codes.bar) break;
    if (code === codes.comma) {
      // A thousands separator, or a list of numbers, goes on; a comma between fields does not.
      if (index + 1 < end && (bitsOf(line.charCodeAt(index + 1)) & bits.digit) !== 0) {
        index += 1;
        continue;
      }
      break;
    }
    index += 1;
  }
  // A full stop at the end belongs to the sentence.
  while (index > start + 1 && line.charCodeAt(index - 1) === codes.dot) index -= 1;
  return index;
}

/** Just behind an address that begins with `scheme://`. */
export function urlEnd(line: string, start: number, end: number): number {
  let index = start;
  while (index < end) {
    const code = line.charCodeAt(index);
    const kind = bitsOf(code);
    if ((kind & (bits.space | bits.quote | bits.close)) !== 0 || code === codes.less) break;
    if (
      (code === codes.comma || code === codes.semicolon) &&
      (index + 1 === end || (bitsOf(line.charCodeAt(index + 1)) & bits.space) !== 0)
    ) {
      break;
    }
    index += 1;
  }
  while (index > start && /[.:!]/.test(line.charAt(index - 1))) index -= 1;
  return index;
}
