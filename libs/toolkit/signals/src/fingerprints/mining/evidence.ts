import type { Kind } from './tokens.ts';
import { bare, isValue, kindOf } from './tokens.ts';
import { requestMethods } from '../masking/known-words.ts';
import { expectsValue } from './vocabulary.ts';

/** Words that take the place of one another in one gap of otherwise equal templates. */
export interface Gap {
  /** Before the gap, and after it. */
  readonly prefix: readonly string[];
  readonly suffix: readonly string[];
  /** Distinct contents. */
  readonly spans: readonly (readonly string[])[];
}

const weights: Readonly<Record<Kind, number>> = {
  word: 1,
  event: 1,
  capitals: 1,
  function: 0.5,
  name: 0.5,
  value: 0,
  sign: 0,
};

/** How much the text round a gap says: words count one, small words and names half. */
export function weightOf(tokens: readonly string[]): number {
  let weight = 0;
  for (const token of tokens) weight += weights[kindOf(token)];
  return weight;
}

type SpanKind = 'value' | 'name' | 'capitals' | 'word' | 'event' | 'phrase' | 'never';

function spanKind(
  span: readonly string[],
  prefix: readonly string[],
  suffix: readonly string[],
): SpanKind {
  const [first = '', second] = span;
  if (span.every(isValue)) return 'value';
  // `order <*>` where others have `<*>`, for neighbouring values are one; but `table <*>` says what the value is.
  const beforeValue = span.length === 2 && isValue(second) && expectationAfter(prefix) === 'value';
  if (span.length === 1 || beforeValue) {
    const kind = kindOf(first);
    if (kind === 'function' || kind === 'sign') return 'never';
    if (kind === 'word' && isInfinitive(prefix)) return 'event';
    const label = expectsValue(bare(first)) && (beforeValue || isNamed(suffix[0]));
    if (label) return beforeValue ? 'never' : 'event';
    // `cache billing`: where a value is to be expected, a noun in -ing is one.
    return kind === 'event' && /ing$/i.test(first) && expectationAfter(prefix) === 'value'
      ? 'word'
      : kind;
  }
  if (span.some(isValue)) return 'never';
  const kinds = span.map(kindOf);
  if (kinds.every((kind) => kind === 'name')) return 'name';
  if (kinds.some((kind) => kind === 'function' || kind === 'sign')) return 'never';
  // `billing opened` holds what happened; behind a colon it may all the same be one reason of many.
  const tells = kinds.at(-1) === 'event' || (kinds[0] === 'event' && /^ ?\p{Ll}/u.test(first));
  return tells && bare(prefix.at(-1) ?? '') !== ':' ? 'never' : 'phrase';
}

/** `table orders`, `table <*>`: whether the word before is the kind of what comes. */
function isNamed(next: string | undefined): boolean {
  if (next === undefined || !next.startsWith(' ')) return false;
  const kind = kindOf(next);
  return kind === 'name' || kind === 'value' || kind === 'word' || kind === 'capitals';
}

/** `failed to parse`: what comes is what was tried, and no value. */
function isInfinitive(prefix: readonly string[]): boolean {
  if (bare(prefix.at(-1) ?? '').toLowerCase() !== 'to') return false;
  return beforeInfinitive.has(bare(prefix.at(-2) ?? '').toLowerCase());
}

const beforeInfinitive = new Set(
  `fail fails failed failing failure unable able impossible possible error errors exception trying tried try tries attempt attempts attempted attempting going about
  need needs needed required ready waiting wait waits want wants allowed permitted not how refused refusing request requested asked supposed used likely time timeout
  wanted decided safe hard easy tries expected expecting authorized forbidden unwilling continue continuing continues started starting began begins begin`.split(
    /\s+/,
  ),
);

/** How much the text before a gap lets expect a value there. */
type Expectation = 'none' | 'colon' | 'value';

const signsBeforeValues = new Set(['(', '[', '{', '<', '"', "'", '=', '`', '|', '@', '#']);

function expectationAfter(prefix: readonly string[]): Expectation {
  const last = prefix.at(-1);
  if (last === undefined) return 'none';
  const token = bare(last);
  if (token === ':') return 'colon';
  if (isInfinitive(prefix)) return 'none';
  return signsBeforeValues.has(token) || expectsValue(token) ? 'value' : 'none';
}

/** Least numbers of distinct contents, and least weight of the text round them, for contents of a kind to be values. */
const needed: Readonly<
  Record<
    'name' | 'capitals' | 'word' | 'event' | 'phrase',
    Readonly<Record<Expectation, readonly (readonly [count: number, weight: number])[]>>
  >
