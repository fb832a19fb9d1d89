import { bits, bitsOf, codes, letter } from './characters.ts';
import { isDigit, levelEnd, skipSpace, timeEnd } from './header-time.ts';

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
