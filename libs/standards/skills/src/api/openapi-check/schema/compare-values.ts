import { child } from '../document/node.ts';
import type { Pair, Walk } from './compare-schemas.ts';
import { report } from './compare-schemas.ts';
import { shownLimit, strictness } from './limits.ts';

const allTypes = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

/** Formats of which the first is part of the second. */
const partOf = new Set(['int32 int64', 'float double']);

/** Types, lists of values, bounds and formats. */
export function compareValues(pair: Pair, walk: Walk): void {
  const typesDiffer = compareTypes(pair, walk);
  // A type that is gone takes its values, bounds and formats with it.
  if (typesDiffer) return;
  compareLists(pair, walk);
  compareLimits(pair, walk);
  compareFormats(pair, walk);
}

function compareTypes(pair: Pair, walk: Walk): boolean {
  const { base, head } = pair;
  const [from, to] = [new Set(base.types ?? allTypes), new Set(head.types ?? allTypes)];
  const gone = [...from].filter((type) => !to.has(type));
  const come = [...to].filter((type) => !from.has(type));
  const isRequest = walk.direction === 'request';
  const differing = isRequest ? gone : come;
  if (differing.length === 0) return false;
  // Where lists of values tell the same more exactly, they do.
  if (base.values && head.values) return false;
  const shown = isRequest
    ? `takes no ${differing.join(', ')} any more`
    : `may be ${differing.join(', ')} now`;
  report(pair, walk, isRequest ? 'request-type-narrowed' : 'response-type-widened', {
    says: shown,
    was: shownTypes(base.types),
    is: shownTypes(head.types),
    base: child(base.node, 'type'),
    head: child(head.node, 'type'),
  });
  return true;
}

function shownTypes(types: ReadonlySet<string> | undefined): string {
  if (!types) return 'any type';
  return (
    [...types].filter((type) => type !== 'integer' || !types.has('number')).join(' or ') ||
    'nothing'
  );
}

function compareLists(pair: Pair, walk: Walk): void {
  const { base, head } = pair;
  const isRequest = walk.direction === 'request';
  const [wide, narrow] = isRequest ? [base.values, head.values] : [head.values, base.values];
  // What was any value is a list now (request), or what was a list is any value (response).
  if (!narrow) return;
  const differing = wide ? [...wide].filter((one) => !narrow.has(one)) : undefined;
  if (differing?.length === 0) return;
  const named = differing?.join(', ');
  const listed = (values: ReadonlySet<string> | undefined) =>
    values ? `one of ${[...values].join(', ')}` : 'any value';
  report(pair, walk, isRequest ? 'request-enum-narrowed' : 'response-enum-widened', {
    says: isRequest
      ? `takes ${named === undefined ? 'listed values alone' : `no ${named}`}${named === undefined ? ' now' : ' any more'}`
      : `may be ${named ?? 'any value'} now`,
    was: listed(base.values),
    is: listed(head.values),
    base: child(base.node, 'enum') ?? child(base.node, 'const'),
    head: child(head.node, 'enum') ?? child(head.node, 'const'),
  });
}

function compareLimits(pair: Pair, walk: Walk): void {
  const { base, head } = pair;
  const isRequest = walk.direction === 'request';
  for (const key of new Set([...base.limits.keys(), ...head.limits.keys()])) {
    const [from, to] = [base.limits.get(key), head.limits.get(key)];
    const [wide, narrow] = isRequest ? [from, to] : [to, from];
    if (!narrow || (wide && strictness(narrow, wide) <= 0)) continue;
    const what = key.replace(/^\w+ /, '');
    report(pair, walk, isRequest ? 'request-limit-narrowed' : 'response-limit-widened', {
      says: `has a ${what} of ${to ? shownLimit(to) : 'any size'} now`,
      was: from ? shownLimit(from) : 'no bound',
      is: to ? shownLimit(to) : 'no bound',
      base: from?.node,
      head: to?.node,
    });
  }
}

function compareFormats(pair: Pair, walk: Walk): void {
  const { base, head } = pair;
  const isRequest = walk.direction === 'request';
  const [wide, narrow] = isRequest ? [base.formats, head.formats] : [head.formats, base.formats];
  const asked = [...narrow].filter(
    (format) => ![...wide].some((one) => one === format || partOf.has(`${one} ${format}`)),
  );
  if (asked.length === 0) return;
  report(pair, walk, isRequest ? 'request-format-narrowed' : 'response-format-widened', {
    says: isRequest
      ? `must be ${asked.join(', ')} now`
      : `need not be ${asked.join(', ')} any more`,
    was: [...base.formats].join(' and ') || 'no format',
    is: [...head.formats].join(' and ') || 'no format',
    base: child(base.node, 'format'),
    head: child(head.node, 'format'),
  });
}
