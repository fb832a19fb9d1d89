/** UTF-16 units up to which a text gets the first look; in a longer one nearly every letter occurs, so it would tell nothing. */
const longest = 96;

const digit = 1 << 26;
const at = 1 << 27;
const colon = 1 << 28;
const dash = 1 << 29;
const underscore = 1 << 30;
const other = 1 << 31;

/** One bit a kind of character: letters whatever their case, digits, and what `telling` and `suspicious` ask for. */
const bits = new Int32Array(128);
for (let letter = 0; letter < 26; letter++) {
  bits[97 + letter] = 1 << letter;
  bits[65 + letter] = 1 << letter;
}
for (let code = 48; code < 58; code++) bits[code] = digit;
for (const [characters, bit] of [
  ['@%', at],
  [':', colon],
  ['-', dash],
  ['_', underscore],
  [`=+"'`, other],
] as const) {
  for (const character of characters) bits[character.charCodeAt(0)] = bit;
}

/** Kinds for the look at neighbours: 1 a digit, 2 a letter, 0 any other. */
const kinds = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const bit = bits[code] ?? 0;
  kinds[code] = bit === digit ? 1 : bit !== 0 && (bit & 0x3ffffff) === bit ? 2 : 0;
}
const letterLetterDigitDigit = 0b10_10_01_01;

/**
 * What must occur, in any order, for each alternative of `suspicious`. Alternatives that differ in one character stand with what
 * they have in common.
 */
export const needed: readonly string[] = [
  ...[
    '@',
    'eyj',
    'bearer',
    'basic',
    'token',
    'digest',
    'passw',
    'pwd',
    'passphrase',
    '-pass',
    '_pass',
  ],
  ...['secret', 'apikey', 'accesskey', 'accountkey', 'authorization', 'cookie', 'private', 'sig'],
  ...[
    'akia',
    'asia',
    'gh_',
    'gl-',
    'npm_',
    'pypi-',
    'xox',
    'xapp-',
    'aiza',
    'ya2',
    'gocspx',
    'pat-',
  ],
  ...['rk_', 'sk_', 'whsec_', 'sg', 'dckr_', '_v1', 'hf_', 'shp', 'dapi', 'sk-', 'hookslack'],
  ...['webhooks', '+1'],
];
const masks = Int32Array.from(needed, (characters) => {
  let mask = 0;
  for (const character of characters) mask |= bits[character.charCodeAt(0)] ?? 0;
  return mask;
});
const tells = digit | at | colon | dash | underscore | other;
const eyj = masks[needed.indexOf('eyj')] ?? 0;

/**
 * Whether a text may hold what `telling` and `suspicious` look for: true for all that pass both, false for most that don't. One pass
 * over the characters, at a fraction of what a search by these expressions costs; most values of fields are short.
 */
export function mayHoldSecret(text: string): boolean {
  const { length } = text;
  if (length > longest) return true;
  let seen = 0;
  /** Of the run of digits, blanks and dashes that is under way: its digits, and whether one of the others came after one. */
  let digits = 0;
  let parted = false;
  let last = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    const kind = code > 127 ? 0 : (kinds[code] ?? 0);
    last = ((last << 2) | kind) & 255;
    if (kind === 1) {
      seen |= digit;
      digits++;
      // Numbers of telephones, cards and persons; an account's begins with two letters and two digits.
      if (digits >= 9 || (digits >= 7 && parted) || last === letterLetterDigitDigit) return true;
      continue;
    }
    if (code > 127) {
      digits = 0;
      parted = false;
      continue;
    }
    seen |= bits[code] ?? 0;
    if (digits === 0) continue;
    if (code === 45 || code === 32) parted = true;
    else {
      digits = 0;
      parted = false;
    }
  }
  if ((seen & tells) === 0 && (seen & eyj) !== eyj) return false;
  return holdsOneOf(seen) || ((seen & colon) !== 0 && text.includes('://'));
}

function holdsOneOf(seen: number): boolean {
  // By index: the iterator of a typed array costs more than the comparisons.
  for (let index = masks.length - 1; index >= 0; index--) {
    const mask = masks[index] ?? 0;
    if ((seen & mask) === mask) return true;
  }
  return false;
}
