import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Built, they lie beside the code; from source, in the folders of their templates.
const folders = ['./templates', '../templates'];

/** Folder of Typst's sources. */
export function templateFolder(): string {
  const found = folders
    .map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
    .find((folder) => existsSync(join(folder, 'house.typ')));
  if (found === undefined) throw new Error('The folder of the templates is missing.');
  return found;
}

/** Typst sources as `[path in the closed root, file]`. */
export const templateSources = (names: readonly string[]): [string, string][] => [
  ['house.typ', join(templateFolder(), 'house.typ')],
  ...names.map((name): [string, string] => [
    `${name}/template.typ`,
    join(templateFolder(), name, 'template.typ'),
  ]),
];
