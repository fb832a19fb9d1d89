import { hasFreeEnding, valuesOf } from './evidence.ts';
import { tidy } from './patterns.ts';
import { bare, kindOf, placeholderFor, tokensOf } from './tokens.ts';
import { Union } from './union.ts';
import { expectsState, expectsValue } from './vocabulary.ts';

/** Masks that count as one, as the place of each mask's group in the list of masks, and why. */
export interface Grouping {
  /** For each mask the smallest mask of its group. */
  readonly roots: readonly number[];
  /** For each mask its template after the merges. */
  readonly templates: readonly string[];
  /** For each mask that was joined with others, why. */
  readonly reasons: ReadonlyMap<number, string>;
}

interface Pattern {
  readonly tokens: readonly string[];
  /** The tokens put together. */
  readonly text: string;
  /** Of each token what counts of it round a gap. */
  readonly rounds: readonly string[];
  /** Masks of this pattern. */
  readonly masks: readonly number[];
}

function patternOf(tokens: readonly string[], masks: readonly number[]): Pattern {
  return {
    tokens,
    text: tokens.join(''),
    rounds: tokens.map((_, index) => roundWord(tokens, index)),
    masks,
  };
}

interface Place {
  readonly pattern: number;
  readonly start: number;
  readonly length: number;
}

const longestSpan = 4;
/** Of a template; behind these tokens nothing is compared. */
const comparedTokens = 60;

/**
 * Groups masks whose remaining words are values. The answer is a function of the set of masks: their order and how often each was
 * seen play no part.
 * @param masks distinct templates, sorted
 * @param alone places in `masks` of those that are joined with none; they are evidence for the others all the same
 */
export function groupMasks(
  masks: readonly string[],
  alone: ReadonlySet<number> = new Set(),
): Grouping {
  const union = new Union(masks.length, alone);
  const reasons = new Map<number, string>();
  let patterns: Pattern[] = collect(
    masks.map((mask, index) => patternOf(tidy(tokensOf(mask)), [index])),
    union,
    reasons,
  );
  const learned = new Set<string>();
  for (let round = 0; round < 8; round += 1) {
    const known = learned.size;
    const next = mergeGaps(patterns, union, reasons, learned);
    const ended = mergeEndings(next ?? patterns, union, reasons);
    if (next === undefined && ended === undefined && known === learned.size) break;
    patterns = ended ?? next ?? patterns;
  }
  const templates: string[] = [...masks];
  for (const pattern of patterns) {
    for (const mask of pattern.masks) {
      if (alone.has(mask)) reasons.delete(mask);
      else if (reasons.has(mask)) templates[mask] = pattern.text;
    }
  }
  return { roots: masks.map((_, index) => union.find(index)), templates, reasons };
}

/** Makes one of equal patterns, as far as their masks may be joined. */
function collect(
  patterns: readonly Pattern[],
  union: Union,
  reasons: Map<number, string>,
): Pattern[] {
  const byText = new Map<string, { readonly pattern: Pattern; readonly masks: number[] }[]>();
  for (const pattern of patterns) {
    const same = byText.get(pattern.text) ?? [];
    const [first = -1] = pattern.masks;
    const found = same.find(({ masks: [other = -1] }) => union.join(first, other));
    if (found === undefined) same.push({ pattern, masks: [...pattern.masks] });
    else {
      for (const mask of pattern.masks) found.masks.push(mask);
      for (const mask of [found.masks[0] ?? -1, ...pattern.masks]) {
        if (!reasons.has(mask)) reasons.set(mask, `equal but for values: ${shorten(pattern.text)}`);
      }
    }
    byText.set(pattern.text, same);
  }
  return [...byText.values()].flat().map(({ pattern, masks }) => ({ ...pattern, masks }));
}

