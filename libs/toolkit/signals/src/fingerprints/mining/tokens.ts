import { placeholder } from '../masking/scan.ts';
import { isEventWord, isFunctionWord, isWord } from './vocabulary.ts';

/**
 * Pieces of a template: words with what is grown to them, values, and the signs that give a line its shape; each with the blank
 * before it, so that they make the template again when put together.
 */
export function tokensOf(template: string): string[] {
  const tokens: string[] = [];
  for (const [piece] of template.matchAll(pieces)) tokens.push(piece);
  return tokens;
}

/** A token without the blank before it. */
export function bare(token: string): string {
  return token.startsWith(' ') ? token.slice(1) : token;
}

export function isValue(token: string | undefined): boolean {
  return token === placeholder || token === spacedPlaceholder;
}

const spacedPlaceholder = ` ${placeholder}`;

/** The placeholder that takes the place of a token. */
export function placeholderFor(token: string): string {
  return token.startsWith(' ') ? spacedPlaceholder : placeholder;
}

// Each alternative takes at least one character, and no two begin with the same, so the time is linear in the length.
const pieces =
  / ?(?:<\*>|[^\s()[\]{}<>"',;|=:.]+(?:[.:'](?=[^\s()[\]{}<>"',;|=:.])[^\s()[\]{}<>"',;|=:.]+)*|[^\s])/gu;

export type Kind =
  /** `<*>` */
  | 'value'
  /** A sign. */
  | 'sign'
  /** Holds a sentence together. */
  | 'function'
  /** A word of English or of computing. */
  | 'word'
  /** Such a word that says what happens: `started`, `closing`, `lost`. Those stand for different events. */
  | 'event'
  /** Such a word in capitals: a state, a level, a method. */
  | 'capitals'
  /** What is no word: a name, an identifier, an abbreviation. */
  | 'name';

const kinds = new Map<string, Kind>();

/** Deterministic; remembered for speed. */
export function kindOf(token: string): Kind {
  const known = kinds.get(token);
  if (known !== undefined) return known;
  const kind = findKind(bare(token));
  if (kinds.size > 50_000) kinds.clear();
  kinds.set(token, kind);
  return kind;
}

function findKind(token: string): Kind {
  if (token === placeholder) return 'value';
  if (!/[\p{L}\p{N}]/u.test(token)) return 'sign';
  if (/^(?:UP|DOWN|ON|OFF|OUT|A|I)$/.test(token)) return 'capitals';
  if (/^[A-Z]$/.test(token)) return 'name';
  if (isFunctionWord(token)) return 'function';
  if (/^\p{Lu}{2,}$/u.test(token)) return isWord(token) ? 'capitals' : 'name';
  if (/^\p{L}\p{Ll}*(?:['’]\p{Ll}+)?$/u.test(token))
    return isWord(token) ? (isEventWord(token) ? 'event' : 'word') : 'name';
  const parts = token.split('-');
  if (
    parts.length > 1 &&
    parts.every((part) => /^\p{L}\p{Ll}*$/u.test(part) && (isWord(part) || isFunctionWord(part)))
  ) {
    return isEventWord(parts.at(-1) ?? '') ? 'event' : 'word';
  }
  return 'name';
}
