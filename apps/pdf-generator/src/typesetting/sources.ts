import { findPackageJSON } from 'node:module';
import { join } from 'node:path';

/** Folder of the templates: Typst's sources are shipped as they are, beside what is built. */
export function templateFolder(): string {
  const manifest = findPackageJSON('..', import.meta.url);
  if (manifest === undefined) throw new Error('The package of the templates has no package.json.');
  return join(manifest, '..', 'src', 'templates');
}

/** Typst sources as `[path in the closed root, file]`. */
export const templateSources = (names: readonly string[]): [string, string][] => [
  ['house.typ', join(templateFolder(), 'house.typ')],
  ...names.map((name): [string, string] => [
    `${name}/template.typ`,
    join(templateFolder(), name, 'template.typ'),
  ]),
];
