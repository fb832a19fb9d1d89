import { joinPath, normalisePath, parentPath } from '@h-j-petroleum/standards-engine';
import { isRecord, ownField } from '../package/json-value.ts';
import { longestPath } from '../package/longest-path.ts';
import type { PackageView } from '../package/package-view.ts';
import { find, isBuilt, matchesOf, stateOf, targetPath } from '../package/target-state.ts';
import type { Target } from '../package/targets.ts';

export interface VirtualFile {
  readonly name: string;
  readonly data: string;
}

/** Where the package stands in the tree that publint is shown. */
export const virtualRoot = '/package';

/** Fields that publint reads and that are handed to it as they are published. */
const textFields = ['type', 'main', 'module', 'types', 'typings', 'unpkg', 'jsdelivr'] as const;
const readable = /\.(?:[mc]?jsx?|json)$/;

/**
 * The package as publint sees it: the fields that are of the right shape (it throws on others, which are reported
 * anyway), and only the files that they point at. What a build writes is empty: no guess is made at its content.
 */
export function virtualPackage(view: PackageView): readonly VirtualFile[] {
  const files = new Map<string, string>();
  for (const target of view.targets) {
    if (target.target.length > longestPath) continue;
    for (const [path, text] of filesOf(view, target)) {
      // A name with an empty part would send publint round in a circle.
      const inside = normalisePath(path);
      if (inside !== '' && !inside.startsWith('..')) files.set(inside, text);
    }
  }
  for (const path of [...files.keys()]) {
    for (let folder = parentPath(path); folder !== ''; folder = parentPath(folder)) {
      const manifest = nestedManifest(view, folder);
      if (manifest !== undefined) files.set(joinPath(folder, 'package.json'), manifest);
    }
  }
  files.set('package.json', JSON.stringify(publishedManifest(view)));
  return [...files].map(([path, data]) => ({ name: `${virtualRoot}/${path}`, data }));
}

function* filesOf(view: PackageView, target: Target): Generator<[path: string, text: string]> {
  const { files, project } = view;
  const path = targetPath(target.target);
  const state = stateOf(view, target);
  if (state.is !== 'present') {
    // The rules of this standard say whether it can be built; for publint it is there. Commands get their first line.
    const built = path.replaceAll('*', 'x');
    const name = /\.[^/]+$/.test(built) ? built : `${built}.js`;
    yield [name, target.field === 'bin' ? '#!/usr/bin/env node\n' : ''];
    return;
  }
  const found = path.includes('*') ? matchesOf(view, path) : [state.file];
  for (const file of found) {
    yield [file, readable.test(file) ? (files.read(joinPath(project.root, file)) ?? '') : ''];
  }
}

/** A manifest inside says which format the files around it have; builds write such manifests too. */
function nestedManifest(view: PackageView, folder: string): string | undefined {
  const path = joinPath(folder, 'package.json');
  if (!isBuilt(view, folder + '/x')) {
    const found = find(view, path);
    return found === undefined ? undefined : view.files.read(joinPath(view.project.root, found));
  }
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  if (/^(?:cjs|commonjs|umd)$/.test(name)) return '{"type":"commonjs"}';
  return /^(?:esm?|mjs|modules?)$/.test(name) ? '{"type":"module"}' : undefined;
}

function publishedManifest(view: PackageView): Record<string, unknown> {
  const manifest: Record<string, unknown> = { name: 'package', license: 'given elsewhere' };
  for (const field of textFields) {
    const { value } = view.field(field);
    if (typeof value === 'string') manifest[field] = value;
  }
  const isBroken = (field: string) =>
    view.malformed.some(({ path }) => path.includes(field)) ||
    // It makes a regular expression of every pattern, which takes for ever with many stars.
    view.targets.some((target) => target.field === field && target.target.split('*').length > 3);
  for (const field of ['exports', 'bin', 'browser']) {
    const { value } = view.field(field);
    if (value !== undefined && value !== null && !isBroken(field)) manifest[field] = value;
  }
  // Without the field every file is an entry, and that is not so here.
  if (isBroken('exports')) manifest['exports'] = {};
  const imports = view.field('imports').value;
  if (isRecord(imports)) manifest['imports'] = imports;
  for (const field of ['typesVersions', 'engines']) {
    const { value } = view.field(field);
    if (isRecord(value)) manifest[field] = value;
  }
  const { data } = view.manifest;
  for (const field of ['files', 'sideEffects', 'jsnext:main', 'jsnext']) {
    const value = ownField(data, field);
    if (value !== undefined && value !== null) manifest[field] = value;
  }
  const repository = ownField(data, 'repository');
  if (typeof repository === 'string') manifest['repository'] = repository;
  else if (typeof ownField(repository, 'url') === 'string') {
    // Without the folder, which publint does not read and in which equal packages differ.
    manifest['repository'] = {
      type: ownField(repository, 'type'),
      url: ownField(repository, 'url'),
    };
  }
  return manifest;
}
