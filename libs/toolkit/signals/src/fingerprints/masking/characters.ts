/** What a character is to the scanner; sets of bits, so that one look-up answers several questions. */
export const bits = {
  space: 1,
  digit: 2,
  lower: 4,
  upper: 8,
  /** a to f in either case, and digits. */
  hex: 16,
  /** Ends a chunk: brackets, quotes, comma, semicolon, bar, equals sign. */
  ends: 32,
  open: 64,
  close: 128,
  quote: 256,
  beyondAscii: 512,
} as const;

const table = new Uint16Array(128);
for (let code = 0; code <= 32; code += 1) table[code] = bits.space;
table[127] = bits.space;
for (let code = 48; code <= 57; code += 1) table[code] = bits.digit | bits.hex;
for (let code = 65; code <= 90; code += 1) table[code] = bits.upper | (code <= 70 ? bits.hex : 0);
for (let code = 97; code <= 122; code += 1) table[code] = bits.lower | (code <= 102 ? bits.hex : 0);
for (const open of '([{<') table[open.charCodeAt(0)] = bits.open | bits.ends;
for (const close of ')]}>') table[close.charCodeAt(0)] = bits.close | bits.ends;
for (const quote of '"\'`') table[quote.charCodeAt(0)] = bits.quote | bits.ends;
for (const end of ',;|=') table[end.charCodeAt(0)] = bits.ends;

/** The bits of a UTF-16 code unit; no-break and other wide spaces count as letters. */
export function bitsOf(code: number): number {
  return code < 128 ? (table[code] ?? 0) : bits.beyondAscii;
}

export const letter = bits.lower | bits.upper | bits.beyondAscii;

export const codes = {
  escape: 27,
  hash: 35,
  dollar: 36,
  percent: 37,
  quote: 34,
  ampersand: 38,
  apostrophe: 39,
  openRound: 40,
  closeRound: 41,
  asterisk: 42,
  plus: 43,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  semicolon: 59,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  exclamation: 33,
  at: 64,
  openSquare: 91,
  backslash: 92,
  closeSquare: 93,
  underscore: 95,
  backtick: 96,
  openCurly: 123,
  closeCurly: 125,
  bar: 124,
  tilde: 126,
} as const;
