import { bits, bitsOf, codes, letter } from './characters.ts';
import { classify, constant, keyed, keyEnd, number, wide } from './chunk.ts';
import { beginLine, bracketEnd, quotedEnd, urlEnd, valueEnd } from './extents.ts';
import { messageKeys, months, requestMethods, timeZones, units, weekdays } from './known-words.ts';

/** What stands for a value in a template. */
export const placeholder = '<*>';

/** Of one line; a template is never longer. */
export const maxTemplateLength = 2048;

// One scanner for the process: it is done before anyone else can use it, and nothing is allocated for a line but its template.
let line = '';
let out = '';
/** Up to where the line is in `out`. */
let copied = 0;
/** Where the last value ended in the line, while nothing but what may join two values came after it; or -1. */
let valueEnded = -1;
/** Whether that value is a number, to which a unit may follow. */
let numeric = false;

/** The template of a part of a line: its text with `<*>` for each value, white space made even. */
export function scan(text: string, start: number, end: number): string {
  beginLine(end - start);
  line = text;
  out = '';
  copied = start;
  valueEnded = -1;
  numeric = false;
  part(start, end);
  if (out.length < maxTemplateLength) flush(end);
  const done =
    out.length > maxTemplateLength ? out.slice(0, maxTemplateLength).toWellFormed() : out;
  line = '';
  out = '';
  return done;
}

function flush(to: number): void {
  if (to > copied) {
    if (valueEnded !== -1) valueEnded = -1;
    out += line.slice(copied, to);
  }
  copied = to;
}

/** Puts `<*>` for the line from `start` to `end`, and makes one of neighbours: lists, addresses with ports, dates with times. */
function emitValue(start: number, end: number, isNumber: boolean): void {
  if (valueEnded !== -1 && joins(valueEnded, start)) {
    copied = end;
  } else {
    if (start > copied) out += line.slice(copied, start);
    out += placeholder;
    copied = end;
  }
  valueEnded = end;
  numeric = isNumber;
}

/** Whether what stands between two values makes them parts of one. */
function joins(from: number, to: number): boolean {
  const length = to - from;
  if (length === 0) return true;
  if (length > 4) return false;
  const first = line.charCodeAt(from);
  if (length === 1) {
    return (
      first === 32 ||
      first === codes.comma ||
      first === codes.colon ||
      first === codes.minus ||
      first === codes.slash
    );
  }
  if (length === 2) {
    const second = line.charCodeAt(from + 1);
    return (
      (first === codes.comma && second === 32) ||
      (first === codes.minus && second === codes.greater)
    );
  }
  return length === 4 && line.startsWith(' -> ', from);
}

function part(start: number, end: number): void {
  let index = start;
  while (index < end) {
    if (out.length + index - copied > maxTemplateLength) return;
    const code = line.charCodeAt(index);
    const kind = bitsOf(code);
    if ((kind & bits.space) !== 0) index = space(index, end);
    else if ((kind & bits.quote) !== 0) index = quote(index, end, code);
    else if ((kind & bits.open) !== 0) index = bracket(index, end, code);
    else if (code === codes.equals) index = equals(index, end, start);
    else if ((kind & bits.ends) !== 0) index += 1;
    else index = chunk(index, end);
  }
}

/** White space becomes one blank. */
function space(index: number, end: number): number {
  let next = index;
  let uneven = false;
  while (next < end) {
    const code = line.charCodeAt(next);
    if ((bitsOf(code) & bits.space) === 0) break;
    if (code !== 32) uneven = true;
    next += 1;
  }
  if (uneven || next !== index + 1) cut(index, next, ' ');
  return next;
}

/** Leaves a part of the line out, with something in its place. */
function cut(from: number, to: number, instead: string): void {
  out += line.slice(copied, from);
  if (instead !== '' && out !== '') out += instead;
  copied = to;
  valueEnded = -1;
}

function quote(index: number, end: number, code: number): number {
  if (
    code === codes.apostrophe &&
    index > 0 &&
    (bitsOf(line.charCodeAt(index - 1)) & letter) !== 0
  ) {
    return index + 1;
  }
  const closed = quotedEnd(line, index, end);
  if (closed === -1) return index + 1;
  quoted(index, closed);
  return closed;
}

function quoted(start: number, closed: number): void {
  let wordEnd = start + 1;
  while (wordEnd < closed && (bitsOf(line.charCodeAt(wordEnd)) & bits.upper) !== 0) wordEnd += 1;
  const request =
    wordEnd - start > 3 &&
    line.charCodeAt(wordEnd) === 32 &&
    wordEnd + 2 < closed &&
    requestMethods.has(line.slice(start + 1, wordEnd));
  const from = request ? wordEnd + 1 : start + 1;
  if (from > copied) {
    out += line.slice(copied, from);
    valueEnded = -1;
  }
  out += placeholder;
  copied = closed - 1;
  valueEnded = -1;
}

