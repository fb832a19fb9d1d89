import { bits, bitsOf, codes, letter } from './characters.ts';
import { levels, months, timeZones, weekdays } from './known-words.ts';

/**
 * Where the message of a line begins: behind a header of time, level, host, program, thread and logger, where there is one. A line
 * has a header only if a time stands at its start (a level, a priority in angle brackets or an opening bracket may come first), for
 * callers give messages alone too, and those may begin with a word in brackets.
 */
export function messageStart(line: string, start: number, end: number): number {
  let index = skipSpace(line, start, end);
  index = priority(line, index, end);
  const levelFirst = levelEnd(line, index, end);
  let leveled = levelFirst !== -1;
  let after = timeEnd(line, leveled ? skipMarks(line, levelFirst, end) : index, end);
  if (after === -1) return start;
  let named = false;
  // Of syslog: `Jun 14 15:16:01`, or behind a priority.
  const bsd =
    (bitsOf(line.charCodeAt(index)) & letter) !== 0 || index !== skipSpace(line, start, end);
  // A header has few parts; what looks like more of it is the message.
  for (let parts = 0; parts < 8; parts += 1) {
    const next = skipMarks(line, after, end);
    if (next >= end) return start;
    const level = levelEnd(line, next, end);
    if (level !== -1 && !leveled) {
      leveled = true;
      after = level;
      continue;
    }
    const time = timeEnd(line, next, end);
    if (time !== -1) {
      after = time;
      continue;
    }
    const group = groupEnd(line, next, end);
    if (group !== -1) {
      after = group;
      continue;
    }
    const number = numberEnd(line, next, end);
    if (number !== -1) {
      after = number;
      continue;
    }
    if (!named) {
      const name = nameEnd(line, next, end, leveled, bsd);
      if (name !== -1) {
        named = true;
        after = name;
        continue;
      }
    }
    return next;
  }
  return skipMarks(line, after, end);
}

function skipSpace(line: string, from: number, end: number): number {
  let index = from;
  while (index < end && (bitsOf(line.charCodeAt(index)) & bits.space) !== 0) index += 1;
  return index;
}

/** Blanks and what parts the pieces of a header. */
function skipMarks(line: string, from: number, end: number): number {
  let index = from;
  while (index < end) {
    const code = line.charCodeAt(index);
    if ((bitsOf(code) & bits.space) !== 0 || code === codes.bar || code === codes.colon) index += 1;
    else if (code === codes.minus && isBlank(line, index + 1, end, codes.minus)) index += 1;
    else if ((code === codes.comma || code === codes.closeSquare) && index === from) index += 1;
    else break;
  }
  return index;
}

function isBlank(line: string, index: number, end: number, or: number): boolean {
  return (
    index >= end ||
    (bitsOf(line.charCodeAt(index)) & bits.space) !== 0 ||
    line.charCodeAt(index) === or
  );
}

function priority(line: string, start: number, end: number): number {
  if (line.charCodeAt(start) !== codes.less) return start;
  let index = start + 1;
  while (index < end && index < start + 4 && isDigit(line, index)) index += 1;
  if (index === start + 1 || line.charCodeAt(index) !== codes.greater) return start;
  // Version of RFC 5424.
  return isDigit(line, index + 1) && line.charCodeAt(index + 2) === 32 ? index + 3 : index + 1;
}

