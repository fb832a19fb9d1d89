import { bits, bitsOf, codes, letter } from './characters.ts';
import { levels, months, timeZones, weekdays } from './known-words.ts';

/** Where white space ends. */
export function skipSpace(line: string, from: number, end: number): number {
  let index = from;
  while (index < end && (bitsOf(line.charCodeAt(index)) & bits.space) !== 0) index += 1;
  return index;
}

export function isDigit(line: string, index: number): boolean {
  return (bitsOf(line.charCodeAt(index)) & bits.digit) !== 0;
}

/** Just behind `INFO` or `[INFO]`; or -1. */
export function levelEnd(line: string, start: number, end: number): number {
  let from = start;
  const bracketed = line.charCodeAt(start) === codes.openSquare;
  if (bracketed) from += 1;
  let to = from;
  while (to < end && to < from + 12 && (bitsOf(line.charCodeAt(to)) & letter) !== 0) to += 1;
  if (to === from || to >= end) return -1;
  if (!levels.has(line.slice(from, to))) return -1;
  let after = to;
  while (after < end && line.charCodeAt(after) === 32 && bracketed) after += 1;
  const code = line.charCodeAt(after);
  if (bracketed) return code === codes.closeSquare ? after + 1 : -1;
  return (bitsOf(code) & bits.space) !== 0 ||
    code === codes.colon ||
    code === codes.bar ||
    code === codes.comma
    ? after
    : -1;
}

/** Just behind a date, a time of day or both; or -1. Letters count only as parts of an ISO date or a month. */
export function timeEnd(line: string, start: number, end: number): number {
  let index = start;
  const bracketed = line.charCodeAt(index) === codes.openSquare;
  if (bracketed) index = skipSpace(line, index + 1, end);
  let digits = 0;
  let marks = 0;
  let words = 0;
  let to: number;
  for (;;) {
    const pieceStart = index;
    while (index < end && index < pieceStart + 40) {
      const code = line.charCodeAt(index);
      if (isDigit(line, index)) digits += 1;
      else if (code === codes.colon && isDigit(line, index + 1)) marks += 1;
      else if (
        (code === codes.minus ||
          code === codes.slash ||
          code === codes.dot ||
          code === codes.comma ||
          code === codes.plus) &&
        (isDigit(line, index + 1) ||
          (code === codes.slash && (bitsOf(line.charCodeAt(index + 1)) & bits.upper) !== 0))
      ) {
        if (index > pieceStart || code === codes.plus)
          marks += code === codes.dot || code === codes.comma ? 0.5 : 1;
        else break;
      } else if ((code === 84 || code === 90) && index > pieceStart && isDigit(line, index - 1))
        marks += 1;
      else break;
      index += 1;
    }
    if (
      index === pieceStart ||
      (bitsOf(line.charCodeAt(index)) & letter) !== 0 ||
      line.charCodeAt(index) === codes.slash
    ) {
      const wordStart = index;
      to = wordStart;
      while (
        index < end &&
        index < wordStart + 6 &&
        (bitsOf(line.charCodeAt(index)) & letter) !== 0
      )
        index += 1;
      const word = line.slice(wordStart, index);
      if (months.has(word) || weekdays.has(word)) {
        words += 1;
        if (line.charCodeAt(index) === codes.comma) index += 1;
        if (line.charCodeAt(index) === codes.slash) {
          index += 1;
          continue;
        }
      } else if (timeZones.has(word) && marks >= 2) {
        to = index;
        break;
      } else break;
    }
    to = index;
    const next = skipSpace(line, index, end);
    if (next === index || next > index + 2 || next >= end) break;
    // A second piece: the time after a date.
    const more = isDigit(line, next)
      ? looksLikeTime(line, next, end, words > 0)
      : words > 0 && marks < 2
        ? (bitsOf(line.charCodeAt(next)) & bits.upper) !== 0
        : (marks >= 2 && line.charCodeAt(next) === codes.plus) ||
          timeZones.has(line.slice(next, next + 3));
    if (!more) break;
    index = next;
  }
  if (bracketed) {
    const close = skipSpace(line, to, end);
    if (line.charCodeAt(close) !== codes.closeSquare) return -1;
    // [12345.678901] of a kernel, [2025-01-31 12:00:00]
    return digits > 0 && (marks >= 0.5 || digits >= 10) ? close + 1 : -1;
  }
  const code = line.charCodeAt(to);
  if (
    to < end &&
    (bitsOf(code) & bits.space) === 0 &&
    code !== codes.bar &&
    code !== codes.colon &&
    code !== codes.comma &&
    code !== codes.openSquare
  )
    return -1;
  if (words > 0) return marks >= 2 ? to : -1;
  // A date or a time of day has two marks; seconds since 1970 have ten digits.
  if (marks >= 2 && digits >= 5 && !isAddress(line, start, to)) return to;
  // Alone, so many digits may as well be a count: more of a header must follow.
  if (digits < 10 || digits > 19 || marks >= 1) return -1;
  const more = skipSpace(line, to, end);
  return levelEnd(line, more, end) !== -1 || line.charCodeAt(more) === codes.openSquare ? to : -1;
}

/** Whether digits go on like a time of day, a year or a day of the month. */
function looksLikeTime(line: string, start: number, end: number, afterMonth: boolean): boolean {
  let index = start;
  while (index < end && index < start + 5 && isDigit(line, index)) index += 1;
  const length = index - start;
  const code = line.charCodeAt(index);
  if (length <= 2 && code === codes.colon) return true;
  // Without a month before it, a number behind a time is something else.
  return afterMonth && (length <= 2 || length === 4) && (bitsOf(code) & bits.space) !== 0;
}

/** 10.1.2.3 and 10.1.2.3:80 are no times. */
function isAddress(line: string, start: number, to: number): boolean {
  let dots = 0;
  let others = 0;
  for (let index = start; index < to; index += 1) {
    const code = line.charCodeAt(index);
    if (code === codes.dot) dots += 1;
    else if (!isDigit(line, index)) others += 1;
  }
  return dots === 3 && others <= 1;
}