function bracket(index: number, end: number, code: number): number {
  if (code === codes.less) {
    if (line.startsWith(placeholder, index)) {
      emitValue(index, index + 3, true);
      return index + 3;
    }
    return index + 1;
  }
  if (code === codes.openRound) {
    if (line.startsWith('(null)', index)) {
      emitBetween(index + 1, index + 5);
      return index + 6;
    }
    return index + 1;
  }
  const closed = bracketEnd(line, index, end);
  if (closed === -1) return index + 1;
  if (code === codes.openCurly ? isBody(index, closed) : isList(index, closed)) {
    emitBetween(index + 1, closed - 1);
    return closed;
  }
  return index + 1;
}

/** One placeholder for what stands inside brackets; the brackets stay. */
function emitBetween(start: number, end: number): void {
  out += line.slice(copied, start) + placeholder;
  copied = end;
  valueEnded = -1;
}

/** Curly brackets around fields, or around nothing. */
function isBody(start: number, closed: number): boolean {
  for (let index = start + 1; index < closed - 1; index += 1) {
    const code = line.charCodeAt(index);
    if (
      code === codes.colon ||
      code === codes.equals ||
      code === codes.quote ||
      code === codes.comma
    )
      return true;
  }
  return closed === start + 2;
}

/** Square brackets around elements of one word each, or around nothing. */
function isList(start: number, closed: number): boolean {
  if (closed === start + 2) return true;
  let commas = 0;
  for (let index = start + 1; index < closed - 1; index += 1) {
    const code = line.charCodeAt(index);
    if (code === codes.quote || code === codes.openCurly) return true;
    if (code === codes.comma) {
      commas += 1;
      if (line.charCodeAt(index + 1) === 32) index += 1;
    } else if ((bitsOf(code) & bits.space) !== 0) return false;
  }
  return commas > 0;
}

function equals(index: number, end: number, start: number): number {
  const next = line.charCodeAt(index + 1);
  if (next === codes.equals || next === codes.greater) return index + 2;
  if (index === start || index + 1 >= end) return index + 1;
  const before = line.charCodeAt(index - 1);
  if (before === codes.less || before === codes.greater || before === codes.exclamation)
    return index + 1;
  let from = index + 1;
  if ((bitsOf(next) & bits.space) !== 0) {
    if ((bitsOf(before) & bits.space) === 0) {
      // `key= other=1`: this key has no value. `key= 1`: it has.
      if (!nextIsKey(index + 2, end)) return index + 1;
    } else from = index + 2;
  }
  const key = keyBefore(index, start);
  if (messageKeys.has(key)) {
    const code = line.charCodeAt(from);
    if (code !== codes.quote) return from;
    const closed = quotedEnd(line, from, end);
    if (closed === -1) return from;
    part(from + 1, closed - 1);
    return closed;
  }
  const to = valueEnd(line, from, end);
  out += line.slice(copied, from) + placeholder;
  copied = to;
  valueEnded = to;
  numeric = to > from && (bitsOf(line.charCodeAt(to - 1)) & bits.digit) !== 0;
  return to;
}

function nextIsKey(from: number, end: number): boolean {
  let index = from;
  while (
    index < end &&
    index < from + 40 &&
    (bitsOf(line.charCodeAt(index)) & (letter | bits.digit)) !== 0
  )
    index += 1;
  return index > from && line.charCodeAt(index) === codes.equals;
}

function keyBefore(index: number, start: number): string {
  let to = index;
  while (to > start && line.charCodeAt(to - 1) === 32) to -= 1;
  let from = to;
  while (
    from > start &&
    to - from < 12 &&
    ((bitsOf(line.charCodeAt(from - 1)) & letter) !== 0 ||
      line.charCodeAt(from - 1) === codes.underscore)
  )
    from -= 1;
  return line.slice(from, to);
}

