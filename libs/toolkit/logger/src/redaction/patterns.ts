import { mayHoldSecret } from './first-look.ts';
import { isCardNumber, isIban, ibanLengths } from './numbers.ts';

/** What stands where something was taken out. */
export const redacted = '[redacted]';

interface Pattern {
  readonly find: RegExp;
  /** What is put in place of a match; the match itself where it is none after all. */
  readonly replace: (match: string, ...groups: string[]) => string;
}

const remove = (): string => redacted;
const keepFirst = (_match: string, before = ''): string => `${before}${redacted}`;

/** Names that are followed by a secret: `password=…`, `"client_secret":"…"`, `apiKey: '…'`. */
const named =
  '(?:password|passwd|pwd|passphrase|secret|token|[_-]pass|api[_-]?key|access[_-]?key|secret[_-]?key|account[_-]?key|private[_-]?key|signature|sig)';

// Quantifiers have bounds, and none is inside another that repeats the same characters, so that no text makes the search
// slower than its length.
const secrets: readonly Pattern[] = [
  // Private keys first: what stands in them looks like much else. One that was cut off has no end.
  {
    find: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----)[\s\S]){0,32768}(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/g,
    replace: remove,
  },
  // Headers that carry credentials: Cookie to the end of its line, for it has many values.
  {
    find: /(\b(?:set-)?cookie["']?[:=]\s{0,4}["']?)(?=[^\r\n"';]{1,256}=)[^\r\n"']{1,8192}/gi,
    replace: keepFirst,
  },
  {
    find: /(\bauthorization["']?[:=]\s{0,4}["']?)(?=[^\s"']{0,256}\d)[^\s"',]{8,8192}/gi,
    replace: keepFirst,
  },
  // Not the prose "basic authentication".
  {
    find: /\b(Bearer|Basic|Token|Digest)(\s{1,4})(?=\S{0,256}[\d=+/])[\w.~+/=-]{8,8192}/gi,
    replace: (_match, scheme = '', space = '') => `${scheme}${space}${redacted}`,
  },
  // JSON Web Tokens: signed ones have three parts, encrypted ones five.
  { find: /\beyJ[\w-]{5,8192}(?:\.[\w-]{1,16384}){1,4}/g, replace: remove },
  // The password of a URL, also one with an @ or a / in it; a port is none.
  {
    find: /(:\/\/[^\s:/?#@"']{0,256}:)(?!\d{1,5}(?:[/?#\s"']|$))[^\s"'<>]{1,512}@/g,
    replace: (_match, before = '') => `${before}${redacted}@`,
  },
  // A token instead of user and password: https://TOKEN@host.
  {
    find: /(:\/\/)[\w.~%+-]{16,512}@/g,
    replace: (_match, before = '') => `${before}${redacted}@`,
  },
  // In quotes, with what may be in them; `\"` where JSON is inside of JSON. The end is optional: a text may be cut off.
  {
    find: new RegExp(
      `(${named}(?:\\\\?["'])?\\s{0,4}[=:]\\s{0,4})(\\\\?["'])(?:(?!\\2)(?:\\\\[\\s\\S]|[\\s\\S])){1,16384}(?:\\2)?`,
      'gi',
    ),
    replace: (_match, before = '', quote = '') => `${before}${quote}${redacted}${quote}`,
  },
  // Without quotes, to the next blank; not the prose "unexpected token: }".
  {
    find: new RegExp(
      `(${named}\\s{0,4}=\\s{0,4})(?!["'\\\\]|\\[redacted\\])[^\\s"'\\\\,;&)}\\]]{1,16384}`,
      'gi',
    ),
    replace: keepFirst,
  },
  // As in a header or YAML, where it looks like none of a language's words: not "password: required".
  {
    find: /(\b[\w-]{0,32}(?:password|passwd|passphrase|[_-]secret|[_-]token|api[_-]?key|access[_-]?key):\s{0,4})(?!["'\\]|\[redacted\])(?=\S{0,64}[\d!@#$%^&*])[^\s"'\\,;)}\]]{4,16384}/gi,
    replace: keepFirst,
  },
  // Keys that say by their form what they are: AWS, GitHub, GitLab, npm, PyPI, Slack, Google, HubSpot, Stripe, SendGrid, Docker,
  // DigitalOcean, Hugging Face, Shopify, Databricks, and the model services.
  {
    find: /\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{22,255}|gl(?:pat|ptt|dt|rt|cbt|soat|ft)-[\w-]{20,255}|npm_[A-Za-z0-9]{36}|pypi-[\w-]{16,255}|xox[abceprsd]-[\w-]{10,255}|xapp-[\w-]{10,255}|AIza[\w-]{35}|ya29\.[\w-]{20,512}|GOCSPX-[\w-]{20,64}|pat-(?:na|eu)\d-[0-9a-f-]{36}|[rs]k_(?:live|test)_\w{16,255}|whsec_[\w+/=]{16,255}|SG\.[\w-]{16,64}\.[\w-]{16,128}|dckr_(?:pat|oat)_[\w-]{20,64}|do[opr]_v1_[0-9a-f]{64}|hf_[A-Za-z0-9]{30,64}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|dapi[0-9a-f]{32}|sk-[\w-]{20,255})/g,
    replace: remove,
  },
  // Addresses that are a key themselves.
  {
    find: /(hooks\.slack\.com\/(?:services|workflows)\/|discord(?:app)?\.com\/api\/webhooks\/)[\w/-]{8,256}/g,
    replace: keepFirst,
  },
];

const personal: readonly Pattern[] = [
  // The @ also as a URL writes it.
  {
    find: /(?<![\w.%+-]|:\/\/)[\w.%+-]{1,64}(?:@|%40)[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?\.[A-Za-z]{2,24}\b/g,
    // The user of every repository is no person.
    replace: (match) => (match.startsWith('git@') ? match : redacted),
  },
  // Payment cards: of a known issuer and with the right check digit, since many other numbers are as long. Not a part of an id.
  {
    find: /(?<![\w.-])(?:3[4-8]|4\d|5[1-5]|6[05]|2[2-7])(?:[ -]?\d){11,17}(?![\w-]|\.\d)/g,
    replace: (match) => withoutCard(match),
  },
  // International bank account numbers, of the length that their country has.
  {
    find: /\b([A-Z]{2})\d{2}(?: ?[A-Z0-9]){11,30}/g,
    replace: (match, country = '') => withoutIban(match, country),
  },
  // Telephone numbers: international ones with their +, and those of North America as they are written there.
  {
    find: /(?<![\w+])\+[1-9](?:[ -]?\(?\d\)?){8,14}(?!\w|\.\d)/g,
    replace: remove,
  },
  { find: /(?<![\w-])(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4}(?![\w-])/g, replace: remove },
  // Social security numbers of the United States.
  { find: /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g, replace: remove },
];

/** The longest part up to a blank or the end that is a card's number: what follows it may be a date or an amount. */
function withoutCard(match: string): string {
  for (let end = match.length; end >= 13; end = match.slice(0, end).search(/[ -]\d+$/)) {
    if (isCardNumber(match.slice(0, end))) return `${redacted}${match.slice(end)}`;
  }
  return match;
}

/** Cuts the number out of what follows it in the same letters and digits. */
function withoutIban(match: string, country: string): string {
  const length = ibanLengths.get(country);
  if (length === undefined) return match;
  let taken = 0;
  let at = 0;
  for (; at < match.length && taken < length; at++) if (match[at] !== ' ') taken++;
  // Another letter or digit right behind: it is a part of something longer.
  if (taken < length || /^[A-Z0-9]/.test(match.slice(at))) return match;
  return isIban(match.slice(0, at)) ? `${redacted}${match.slice(at)}` : match;
}

/** What every pattern needs one of. Most texts have none, and pass for a nanosecond a character. */
export const telling = /[\d=@%+_"':]|eyJ|--/;
/**
 * A closer look that most of the others don't pass: only what does is searched pattern by pattern. What it asks for must stand in
 * `first-look.ts` as well.
 */
export const suspicious =
  /@|%40|eyJ|:\/\/[^\s/]{0,256}:|bearer|basic|token|digest|passw|pwd|passphrase|[_-]pass|secret|api[_-]?key|access[_-]?key|account[_-]?key|authorization|cookie|private|sig|AKIA|ASIA|gh[pousr]_|github_pat|gl[a-z]{2,4}-|npm_|pypi-|xox|xapp-|AIza|ya29|GOCSPX|pat-|[rs]k_|whsec_|SG\.|dckr_|_v1_|hf_|shp|dapi|sk-|hooks\.slack|webhooks|\+\d|\d{3}-\d{4}|\d{3}-?\d{2}-?\d{4}|\d{4}[ -]\d{4}|[A-Z]{2}\d{2} ?[A-Z0-9]{4}/i;

/** UTF-16 units that are looked at in one text; what the store keeps of one is less. */
export const longestText = 262_144;

/**
 * Replaces secrets in a text, and with `withPersonal` what names a person; the same text where there is nothing. What is not
 * looked at is not shown.
 */
export function redactText(text: string, withPersonal: boolean): string {
  if (text.length > longestText) {
    const seen = redactText(text.slice(0, longestText), withPersonal);
    return `${seen}[not shown: ${text.length - longestText} more characters]`;
  }
  if (!mayHoldSecret(text) || !telling.test(text) || !suspicious.test(text)) return text;
  let result = text;
  for (const { find, replace } of secrets) result = result.replace(find, replace);
  if (withPersonal) {
    for (const { find, replace } of personal) result = result.replace(find, replace);
  }
  return result;
}
