import { hashEnd, hashStart, hashStep } from './hash.ts';

/** What a text is made of: its words, and parts of them that are alike where words are alike. */
export interface WordSink {
  /** A word, by its hash. Comes before its parts. */
  word(hash: number, isNumber: boolean): void;
  /** A part of the word that came last; there are `parts` of them. */
  part(hash: number, parts: number): void;
}

const partLength = 4;
/** Marks the beginning and the end of a word in its parts. */
const [opening, closing] = [0x3c, 0x3e];

const isLower = (code: number): boolean => code >= 0x61 && code <= 0x7a;
const isUpper = (code: number): boolean => code >= 0x41 && code <= 0x5a;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/**
 * Walks over a text once and names its words, lower case: `getUserById` has get, user, by, id; `HTTPServer` has http, server;
 * `blk_42` has blk and 42. A run of characters outside ASCII is a word; accents are taken off first, and a script that sets no
 * spaces is known by its pairs of characters.
 */
export function wordsOf(given: string, sink: WordSink): void {
  const text = isAscii(given) ? given : given.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '');
  const { length } = text;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    const from = at;
    if (isLower(code) || isUpper(code)) {
      at = endOfWord(text, at);
      emit(text, from, at, sink, false);
    } else if (isDigit(code)) {
      while (at < length && isDigit(text.charCodeAt(at))) at++;
      emit(text, from, at, sink, true);
    } else if (code > 0x7f && !isSpace(code)) {
      while (at < length && text.charCodeAt(at) > 0x7f && !isSpace(text.charCodeAt(at))) at++;
      const run = text.slice(from, at).toLowerCase();
      emit(run, 0, run.length, sink, false);
    } else at++;
  }
}

/** Where the word that begins here ends: before a capital that begins the next, or where the letters end. */
function endOfWord(text: string, from: number): number {
  let at = from;
  while (isUpper(text.charCodeAt(at))) at++;
  const capitals = at - from;
  if (!isLower(text.charCodeAt(at))) return at;
  // The last of several capitals belongs to what follows: HTTPServer.
  if (capitals > 1) return at - 1;
  while (isLower(text.charCodeAt(at))) at++;
  return at;
}

function emit(text: string, from: number, to: number, sink: WordSink, isNumber: boolean): void {
  let hash = hashStart;
  for (let i = from; i < to; i++) hash = hashStep(hash, lower(text.charCodeAt(i)));
  sink.word(hashEnd(hash), isNumber);
  if (isNumber) return;
  const size = text.charCodeAt(from) >= 0x2e80 ? 2 : partLength;
  const parts = Math.max(1, to - from + 2 - size + 1);
  for (let start = 0; start < parts; start++) {
    // Another start than a word's, so that a part is never taken for a word.
    let part = hashStep(hashStart, size);
    for (let i = start; i < start + size && i < to - from + 2; i++)
      part = hashStep(
        part,
        i === 0 ? opening : i === to - from + 1 ? closing : lower(text.charCodeAt(from + i - 1)),
      );
    sink.part(hashEnd(part), parts);
  }
}

const lower = (code: number): number => (isUpper(code) ? code + 0x20 : code);

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** Spaces and punctuation outside ASCII that part words. */
function isSpace(code: number): boolean {
  return (
    code <= 0xbf ||
    (code >= 0x2000 && code <= 0x206f) ||
    (code >= 0x3000 && code <= 0x303f) ||
    (code >= 0xff00 && code <= 0xff0f)
  );
}
