import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Tree } from '../workspace/tree.ts';
import type { JsonPath } from './json.ts';
import { editJson } from './json.ts';
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
  const root = parseTree(text.replace(/^\uFEFF/, ''), undefined, { allowTrailingComma: true });
  if (!root || !findNodeAtLocation(root, [...path])) return text;
  if (value !== undefined) return editJson(text, path, value);
  let length = path.length;
  while (
    length > 1 &&
    findNodeAtLocation(root, path.slice(0, length - 1))?.children?.length === 1
  ) {
    length--;
  }
  return editJson(text, path.slice(0, length), undefined);
}
