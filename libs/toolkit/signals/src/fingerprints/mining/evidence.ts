import type { Kind } from './tokens.ts';
import { bare, isValue, kindOf } from './tokens.ts';
import { requestMethods } from '../masking/known-words.ts';
import { expectsState, expectsValue } from './vocabulary.ts';

/** Words that take the place of one another in one gap of otherwise equal templates. */
export interface Gap {
  /** Before the gap, and after it. */
  readonly prefix: readonly string[];
  readonly suffix: readonly string[];
  /** Distinct contents. */
  readonly spans: readonly (readonly string[])[];
  /** Words that were values in other gaps. */
  readonly learned: ReadonlySet<string>;
}

export interface Values {
  /** The contents that are values; none where there is too little evidence. */
  readonly spans: readonly (readonly string[])[];
  /** Whether so much was seen that the words among them may be values elsewhere too. */
  readonly proven: boolean;
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
  for (const [index, token] of tokens.entries()) {
    // Keys of fields are in every line, and say little of this one.
    if (tokens[index + 1] !== '=') weight += weights[kindOf(token)];
  }
  return weight;
}

type SpanKind = 'value' | 'name' | 'names' | 'capitals' | 'word' | 'event' | 'phrase' | 'never';

function spanKind(span: readonly string[], { prefix, suffix, learned }: Gap): SpanKind {
  const [first = '', second] = span;
  if (span.every(isValue)) return 'value';
  const expected = expectationAfter(prefix);
  // `order <*>` where others have `<*>`, for neighbouring values are one; but `table <*>` says what the value is.
  const beforeValue = span.length === 2 && isValue(second) && expected === 'value';
  if (span.length === 1 || beforeValue) {
    const kind = kindOf(first);
    if (kind === 'function' || kind === 'sign') return 'never';
    if (kind === 'word' && isInfinitive(prefix)) return 'event';
    const label = expectsValue(bare(first)) && (beforeValue || isNamed(suffix[0]));
    if (label) return beforeValue ? 'never' : 'event';
    if (kind === 'word' && learned.has(bare(first))) return 'name';
    // `cache billing`: where a value is to be expected, a noun in -ing is one.
    return kind === 'event' && expected === 'value' && (/ing$/i.test(first) || isState(prefix))
      ? 'word'
      : kind;
  }
  if (span.some(isValue)) return 'never';
  const kinds = span.map(kindOf);
  // `Started Login` before `Service` is no title, `Getting an Upgrade` in brackets is.
  const titled = isTitle(span) && (kinds[0] !== 'event' || expected === 'value');
  if (titled || kinds.every((kind) => kind === 'name')) return 'names';
  if (kinds.some((kind) => kind === 'function' || kind === 'sign')) return 'never';
  // `billing opened` holds what happened; behind a colon it may all the same be one reason of many.
  const tells =
    kinds.slice(1).includes('event') || (kinds[0] === 'event' && /^ ?\p{Ll}/u.test(first));
  return tells && expected !== 'colon' ? 'never' : 'phrase';
}

/** `health poor`, `status: starting` */
function isState(prefix: readonly string[]): boolean {
  const last = bare(prefix.at(-1) ?? '');
  return expectsState(last === ':' ? bare(prefix.at(-2) ?? '') : last);
}

