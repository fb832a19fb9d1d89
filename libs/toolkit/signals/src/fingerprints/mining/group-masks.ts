import { hasFreeEnding, valuesOf } from './evidence.ts';
import type { Pattern } from './gaps.ts';
import { comparedTokens, patternOf, repeatedGaps, spanAt } from './gaps.ts';
import { tidy } from './patterns.ts';
import { bare, kindOf, placeholderFor, tokensOf } from './tokens.ts';
import { Union } from './union.ts';
import { expectsValue } from './vocabulary.ts';

/** Masks that count as one, as the place of each mask's group in the list of masks, and why. */
export interface Grouping {
  /** For each mask the smallest mask of its group. */
  readonly roots: readonly number[];
  /** For each mask its template after the merges. */
  readonly templates: readonly string[];
  /** For each mask that was joined with others, why. */
  readonly reasons: ReadonlyMap<number, string>;
}

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