function levelEnd(line: string, start: number, end: number): number {
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

function isDigit(line: string, index: number): boolean {
  return (bitsOf(line.charCodeAt(index)) & bits.digit) !== 0;
}

/** Characters of which dates and times are made; letters only as parts of an ISO date or a month. */
function timeEnd(line: string, start: number, end: number): number {
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

/** `[main]`, `(pool-1)`, `[app,trace,span]`: short, and not at the end of the line. */
function groupEnd(line: string, start: number, end: number): number {
  const code = line.charCodeAt(start);
  const closing =
    code === codes.openSquare
      ? codes.closeSquare
      : code === codes.openRound
        ? codes.closeRound
        : -1;
  if (closing === -1) return -1;
  const limit = Math.min(end, start + 80);
  for (let index = start + 1; index < limit; index += 1) {
    const inside = line.charCodeAt(index);
    if (inside === closing) return index + 1 < end ? index + 1 : -1;
  }
  return -1;
}

/** A process or thread id. */
function numberEnd(line: string, start: number, end: number): number {
  let index = start;
  while (index < end && index < start + 10 && isDigit(line, index)) index += 1;
  if (index === start) return -1;
  const code = line.charCodeAt(index);
  return (bitsOf(code) & bits.space) !== 0 &&
    looksLikeHeaderAfter(line, skipSpace(line, index, end), end)
    ? index
    : -1;
}

/** After an id, more of the header must follow, or the number begins the message. */
function looksLikeHeaderAfter(line: string, start: number, end: number): boolean {
  return (
    levelEnd(line, start, end) !== -1 ||
    line.charCodeAt(start) === codes.openSquare ||
    line.charCodeAt(start) === codes.minus ||
    (isDigit(line, start) && numberEnd(line, start, end) !== -1) ||
    nameEnd(line, start, end, false, false) !== -1
  );
}

/**
 * A host and a program (`web sshd[123]:`), or a logger (`com.acme.Orders:`, `app.views -`). A single word with a colon is a name only
 * behind a level; elsewhere it may begin the message.
 */
function nameEnd(
  line: string,
  start: number,
  end: number,
  afterLevel: boolean,
  afterSyslogTime: boolean,
): number {
  let index = start;
  let dots = 0;
  let identifier = true;
  while (index < end && index < start + 100) {
    const code = line.charCodeAt(index);
    if (
      (bitsOf(code) & (letter | bits.digit)) !== 0 ||
      code === codes.minus ||
      code === codes.underscore ||
      code === codes.dollar ||
      code === codes.slash
    ) {
      index += 1;
    } else if (code === codes.dot) {
      dots += 1;
      index += 1;
    } else break;
  }
  if (index === start || index >= end) return -1;
  if ((bitsOf(line.charCodeAt(start)) & letter) === 0) identifier = false;
  const code = line.charCodeAt(index);
  if (code === codes.openSquare || code === codes.openRound) {
    // prog[123]:
    const close = groupEnd(line, index, end);
    if (close === -1) return -1;
    let last = close;
    if (line.charCodeAt(last) === codes.openSquare) last = groupEnd(line, last, end);
    return last !== -1 && line.charCodeAt(last) === codes.colon && isBlank(line, last + 1, end, 32)
      ? last + 1
      : -1;
  }
  if (!identifier) return -1;
  if (code === codes.colon) {
    if (!isBlank(line, index + 1, end, 32)) return -1;
    return dots >= 1 || (afterLevel && !isPlainWord(line, start, index)) ? index + 1 : -1;
  }
  if ((bitsOf(code) & bits.space) === 0) return -1;
  const next = skipSpace(line, index, end);
  if (line.charCodeAt(next) === codes.minus && isBlank(line, next + 1, end, codes.minus))
    return afterLevel || dots > 0 ? next + 1 : -1;
  if (afterLevel && (dots >= 2 || (dots === 1 && line.charCodeAt(next) === codes.openSquare))) {
    return index;
  }
  // A host: a program with its id comes next.
  return afterSyslogTime ? programEnd(line, next, end) : -1;
}

/** `Summary`: a word that begins a sentence, rather than the name of a logger. */
function isPlainWord(line: string, start: number, end: number): boolean {
  if ((bitsOf(line.charCodeAt(start)) & bits.upper) === 0) return false;
  for (let index = start + 1; index < end; index += 1) {
    if ((bitsOf(line.charCodeAt(index)) & bits.lower) === 0) return false;
  }
  return true;
}

function programEnd(line: string, start: number, end: number): number {
  let index = start;
  while (index < end && index < start + 60) {
    const code = line.charCodeAt(index);
    if (
      (bitsOf(code) & (letter | bits.digit)) === 0 &&
      code !== codes.minus &&
      code !== codes.underscore &&
      code !== codes.slash &&
      code !== codes.dot
    )
      break;
    index += 1;
  }
  if (index === start) return -1;
  let code = line.charCodeAt(index);
  while (code === codes.openSquare || code === codes.openRound) {
    const close = groupEnd(line, index, end);
    if (close === -1) return -1;
    index = close;
    code = line.charCodeAt(index);
  }
  return code === codes.colon && isBlank(line, index + 1, end, 32) ? index + 1 : -1;
}