function chunk(start: number, end: number): number {
  let index = start;
  let query = false;
  while (index < end) {
    const code = line.charCodeAt(index);
    const kind = bitsOf(code);
    if ((kind & (bits.space | bits.ends)) !== 0) {
      // can't, user's
      if (
        code === codes.apostrophe &&
        index > start &&
        (bitsOf(line.charCodeAt(index - 1)) & letter) !== 0 &&
        (bitsOf(line.charCodeAt(index + 1)) & letter) !== 0
      ) {
        index += 1;
        continue;
      }
      // /search?q=a belongs together.
      if (query && code === codes.equals) {
        index += 1;
        continue;
      }
      break;
    }
    if (code === codes.question && line.charCodeAt(start) === codes.slash) query = true;
    if (code === codes.colon) {
      if (index + 1 >= end) break;
      const next = line.charCodeAt(index + 1);
      if ((bitsOf(next) & (bits.space | bits.ends)) !== 0) break;
      if (next === codes.slash && line.charCodeAt(index + 2) === codes.slash && index > start) {
        const to = urlEnd(line, index + 3, end);
        emitValue(start, to, false);
        return to;
      }
    }
    index += 1;
  }
  if (index === start) return start + 1;
  if (
    index - start <= 6 &&
    index - start >= 4 &&
    (bitsOf(line.charCodeAt(start)) & bits.upper) !== 0
  ) {
    const to = statementEnd(start, index, end);
    if (to !== -1) {
      emitValue(start, to, false);
      return to;
    }
  }
  classified(start, index, end);
  return index;
}

/** Where a statement in SQL ends that begins at `start` with this word in capitals; or -1. Its text is a value. */
function statementEnd(start: number, to: number, end: number): number {
  const second = statements[line.slice(start, to)];
  if (second === undefined || line.charCodeAt(to) !== 32) return -1;
  const body = line.slice(to, Math.min(end, to + 400));
  if (!second.some((word) => body.includes(` ${word} `))) return -1;
  const message = line.indexOf(' - ', to);
  if (message !== -1 && message < end) return message;
  // Inside quotes or brackets it ends where those do; a scan of their content ends there by itself.
  return end;
}

const statements: Readonly<Record<string, readonly string[]>> = {
  SELECT: ['FROM'],
  INSERT: ['INTO'],
  UPDATE: ['SET'],
  DELETE: ['FROM'],
  CREATE: ['TABLE', 'INDEX', 'UNIQUE', 'VIEW'],
  ALTER: ['TABLE'],
  DROP: ['TABLE', 'INDEX'],
  WITH: ['SELECT'],
};

function classified(start: number, chunkEnd: number, end: number): void {
  let to = chunkEnd;
  while (to > start + 1) {
    const code = line.charCodeAt(to - 1);
    const arrow = code === codes.minus && line.charCodeAt(to) === codes.greater;
    if (
      !arrow &&
      code !== codes.dot &&
      code !== codes.exclamation &&
      code !== codes.question &&
      code !== codes.colon
    )
      break;
    to -= 1;
  }
  const kind = classify(line, start, to);
  if (kind === constant) {
    const short = to - start <= 4 && (bitsOf(line.charCodeAt(start)) & bits.upper) !== 0;
    if (short && beforeDate(start, to, end)) return;
    if (valueEnded !== -1) afterValue(start, to);
    return;
  }
  if (kind === keyed) {
    const from = keyEnd + 1;
    valueEnded = -1;
    classified(from, to, end);
    return;
  }
  if (kind === wide) {
    digitsAlone(start, to);
    return;
  }
  emitValue(start, to, kind === number);
}

/** A unit belongs to the number before it, and AM or a time zone to a time. */
function afterValue(start: number, to: number): void {
  const gap = start - valueEnded;
  if (numeric && gap === 1 && to - start <= 12 && line.charCodeAt(valueEnded) === 32) {
    const word = line.slice(start, to);
    if (units.has(word) || timeZones.has(word)) {
      copied = to;
      valueEnded = to;
      return;
    }
  }
  valueEnded = -1;
}

/** `Jun` before a number, and `Wed` before that, are parts of a date. */
function beforeDate(start: number, to: number, end: number): boolean {
  const length = to - start;
  if (length < 3) return false;
  const word = line.slice(start, to);
  const month = months.has(word);
  if (!month && !weekdays.has(word)) return false;
  let next = to;
  while (
    next < end &&
    next < to + 3 &&
    (line.charCodeAt(next) === 32 || line.charCodeAt(next) === codes.comma)
  )
    next += 1;
  if (next === to) return false;
  const digit =
    (bitsOf(line.charCodeAt(next)) & bits.digit) !== 0 || line.startsWith(placeholder, next);
  if (!digit && (month || !months.has(line.slice(next, next + 3)))) return false;
  emitValue(start, to, false);
  // Several blanks may stand before the day of the month.
  valueEnded = next - 1 > to ? next - 1 : to;
  if (valueEnded > to) copied = valueEnded;
  return true;
}

function digitsAlone(start: number, end: number): void {
  let index = start;
  while (index < end) {
    if ((bitsOf(line.charCodeAt(index)) & bits.digit) === 0) {
      index += 1;
      continue;
    }
    let to = index + 1;
    while (to < end && (bitsOf(line.charCodeAt(to)) & bits.digit) !== 0) to += 1;
    emitValue(index, to, true);
    index = to;
  }
}
