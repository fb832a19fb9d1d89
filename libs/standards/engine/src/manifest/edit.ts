import type { Node } from 'jsonc-parser';
import { parseTree } from 'jsonc-parser';
import type { Tree } from '../workspace/tree.ts';
import type { JsonPath } from './json.ts';
import { editJson } from './json.ts';
import { nodeAt } from './json-node.ts';
import { editYaml } from './yaml.ts';

/**
 * Sets or, with undefined, removes one existing value of a JSON or YAML file of a tree, and leaves the rest of the file as
 * it was. An object that loses its last entry goes too.
 *
 * @returns whether the file changed; it does not where the file or the path is not there
 */
export async function editFile(
  tree: Tree,
  file: string,
  path: JsonPath,
  value: string | undefined,
): Promise<boolean> {
  const before = tree.read(file);
  if (before === undefined) return false;
  const after = /\.ya?ml$/.test(file)
    ? await editYaml(before, path, value)
    : editExistingJson(before, path, value);
  if (after === before) return false;
  tree.write(file, after);
  return true;
}

function editExistingJson(text: string, path: JsonPath, value: string | undefined): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  const root = parseTree(body, undefined, { allowTrailingComma: true });
  const node = root && nodeAt(root, path);
  if (!node) return text;
  if (value !== undefined) {
    const end = node.offset + node.length;
    return mark + body.slice(0, node.offset) + JSON.stringify(value) + body.slice(end);
  }
  let length = path.length;
  while (length > 1 && parentOf(root, path, length)?.children?.length === 1) length--;
  const property = nodeAt(root, path.slice(0, length))?.parent;
  const removed = property && withoutProperty(body, property);
  return removed === undefined ? editJson(text, path.slice(0, length), undefined) : mark + removed;
}

function parentOf(root: Node, path: JsonPath, length: number): Node | undefined {
  return nodeAt(root, path.slice(0, length - 1));
}

/**
 * Cuts a property out together with its comma, and nothing else: an object on one line stays on one line, and comments
 * stay, since they may belong to a neighbour. Undefined for the only property of an object.
 */
function withoutProperty(text: string, property: Node): string | undefined {
  const siblings = property.parent?.children ?? [];
  const index = siblings.indexOf(property);
  const [previous, next] = [siblings[index - 1], siblings[index + 1]];
  const start = property.offset;
  const end = endOf(property);
  if (next) {
    const comma = commaAt(text, end, next.offset);
    const rest = text.slice(comma + 1);
    // On to the next property, unless a comment comes first.
    const gap = rest.length - rest.trimStart().length;
    const to = comma + 1 + (comma + 1 + gap === next.offset ? gap : 0);
    return text.slice(0, start) + text.slice(end, comma).trimEnd() + text.slice(to);
  }
  if (!previous) return undefined;
  const comma = commaAt(text, endOf(previous), start);
  const kept = text.slice(0, comma).trimEnd() + text.slice(comma + 1, start).trimEnd();
  const rest = text.slice(end);
  // A line comment must not swallow what follows.
  const lineEnd = /\/\/[^\n]*$/.test(kept) && !/^\s*\n/.test(rest) ? '\n' : '';
  return kept + lineEnd + rest;
}

/** Where the comma stands between two properties; one in a comment is none. */
function commaAt(text: string, from: number, to: number): number {
  const comments = /\/\/[^\n]*|\/\*[^]*?\*\//g;
  const between = text.slice(from, to).replace(comments, (comment) => ' '.repeat(comment.length));
  return from + between.indexOf(',');
}

function endOf(node: Node): number {
  return node.offset + node.length;
}
