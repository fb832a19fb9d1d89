import { bits, bitsOf, codes, letter } from './characters.ts';
import { nameEndings, namesWithDigits } from './known-words.ts';

/** Text that stays. */
export const constant = 0;
/** A value: `<*>` stands for it. */
export const value = 1;
/** A number, to which a unit may follow. */
export const number = 2;
/** `key:value`; the key ends at `keyEnd`. */
export const keyed = 3;
/** Text in a script without spaces between words: values are its digits alone. */
export const wide = 4;

/** Where the last chunk that was classified as `keyed` has its colon. Not a return value, so that nothing is allocated. */
export let keyEnd = 0;

/**
 * What a chunk of a line is: a run of characters without white space, brackets, quotes, commas or equals signs.
 * Looks at each character once; no pattern can make it look again.
 */
export function classify(line: string, start: number, end: number): number {
  let all = 0;
  let digits = 0;
  let letters = 0;
  let hexadecimal = true;
  let slashes = 0;
  let colons = 0;
  let firstColon = -1;
  let digitsBeforeColon = 0;
  let dotsBeforeColon = 0;
  let lastDot = -1;
  let at = false;
  let backslash = false;
  let turns = 0;
  let before = 0;
  let oddCharacter = false;
  let run = 0;
  let consonants = 0;
  for (let index = start; index < end; index += 1) {
    const code = line.charCodeAt(index);
    const kind = bitsOf(code);
    all |= kind;
    if ((kind & bits.hex) === 0 && code !== codes.colon) hexadecimal = false;
    if ((kind & bits.digit) !== 0) digits += 1;
    else if ((kind & letter) !== 0) {
      letters += 1;
      if (isVowel(code)) run = 0;
      else if ((run += 1) > consonants) consonants = run;
      if (before === bits.lower && (kind & bits.upper) !== 0) turns += 1;
      else if (before === bits.upper && (kind & bits.lower) !== 0) turns += 1;
    } else if (code === codes.dot) {
      lastDot = index;
      if (colons === 0) dotsBeforeColon += 1;
    } else if (code === codes.slash) slashes += 1;
    else if (code === codes.colon) {
      colons += 1;
      if (firstColon === -1) {
        firstColon = index;
        digitsBeforeColon = digits;
      }
    } else if (code === codes.at && index > start) at = true;
    else if (code === codes.backslash) backslash = true;
    else if (code !== codes.minus && code !== codes.underscore) oddCharacter = true;
    before = kind & (bits.lower | bits.upper);
  }
  if ((all & bits.beyondAscii) !== 0 && letters > digits) {
    return digits > 0 && !at && slashes === 0 && !backslash
      ? wide
      : slashes > 1 || at
        ? value
        : constant;
  }
  if (backslash || at) return value;
  if (hexadecimal && colons >= 2) return value;
  if (firstColon !== -1 && firstColon > start && line.charCodeAt(firstColon + 1) !== codes.colon) {
    if (
      digitsBeforeColon === 0 &&
      slashes === 0 &&
      dotsBeforeColon === 0 &&
      !(firstColon - start === 9 && line.startsWith('localhost', start))
    ) {
      keyEnd = firstColon;
      return keyed;
    }
    if (digits === 0 && slashes < 2) {
      keyEnd = firstColon;
      return keyed;
    }
    return value;
  }
  if (digits > 0) {
    if (letters > 0 && end - start <= 8 && namesWithDigits.has(line.slice(start, end)))
      return constant;
    if (letters === 0) return number;
    return bitsOf(line.charCodeAt(start)) === (bits.digit | bits.hex) ? number : value;
  }
  if (slashes > 0) {
    if (line.charCodeAt(start) === codes.slash) return value;
    return slashes > 1 || lastDot !== -1 ? value : constant;
  }
  if (letters === 0) return constant;
  const length = end - start;
  if (lastDot > start && lastDot < end - 1 && !oddCharacter && length - (lastDot - start) <= 12) {
    if (nameEndings.has(line.slice(lastDot + 1, end))) return value;
  }
  if (hexadecimal && length >= 8) return value;
  if (letters === length) {
    if (length === 4 || length === 5) {
      const first = line.charCodeAt(start) | 32;
      if (first === 116 || first === 102) {
        const text = line.slice(start, end).toLowerCase();
        if (text === 'true' || text === 'false') return value;
      }
    }
    // Letters as a generator of tokens draws them change case far more often than camelCase does.
    if (length >= 12 && turns * 2 >= length) return value;
    if (length >= 16 && consonants >= 6 && (turns * 3 >= length || turns >= 4)) return value;
  }
  return constant;
}

function isVowel(code: number): boolean {
  const lower = code | 32;
  return lower === 97 || lower === 101 || lower === 105 || lower === 111 || lower === 117;
}
