import type { JsonObject, Node } from '../document/node.ts';
import { child } from '../document/node.ts';

/** A bound of a number, a length or a count. */
export interface Limit {
  readonly end: 'lower' | 'upper';
  readonly value: number;
  /** Whether the bound itself is not allowed. */
  readonly exclusive: boolean;
  readonly node: Node;
}

const counts = [
  ['minLength', 'length', 'lower'],
  ['maxLength', 'length', 'upper'],
  ['minItems', 'number of items', 'lower'],
  ['maxItems', 'number of items', 'upper'],
  ['minProperties', 'number of properties', 'lower'],
  ['maxProperties', 'number of properties', 'upper'],
] as const;

/** The bounds of one schema by what they bound: `lower value`, `upper length`. */
export function limitsOf(node: Node, schema: JsonObject): ReadonlyMap<string, Limit> {
  const limits = new Map<string, Limit>();
  const add = (what: string, limit: Limit): void => {
    const key = `${limit.end} ${what}`;
    const known = limits.get(key);
    limits.set(key, known ? stricter(known, limit) : limit);
  };
  for (const [key, what, end] of counts) {
    const value = schema[key];
    // A count of at least none is no bound.
    if (typeof value !== 'number' || (end === 'lower' && value <= 0)) continue;
    add(what, { end, value, exclusive: false, node: child(node, key) ?? node });
  }
  for (const [plain, open, end] of [
    ['minimum', 'exclusiveMinimum', 'lower'],
    ['maximum', 'exclusiveMaximum', 'upper'],
  ] as const) {
    const step = end === 'lower' ? 1 : -1;
    const whole = schema['type'] === 'integer';
    for (const [key, exclusive] of [
      // In 3.0 the second is true beside the first, in 3.1 a number of its own.
      [plain, schema[open] === true],
      [open, true],
    ] as const) {
      const value = schema[key];
      if (typeof value !== 'number') continue;
      const at = child(node, key) ?? node;
      add(
        'value',
        whole && exclusive
          ? { end, value: value + step, exclusive: false, node: at }
          : { end, value, exclusive, node: at },
      );
    }
  }
  return limits;
}

/** Less than 0 where `a` allows more than `b`, more than 0 where it allows less. */
export function strictness(a: Limit, b: Limit): number {
  const by = a.end === 'lower' ? a.value - b.value : b.value - a.value;
  return by === 0 ? Number(a.exclusive) - Number(b.exclusive) : by;
}

export function stricter(a: Limit, b: Limit): Limit {
  return strictness(a, b) >= 0 ? a : b;
}

export function shownLimit({ end, value, exclusive }: Limit): string {
  if (end === 'lower') return `${exclusive ? 'more than' : 'at least'} ${value}`;
  return `${exclusive ? 'less than' : 'at most'} ${value}`;
}
