import { holdsNames, isAnnotation, isUnordered } from './keywords.ts';
import type { Node } from './node.ts';
import { child, elements, followed, isObject } from './node.ts';

/**
 * A schema as a text that is equal for equal schemas: keys sorted, references written out, what changes nothing left out.
 * A reference into itself is written as how far up it leads.
 */
export function canonical(
  node: Node,
  key?: string,
  keyIsName = false,
  above: readonly unknown[] = [],
): string {
  const { value } = node;
  if (Array.isArray(value)) {
    const items = elements(node).map((one) => canonical(one, undefined, false, above));
    return `[${(isUnordered(key, keyIsName) ? items.sort() : items).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const up = above.lastIndexOf(value);
  if (up !== -1) return `"^${above.length - up}"`;
  const inside = [...above, value];
  const reference = typeof value['$ref'] === 'string' ? followed(node) : node;
  if (reference !== node) return canonical(reference, key, keyIsName, inside);
  const names = holdsNames(key, keyIsName);
  const parts = Object.keys(value)
    .filter((name) => !isAnnotation(name, names))
    .sort()
    .flatMap((name) => {
      const inner = child(node, name);
      return inner ? [`${JSON.stringify(name)}:${canonical(inner, name, names, inside)}`] : [];
    });
  return `{${parts.join()}}`;
}
