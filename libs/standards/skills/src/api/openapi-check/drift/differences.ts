import type { JsonPath } from '@h-j-petroleum/standards-engine';
import { isObject } from '../document/node.ts';

/** A place at which two documents are not the same. */
export interface Difference {
  readonly path: JsonPath;
  /** What stands there in short: `"orders"`, `an object`, `nothing`. */
  readonly committed: string;
  readonly generated: string;
}

/** Where two documents differ: the outermost places, in the order of the first document. The order of keys is of no matter. */
export function differencesOf(
  committed: unknown,
  generated: unknown,
  path: JsonPath = [],
): readonly Difference[] {
  if (Array.isArray(committed) && Array.isArray(generated)) {
    const length = Math.max(committed.length, generated.length);
    return Array.from({ length }, (_, at) =>
      differencesOf(committed[at], generated[at], [...path, at]),
    ).flat();
  }
  if (isObject(committed) && isObject(generated)) {
    return [...new Set([...Object.keys(committed), ...Object.keys(generated)])].flatMap((key) =>
      differencesOf(own(committed, key), own(generated, key), [...path, key]),
    );
  }
  if (Object.is(committed, generated)) return [];
  return [{ path, committed: inShort(committed), generated: inShort(generated) }];
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

const maxLength = 60;

function inShort(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return 'an object';
  const text = JSON.stringify(value);
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