/** `Getting an Upgrade`: written as a name is. */
function isTitle(span: readonly string[]): boolean {
  const capital = /^ ?\p{Lu}\p{Ll}/u;
  return (
    capital.test(span[0] ?? '') &&
    capital.test(span.at(-1) ?? '') &&
    span.every(
      (token) => capital.test(token) || kindOf(token) === 'function' || kindOf(token) === 'name',
    )
  );
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
  if (token === ':') {
    const key = bare(prefix.at(-2) ?? '');
    return expectsValue(key) || expectsState(key) ? 'value' : 'colon';
  }
  if (isInfinitive(prefix)) return 'none';
  return signsBeforeValues.has(token) || expectsValue(token) || expectsState(token)
    ? 'value'
    : 'none';
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
export function valuesOf(gap: Gap): Values {
  const { prefix, suffix, spans } = gap;
  const weight = weightOf(prefix) + weightOf(suffix);
  const expected = expectationAfter(prefix);
  const sorted: Record<SpanKind, (readonly string[])[]> = {
    value: [],
    name: [],
    names: [],
    capitals: [],
    word: [],
    event: [],
    phrase: [],
    never: [],
  };
  for (const span of spans) sorted[spanKind(span, gap)].push(span);
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
  const manyNames = distinctEnds(sorted.name);
  const names =
    enough('name', sorted.name) || (seenAsValue && weight >= 1 && sorted.name.length > 0);
  if (names) add(sorted.name);
  if (enough('name', sorted.names)) add([...sorted.names, ...sorted.name]);
  if (enough('capitals', namesAndCapitals) || (seenAsValue && weight >= 1)) add(namesAndCapitals);
  if (names && (manyNames >= 3 || (expected === 'value' && weight >= 1.5))) add(words);
  if (seenAsValue && (weight >= 2 || (expected !== 'none' && weight >= 1))) add(words);
  if (enough('word', words)) {
    add(words);
    if (expected === 'value' || distinctEnds(words) >= 5) add(sorted.event);
  }
  if (enough('event', events)) add(events);
  if (bare(prefix.at(-1) ?? '') === ':' && suffix.length === 0 && weight >= 2) {
    // One reason of many: `declined: card expired`, `declined: do not honour`.
    if (
      saysWhatHappened(prefix)
        ? distinctEnds(spans) >= 3
        : distinctEnds([...words, ...sorted.phrase]) >= 6
    )
      add(spans);
  }
  const phrases = [...sorted.phrase, ...sorted.names];
  if (
    expected === 'value' &&
    weight >= 1.5 &&
    distinctEnds(phrases) >= 2 &&
    distinctEnds([...words, ...phrases]) >= 4
  ) {
    add([...phrases, ...words]);
  }
  // In brackets or quotes of its own, whatever stands where others have a value is one.
  const enclosed = isEnclosed(gap);
  if (enclosed && ((seenAsValue && weight >= 1) || (weight >= 2 && distinctEnds(spans) >= 3)))
    add(spans);
  const afterVerb = kindOf(prefix.at(-1) ?? '') === 'event' && distinctEnds(phrases) >= 4;
  if (enough('phrase', phrases) || (afterVerb && weight >= 1)) add([...phrases, ...words]);
  const methods = spans.filter(
    ([only = '', more]) => more === undefined && requestMethods.has(bare(only)),
  );
  if (methods.length >= 3) add(methods);
  return {
    spans: found.size > sorted.value.length ? [...found] : [],
    proven: manyNames >= 3 || distinctEnds(words) >= 5,
  };
}

const enclosures = new Map([
  ['(', ')'],
  ['[', ']'],
  ['<', '>'],
  ['"', '"'],
  ["'", "'"],
]);

function isEnclosed({ prefix, suffix }: Gap): boolean {
  const closing = enclosures.get(bare(prefix.at(-1) ?? ''));
  return closing !== undefined && closing === suffix[0];
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
  const many = distinctEnds(endings);
  if (many < 3 || !saysWhatHappened(prefix)) return false;
  const weight = weightOf(prefix);
  if (bare(prefix.at(-1) ?? '') === ':') return weight >= 2;
  const lengths = new Set(endings.map(({ length }) => length)).size;
  return many >= 12 && lengths >= 3 && weight >= 3;
}

/** A clause, and not only the name of a part of the system. */
function saysWhatHappened(prefix: readonly string[]): boolean {
  return prefix.some((token) => {
    const kind = kindOf(token);
    return kind === 'function' || kind === 'event';
  });
}