> = {
  name: {
    value: [[2, 1]],
    colon: [
      [2, 1.5],
      [3, 0.5],
    ],
    none: [
      [3, 1],
      [2, 3],
    ],
  },
  capitals: {
    value: [[2, 1.5]],
    colon: [[3, 1]],
    none: [[3, 1.5]],
  },
  word: {
    value: [
      [3, 1.5],
      [2, 2.5],
    ],
    colon: [
      [4, 1],
      [3, 2],
    ],
    none: [
      [5, 2],
      [4, 3],
    ],
  },
  event: {
    value: [[4, 2]],
    colon: [[8, 3]],
    none: [[12, 4]],
  },
  phrase: {
    value: [
      [4, 1.5],
      [3, 2],
    ],
    colon: [[6, 1.5]],
    none: [[4, 1.5]],
  },
};

/**
 * Which contents of a gap are values, so that the templates are one. Everything asked for is a lower bound on what was seen, so
 * more templates can only add to the answer, never take from it.
 */
export function valuesOf({ prefix, suffix, spans }: Gap): readonly (readonly string[])[] {
  const weight = weightOf(prefix) + weightOf(suffix);
  const expected = expectationAfter(prefix);
  const sorted: Record<SpanKind, (readonly string[])[]> = {
    value: [],
    name: [],
    capitals: [],
    word: [],
    event: [],
    phrase: [],
    never: [],
  };
  for (const span of spans) sorted[spanKind(span, prefix, suffix)].push(span);
  const seenAsValue = sorted.value.length > 0;
  const enough = (kind: keyof typeof needed, found: readonly (readonly string[])[]): boolean => {
    const count = distinctEnds(found);
    // A first word is rather the name of what happens.
    const more = prefix.length === 0 && kind !== 'name' ? 2 : 0;
    return needed[kind][expected].some(([least, rest]) => count >= least + more && weight >= rest);
  };
  const namesAndCapitals = [...sorted.name, ...sorted.capitals];
  const words = [...namesAndCapitals, ...sorted.word];
  const events = [...words, ...sorted.event];
  const found = new Set<readonly string[]>(sorted.value);
  const add = (more: readonly (readonly string[])[]): void => {
    for (const span of more) found.add(span);
  };
  const names =
    enough('name', sorted.name) || (seenAsValue && weight >= 1 && sorted.name.length > 0);
  const capitals = enough('capitals', namesAndCapitals) || (seenAsValue && weight >= 1);
  if (names) add(sorted.name);
  if (capitals) add(namesAndCapitals);
  if (names && weight >= 1.5 && (expected === 'value' || distinctEnds(sorted.name) >= 3))
    add(words);
  if (seenAsValue && (weight >= 2 || (expected !== 'none' && weight >= 1))) add(words);
  if (enough('word', words)) {
    add(words);
    if (expected === 'value' || distinctEnds(words) >= 5) add(sorted.event);
  }
  if (enough('event', events)) add(events);
  if (expected === 'colon' && suffix.length === 0) {
    // One reason of many: `declined: card expired`, `declined: do not honour`.
    const reasons = [...words, ...sorted.phrase];
    const count = distinctEnds(reasons);
    if (weight >= 2 && count >= (saysWhatHappened(prefix) ? 3 : 6)) add(spans);
  }
  const phrases = [...sorted.phrase, ...sorted.name.filter(({ length }) => length > 1)];
  if (enough('phrase', phrases)) add([...phrases, ...words]);
  const methods = spans.filter(
    ([only = '', more]) => more === undefined && requestMethods.has(bare(only)),
  );
  if (methods.length >= 3) add(methods);
  return found.size > sorted.value.length ? [...found] : [];
}

/**
 * How many contents there are, as far as they differ in their first and in their last word too: what is constant at an edge of a
 * gap is no part of it.
 */
function distinctEnds(spans: readonly (readonly string[])[]): number {
  return Math.min(
    spans.length,
    Math.floor(new Set(spans.map((span) => span[0])).size / 0.75),
    Math.floor(new Set(spans.map((span) => span.at(-1))).size / 0.75),
  );
}

/** Whether what follows a prefix is free text: many endings of several lengths behind words that say what happened. */
export function hasFreeEnding(
  prefix: readonly string[],
  endings: readonly (readonly string[])[],
): boolean {
  const lengths = new Set(endings.map(({ length }) => length)).size;
  const many = distinctEnds(endings);
  if (many < 4 || lengths < 2) return false;
  if (!saysWhatHappened(prefix)) return false;
  const weight = weightOf(prefix);
  if (bare(prefix.at(-1) ?? '') === ':') return weight >= 2;
  return many >= 12 && lengths >= 3 && weight >= 3;
}

/** A clause, and not only the name of a part of the system. */
function saysWhatHappened(prefix: readonly string[]): boolean {
  return prefix.some((token) => {
    const kind = kindOf(token);
    return kind === 'function' || kind === 'event';
  });
}