function mergeGaps(
  patterns: readonly Pattern[],
  union: Union,
  reasons: Map<number, string>,
  learned: Set<string>,
): Pattern[] | undefined {
  // What is learned in a round counts from the next on, so that the order of gaps plays no part.
  const before = new Set(learned);
  const filled = new Map<number, boolean[]>();
  const because = new Map<number, string>();
  for (const places of repeatedGaps(patterns)) {
    const [first] = places;
    const model = first === undefined ? undefined : patterns[first.pattern];
    if (first === undefined || model === undefined) continue;
    const spans = new Map<string, readonly string[]>();
    for (const place of places) {
      const span = spanAt(patterns, place);
      spans.set(span.join(''), span);
    }
    if (spans.size < 2) continue;
    const prefix = model.tokens.slice(0, first.start);
    const suffix = model.tokens.slice(first.start + first.length);
    const found = valuesOf({ prefix, suffix, spans: [...spans.values()], learned: before });
    const values = new Set(found.spans.map((span) => span.join('')));
    if (values.size < 2) continue;
    if (found.proven) learn(found.spans, learned);
    const reason = reasonOf(prefix, values);
    for (const place of places) {
      if (!values.has(spanAt(patterns, place).join(''))) continue;
      const { pattern, start, length } = place;
      because.set(pattern, reason);
      const marks = filled.get(pattern) ?? [];
      for (let index = start; index < start + length; index += 1) marks[index] = true;
      filled.set(pattern, marks);
    }
  }
  let changed = false;
  const next = patterns.map((pattern, index) => {
    const marks = filled.get(index);
    if (marks === undefined) return pattern;
    for (const mask of pattern.masks) reasons.set(mask, because.get(index) ?? '');
    const tokens = tidy(
      pattern.tokens.map((token, place) => (marks[place] ? placeholderFor(token) : token)),
    );
    const changedPattern = patternOf(tokens, pattern.masks);
    if (changedPattern.text !== pattern.text) changed = true;
    return changedPattern;
  });
  return changed ? collect(next, union, reasons) : undefined;
}

/** Remembers the words among values: what is a user's name in one template is one in others. */
function learn(spans: readonly (readonly string[])[], learned: Set<string>): void {
  for (const [only = '', more] of spans) {
    if (more === undefined && kindOf(only) === 'word' && !expectsValue(bare(only))) {
      learned.add(bare(only));
    }
  }
}

function spanAt(
  patterns: readonly Pattern[],
  { pattern, start, length }: Place,
): readonly string[] {
  return patterns[pattern]?.tokens.slice(start, start + length) ?? [];
}

/** Gaps that several patterns have: the same words before and after, and something else between. */
function* repeatedGaps(patterns: readonly Pattern[]): Generator<readonly Place[]> {
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

function mergeEndings(
  patterns: readonly Pattern[],
  union: Union,
  reasons: Map<number, string>,
): Pattern[] | undefined {
  const byPrefix = new Map<string, { readonly length: number; readonly patterns: number[] }>();
  for (const [index, { tokens, rounds }] of patterns.entries()) {
    for (let length = 2; length < Math.min(tokens.length, comparedTokens); length += 1) {
      const key = rounds.slice(0, length).join('\0');
      const found = byPrefix.get(key);
      if (found === undefined) byPrefix.set(key, { length, patterns: [index] });
      else found.patterns.push(index);
    }
  }
  const cut = new Map<number, number>();
  for (const { length, patterns: members } of byPrefix.values()) {
    if (members.length < 3) continue;
    const endings = members.map((index) => patterns[index]?.tokens.slice(length) ?? []);
    const prefix = patterns[members[0] ?? 0]?.tokens.slice(0, length) ?? [];
    if (!hasFreeEnding(prefix, endings)) continue;
    const reason = `the same up to "${shorten(prefix.join(''))}", and ${members.length} different endings were seen`;
    for (const index of members) {
      const one = patterns[index];
      if (one === undefined) continue;
      for (const each of one.masks) reasons.set(each, reason);
      cut.set(index, Math.min(length, cut.get(index) ?? length));
    }
  }
  let changed = false;
  const next = patterns.map((pattern, index) => {
    const length = cut.get(index);
    if (length === undefined) return pattern;
    const tokens = tidy([
      ...pattern.tokens.slice(0, length),
      placeholderFor(pattern.tokens[length] ?? ''),
    ]);
    const changedPattern = patternOf(tokens, pattern.masks);
    if (changedPattern.text !== pattern.text) changed = true;
    return changedPattern;
  });
  return changed ? collect(next, union, reasons) : undefined;
}

function reasonOf(prefix: readonly string[], values: ReadonlySet<string>): string {
  const shown = [...values]
    .sort()
    .slice(0, 5)
    .map((value) => shorten(value.trim()));
  const more = values.size > shown.length ? ', ...' : '';
  const place =
    prefix.length === 0 ? 'at the start' : `after "${shorten(prefix.slice(-4).join(''))}"`;
  return `differ ${place} only, where ${values.size} values were seen: ${shown.join(', ')}${more}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text;
}
