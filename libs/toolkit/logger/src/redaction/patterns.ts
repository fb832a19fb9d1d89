/** What stands where something was taken out. */
export const redacted = '[redacted]';

interface Pattern {
  readonly find: RegExp;
  /** What is put in place of a match; the match itself where it is none after all. */
  readonly replace: (match: string, ...groups: string[]) => string;
}

// Quantifiers have bounds, so that no text makes the search slower than its length.
const secrets: readonly Pattern[] = [
  // Authorization headers.
  {
    find: /\b(Bearer|Basic|Token|Digest)(\s{1,4})[\w.~+/=-]{8,4096}/gi,
    replace: (_match, scheme = '', space = '') => `${scheme}${space}${redacted}`,
  },
  // JSON Web Tokens.
  { find: /\beyJ[\w-]{5,4096}\.eyJ[\w-]{5,8192}\.[\w-]{0,2048}/g, replace: () => redacted },
  // The password of a URL: postgres://user:password@host.
  {
    find: /(:\/\/[^\s:/@]{0,256}:)[^\s@/]{1,512}@/g,
    replace: (_match, before = '') => `${before}${redacted}@`,
  },
  // password=…, "client_secret":"…", but not the prose `unexpected token: }`.
  {
    find: /((?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|signature|sig)(?:\\?["']?\s{0,4}=\s{0,4}\\?["']?|\\?["']\s{0,4}:\s{0,4}\\?["']))[^\s"'\\,;&}]{3,4096}/gi,
    replace: (_match, before = '') => `${before}${redacted}`,
  },
  {
    find: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,8192}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    replace: () => redacted,
  },
  // Keys that say by their prefix what they are: AWS, GitHub, npm, Slack, Google, HubSpot, and the model services.
  {
    find: /\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{22,255}|npm_[A-Za-z0-9]{36}|xox[abeprs]-[\w-]{10,255}|AIza[\w-]{35}|pat-(?:na|eu)\d-[0-9a-f-]{36}|sk-[\w-]{20,255})/g,
    replace: () => redacted,
  },
];

const personal: readonly Pattern[] = [
  { find: /[\w.%+-]{1,64}@[A-Za-z0-9.-]{1,255}\.[A-Za-z]{2,24}\b/g, replace: () => redacted },
  // Payment cards: of a known issuer and with the right check digit, since many other numbers are as long.
  {
    find: /(?<![\d.])(?:3[4-8]|4\d|5[1-5]|6[05]|2[2-7])(?:[ -]?\d){11,17}(?![\d.])/g,
    replace: (match) => (isCardNumber(match) ? redacted : match),
  },
  // International bank account numbers.
  {
    find: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g,
    replace: (match) => (isIban(match) ? redacted : match),
  },
  // Social security numbers of the United States.
  { find: /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g, replace: () => redacted },
];

/** One look that most texts don't pass: only what does is searched pattern by pattern. */
const suspicious =
  /@|eyJ|:\/\/[^\s/]{0,256}:|bearer|basic|token|digest|passw|pwd|passphrase|secret|api[_-]?key|access[_-]?key|private|sig|AKIA|ASIA|gh[pousr]_|github_pat|npm_|xox|AIza|pat-|sk-|\d{3}-?\d{2}-?\d{4}|\d{4} \d{4}|[A-Z]{2}\d{2} ?[A-Z0-9]{4}/i;

/** Replaces secrets in a text, and with `personal` what names a person; the same text where there is nothing. */
export function redactText(text: string, withPersonal: boolean): string {
  if (!suspicious.test(text)) return text;
  let result = text;
  for (const { find, replace } of secrets) result = result.replace(find, replace);
  if (withPersonal) {
    for (const { find, replace } of personal) result = result.replace(find, replace);
  }
  return result;
}

/** Luhn's check over 13 to 19 digits. */
function isCardNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const twice = digit * 2;
    sum += at % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** ISO 13616: the number, its first four characters last and letters as numbers, leaves 1 when divided by 97. */
function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '');
  if (compact.length < 15 || compact.length > 34) return false;
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
