import type { Node } from 'jsonc-parser';

/** The properties of each object by key, made at the first question: one manifest can have 100,000 of them. */
const indexes = new WeakMap<Node, ReadonlyMap<unknown, Node | undefined>>();

/**
 * The value at a path of a parsed text. Of a key that stands twice in one object the last counts, as it does for
 * `JSON.parse` and so for every package manager; jsonc-parser's own search takes the first.
 */
export function nodeAt(root: Node, path: readonly (string | number)[]): Node | undefined {
  let node: Node | undefined = root;
  for (const key of path) {
    node = node.type === 'array' ? node.children?.[Number(key)] : propertiesOf(node).get(key);
    if (!node) return undefined;
  }
  return node;
}

function propertiesOf(object: Node): ReadonlyMap<unknown, Node | undefined> {
  const known = indexes.get(object);
  if (known) return known;
  const properties = (object.children ?? []).map(
    ({ children }) => [children?.[0]?.value, children?.[1]] as const,
  );
  const made = new Map<unknown, Node | undefined>(properties);
  indexes.set(object, made);
  return made;
}
