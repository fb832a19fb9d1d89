import type { Sink } from '../compare/change.ts';
import type { Direction, RuleId } from '../compare/rules.ts';
import type { Node } from '../document/node.ts';
import { child } from '../document/node.ts';
import { compareConditions } from './compare-conditions.ts';
import { compareGroups } from './compare-groups.ts';
import { compareValues } from './compare-values.ts';
import type { AllOf, Schema } from './merge.ts';
import { isHidden, mergeSchema } from './merge.ts';

/** A walk through two schemas side by side. */
export interface Walk {
  readonly direction: Direction;
  readonly sink: Sink;
  /** Pairs that are being compared further up, so that a schema that holds itself ends. */
  readonly above: ReadonlySet<string>;
}

/** Two schemas and what they are called, such as `GET /orders, response 200, items[]`. */
export interface Pair {
  readonly base: Schema;
  readonly head: Schema;
  readonly where: string;
}

/** No document nests schemas of its own this deep; one that unfolds without end does. */
const maxDepth = 64;

const ids = new WeakMap<object, number>();
let lastId = 0;

function idOf({ value, nullable }: Node): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const id = ids.get(value) ?? ++lastId;
  ids.set(value, id);
  return `${id}${nullable ? '?' : ''}`;
}

/**
 * Reports all that makes the head refuse what the base took (request), or give what the base did not (response).
 *
 * @param at where to point at where one of the two has no schema
 */
export function compareSchemas(
  base: AllOf,
  head: AllOf,
  where: string,
  at: { readonly base: Node; readonly head: Node },
  walk: Walk,
): void {
  const pair = {
    base: mergeSchema(base, at.base),
    head: mergeSchema(head, at.head),
    where,
  };
  const key = [pair.base, pair.head]
    .map(({ leaves }) => [...new Set(leaves.map(idOf))].join('&'))
    .join('|');
  if (walk.above.has(key)) return;
  if (walk.above.size >= maxDepth) {
    report(pair, walk, 'schema-not-comparable', {
      says: 'unfolds without end',
      was: 'a schema that ends',
      is: 'a schema that unfolds without end',
    });
    return;
  }
  const inside: Walk = { ...walk, above: new Set([...walk.above, key]) };
  const { base: one, head: other } = pair;
  if (
    one.groups.length !== other.groups.length &&
    one.groups.length <= 1 &&
    other.groups.length <= 1
  ) {
    // Alternatives came or went: what stands beside them belongs to each of them.
    compareGroups(pair, inside);
    return;
  }
  compareValues(pair, inside);
  compareConditions(pair, inside);
  compareProperties(pair, inside);
  compareItems(pair, inside);
  if (one.groups.length > 0) compareGroups(pair, inside);
}

export function report(
  { base, head, where }: Pair,
  { sink }: Pick<Walk, 'sink'>,
  rule: RuleId,
  change: {
    readonly says: string;
    readonly was: string;
    readonly is: string;
    readonly base?: Node | undefined;
    readonly head?: Node | undefined;
    readonly where?: string;
  },
): void {
  sink({
    rule,
    where: change.where ?? where,
    says: change.says,
    was: change.was,
    is: change.is,
    base: change.base ?? base.node,
    head: change.head ?? head.node,
  });
}

function compareProperties(pair: Pair, walk: Walk): void {
  const { base, head, where } = pair;
  const { direction } = walk;
  for (const [name, property] of base.properties) {
    if (isHidden(property, direction)) continue;
    const inner = `${where}.${name}`;
    const node = property[0];
    const other = head.properties.get(name);
    if (!other || isHidden(other, direction)) {
      report(
        pair,
        walk,
        direction === 'request' ? 'request-property-removed' : 'response-property-removed',
        {
          where: inner,
          says: 'is gone',
          was: 'the property',
          is: other ? `one that is ${direction === 'request' ? 'readOnly' : 'writeOnly'}` : 'none',
          base: node,
          head: other?.[0],
        },
      );
      continue;
    }
    if (direction === 'response' && base.required.has(name) && !head.required.has(name)) {
      report(pair, walk, 'response-property-optional', {
        where: inner,
        says: 'may be missing now',
        was: 'always there',
        is: 'optional',
        base: node,
        head: other[0],
      });
    }
    compareSchemas(
      property,
      other,
      inner,
      { base: node ?? base.node, head: other[0] ?? head.node },
      walk,
    );
  }
  if (direction === 'request') {
    for (const name of head.required) {
      const property = head.properties.get(name);
      if (base.required.has(name) || (property && isHidden(property, direction))) continue;
      report(pair, walk, 'request-property-required', {
        where: `${where}.${name}`,
        says: 'must be given now',
        was: base.properties.has(name) ? 'optional' : 'none',
        is: 'required',
        base: base.properties.get(name)?.[0],
        head: property?.[0],
      });
    }
  }
  compareAdditional(pair, walk);
}

function compareAdditional(pair: Pair, walk: Walk): void {
  const { base, head, where } = pair;
  const inner = `${where}.*`;
  if (head.closed) {
    if (base.closed) return;
    const isMap = base.additional.length > 0;
    if (walk.direction === 'request' || isMap) {
      report(
        pair,
        walk,
        walk.direction === 'request' ? 'request-object-closed' : 'response-property-removed',
        {
          where: inner,
          says: 'may not be there any more',
          was: 'properties of any name',
          is: 'none but those listed',
          head: child(head.node, 'additionalProperties'),
        },
      );
    }
    return;
  }
  // An object without a word on it tells nothing of what else it holds, and promises nothing.
  if (base.closed || (walk.direction === 'response' && base.additional.length === 0)) return;
  if (base.additional.length === 0 && head.additional.length === 0) return;
  compareSchemas(
    base.additional,
    head.additional,
    inner,
    { base: base.node, head: head.node },
    walk,
  );
}

function compareItems({ base, head, where }: Pair, walk: Walk): void {
  const at = { base: base.node, head: head.node };
  const length = Math.max(base.tuple.length, head.tuple.length);
  for (let index = 0; index < length; index++) {
    compareSchemas(
      base.tuple[index] ?? base.items,
      head.tuple[index] ?? head.items,
      `${where}[${index}]`,
      at,
      walk,
    );
  }
  if (base.items.length > 0 || head.items.length > 0) {
    compareSchemas(base.items, head.items, `${where}[]`, at, walk);
  }
}
