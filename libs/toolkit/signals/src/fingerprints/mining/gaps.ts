import { bare, kindOf } from './tokens.ts';
import { expectsState, expectsValue } from './vocabulary.ts';

/** A template as it is compared: of one mask, or of several that were joined. */
export interface Pattern {
  readonly tokens: readonly string[];
  /** The tokens put together. */
  readonly text: string;
  /** Of each token what counts of it round a gap. */
  readonly rounds: readonly string[];
  /** Masks of this pattern. */
  readonly masks: readonly number[];
}

export function patternOf(tokens: readonly string[], masks: readonly number[]): Pattern {
  return {
    tokens,
    text: tokens.join(''),
    rounds: tokens.map((_, index) => roundWord(tokens, index)),
    masks,
  };
}

/** A gap of a pattern. */
export interface Place {
  readonly pattern: number;
  readonly start: number;
  readonly length: number;
}

const longestSpan = 4;
/** Of a template; behind these tokens nothing is compared. */
export const comparedTokens = 60;

/** What stands in a gap. */
export function spanAt(
  patterns: readonly Pattern[],
  { pattern, start, length }: Place,
): readonly string[] {
  return patterns[pattern]?.tokens.slice(start, start + length) ?? [];
}

/** Gaps that several patterns have: the same words before and after, and something else between. */
export function* repeatedGaps(patterns: readonly Pattern[]): Generator<readonly Place[]> {
  // Most gaps are of one pattern. Which are not is counted in a table of two-bit counts first, where a false yes does no harm.
  const slots = 2 ** Math.min(24, Math.max(12, Math.ceil(Math.log2(patterns.length * 128))));
  const counts = new Uint8Array(slots);
  forEachGap(patterns, (hash) => {
    const slot = hash & (slots - 1);
    if ((counts[slot] ?? 0) < 2) counts[slot] = (counts[slot] ?? 0) + 1;
  });
  const found = new Map<number, Place[]>();
  forEachGap(patterns, (hash, pattern, start, length) => {
    if ((counts[hash & (slots - 1)] ?? 0) < 2) return;
    const places = found.get(hash);
    if (places === undefined) found.set(hash, [{ pattern, start, length }]);
    else places.push({ pattern, start, length });
  });
  for (const places of found.values()) {
    const [first] = places;
    const model = first === undefined ? undefined : patterns[first.pattern];
    if (first === undefined || model === undefined || places.length < 2) continue;
    // Equal hashes of unequal text: what does not belong to the first is left out.
    yield places.filter((place) => {
      const other = patterns[place.pattern];
      return other !== undefined && sameRound(model, first, other, place);
    });
  }
}

function sameRound(model: Pattern, first: Place, other: Pattern, place: Place): boolean {
  if (place.start !== first.start) return false;
  const behind = first.start + first.length;
  const otherBehind = place.start + place.length;
  if (model.rounds.length - behind !== other.rounds.length - otherBehind) return false;
  for (let index = 0; index < first.start; index += 1) {
    if (model.rounds[index] !== other.rounds[index]) return false;
  }
  if (roundFirst(model.tokens[behind]) !== roundFirst(other.tokens[otherBehind])) return false;
  for (let index = 1; behind + index < model.rounds.length; index += 1) {
    if (model.rounds[behind + index] !== other.rounds[otherBehind + index]) return false;
  }
  return true;
}

function forEachGap(
  patterns: readonly Pattern[],
  visit: (hash: number, pattern: number, start: number, length: number) => void,
): void {
  for (const [pattern, { tokens, rounds }] of patterns.entries()) {
    const count = tokens.length;
    const before = hashes(rounds);
    const after = hashes(rounds.toReversed());
    const compared = Math.min(count, comparedTokens);
    for (let start = 0; start < compared; start += 1) {
      for (let length = 1; length <= longestSpan && start + length <= compared; length += 1) {
        if (kindOf(tokens[start + length - 1] ?? '') === 'sign') break;
        const left = count - start - length;
        const rest =
          left === 0
            ? 1
            : Math.imul(
                (after[left - 1] ?? 0) ^ hashOf(roundFirst(tokens[start + length])),
                0x27d4eb2f,
              );
        visit(
          Math.imul((before[start] ?? 0) ^ Math.imul(rest, 0x9e3779b1), 0x85ebca6b) ^ rest,
          pattern,
          start,
          length,
        );
      }
    }
  }
}

/** What counts of a token round a gap: names, values and words where a value is to be expected are alike, for they may be another gap. */
function roundWord(tokens: readonly string[], index: number): string {
  const token = tokens[index] ?? '';
  const kind = kindOf(token);
  if (kind === 'name' || kind === 'value') return '';
  if (kind !== 'word' && kind !== 'capitals') return token;
  const before = bare(tokens[index - 1] ?? '');
  if (expectsState(before)) return '';
  if (expectsValue(before)) return expectsValue(bare(token)) ? token : '';
  return isOpening(before) && isClosing(tokens[index + 1]) ? '' : token;
}

/** The same for the first token behind a gap, which must not depend on what is in it. */
function roundFirst(token = ''): string {
  const kind = kindOf(token);
  return kind === 'name' || kind === 'value' ? '' : token;
}

function isOpening(token: string): boolean {
  return token === '(' || token === '[' || token === '<' || token === '"' || token === "'";
}

function isClosing(token = ''): boolean {
  return token === ')' || token === ']' || token === '>' || token === '"' || token === "'";
}

/** At each place the hash of all tokens before it. */
function hashes(tokens: readonly string[]): Uint32Array {
  const result = new Uint32Array(tokens.length + 1);
  let hash = start;
  for (const [index, token] of tokens.entries()) {
    result[index] = hash;
    hash = hashOf(token, hash);
  }
  result[tokens.length] = hash;
  return result;
}

const start = 0x811c9dc5;

/** FNV-1a. */
function hashOf(token: string, before = start): number {
  let hash = before;
  for (let at = 0; at < token.length; at += 1)
    hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193);
  return Math.imul(hash ^ 0x20, 0x01000193) >>> 0;
}
