import { parseJson, editJson, nearestName } from '@h-j-petroleum/standards-engine';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Blueprint, Kind } from './blueprint.ts';
import { announcementOf, withdraw } from './changesets.ts';
import { membersOf, type Member } from './house.ts';
import { install } from './install.ts';
import { kinds } from './kinds.ts';
import { leftovers } from './leftovers.ts';
import { refusal } from './refuse.ts';
import { registrationsOf, write } from './scaffold.ts';
import { targetsOf } from './templates.ts';
import { loadDevkit } from './devkit.ts';

export interface RemoveOptions {
  /** A folder, a package's name, the last part of either, or the id of a skill. */
  readonly project: string;
  /** Removes it though others depend on it. */
  readonly force?: boolean;
  readonly skipInstall?: boolean;
}

/**
 * Takes away a folder and every entry that other files have for it: the inverse of what generated it. Packages that were made by hand
 * lose the entries that every package has.
 *
 * @throws StandardsError GENERATE_REFUSED: nothing of that name, more than one, or others need it
 */
export async function unscaffold(tree: Tree, options: RemoveOptions): Promise<GeneratorCallback> {
  const { isId } = await import('../generators/skill/skill-id.ts');
  if (isId(options.project)) {
    const { removeSkill } = await import('../generators/skill/remove-skill.ts');
    const rest = await removeSkill(tree, options.project);
    return typeof rest === 'string' ? unscaffold(tree, { ...options, project: rest }) : rest;
  }
  const members = await membersOf(tree);
  const blueprint = await find(tree, options.project, members);
  const { root, owns = [], package: removed, partOf } = blueprint;
  const users = removed ? usersOf(removed.name, members) : [];
  if (users.length > 0 && options.force !== true) {
    throw refusal(
      `${root} is used by ${users.map((user) => user.root).join(', ')}. Take it out of their manifests first, or add --force.`,
    );
  }
  const elsewhere = kinds[blueprint.kind]
    ? targetsOf(blueprint, tree).filter(({ part }) => part === 'workspace')
    : [];
  for (const { path } of elsewhere) if (tree.exists(path)) tree.delete(path);
  for (const folder of [root, ...owns]) if (tree.exists(folder)) tree.delete(folder);
  if (removed) withdraw(tree, removed.name);
  if (partOf && tree.exists(announcementOf(blueprint))) tree.delete(announcementOf(blueprint));
  for (const { file, remove } of [...registrationsOf(blueprint)].reverse()) {
    const text = tree.read(file, 'utf-8');
    if (text !== null) write(tree, file, text, remove(text, tree));
  }
  forgetInConfiguration(tree, root);
  const { formatFiles } = await loadDevkit();
  await formatFiles(tree);
  const left = await leftovers(tree, [
    root,
    ...owns,
    ...(removed ? [removed.name] : []),
    ...(partOf ? [partOf.specifier] : []),
  ]);
  return async () => {
    // Nx deletes the files that it knows; what is ignored (dist, out-tsc, node_modules) would keep the folder.
    for (const folder of [root, ...owns]) {
      rmSync(join(tree.root, folder), { recursive: true, force: true });
      removeEmptyParents(tree.root, folder);
    }
    if (removed && options.skipInstall !== true) await install(tree);
    for (const place of left) console.log(`still named: ${place}`);
  };
}

/** The folder of the first of its kind goes with the last. */
function removeEmptyParents(root: string, folder: string): void {
  for (let above = dirname(folder); above !== '.'; above = dirname(above)) {
    const path = join(root, above);
    if (existsSync(path)) {
      if (readdirSync(path).length > 0) return;
      rmdirSync(path);
    }
  }
}

async function find(tree: Tree, given: string, members: readonly Member[]): Promise<Blueprint> {
  const wanted = given.trim().replace(/^\.\//, '').replace(/\/+$/, '');
  const loaded = await Promise.all(Object.values(kinds).map((load) => load()));
  const parts = loaded.flatMap((kind) => placesOf(tree, kind));
  const roots = [
    ...members.filter(({ root }) => root !== '').map(({ root, name }) => ({ root, name })),
    ...parts.map((root) => ({ root, name: root })),
  ].filter((one, index, all) => all.findIndex(({ root }) => root === one.root) === index);
  const matches = (one: { root: string; name: string }): boolean =>
    one.root === wanted || one.name === wanted;
  let found = roots.filter(matches);
  if (found.length === 0) found = roots.filter(({ root }) => root.endsWith(`/${wanted}`));
  const [only, second] = found;
  if (only === undefined) {
    const names = roots.flatMap(({ root, name }) => [root, name, lastPart(root)]);
    const near = nearestName(wanted, names);
    throw refusal(
      `Nothing here is called \`${given}\`.${near === undefined ? ' `nx show projects` lists what there is.' : ` Did you mean ${near}?`}`,
    );
  }
  if (second) {
    throw refusal(
      `\`${given}\` can be ${found.map(({ root }) => root).join(' or ')}. Write the folder.`,
    );
  }
  const kind = loaded.find((one) => nameIn(one, only.root) !== undefined);
  const name = kind && nameIn(kind, only.root);
  if (kind && name !== undefined && (await kind.recognises?.(name, tree)) !== false) {
    return kind.blueprint({ name }, tree);
  }
  return {
    kind: 'package',
    name: lastPart(only.root),
    root: only.root,
    description: '',
    package: { name: only.name, published: true },
  };
}

/** `clock` where the root is `libs/toolkit/clock` and the place `libs/toolkit/{name}`. */
function nameIn({ place }: Kind, root: string): string | undefined {
  const [before = '', after = ''] = place.split('{name}');
  if (!root.startsWith(before) || !root.endsWith(after)) return undefined;
  const name = root.slice(before.length, root.length - after.length);
  return name === '' || name.includes('/') ? undefined : name;
}

/** Folders that one of a kind has, which need not be members: the components of a package. */
function placesOf(tree: Tree, { place }: Kind): string[] {
  const [before = ''] = place.split('{name}');
  const folder = before.slice(0, before.lastIndexOf('/'));
  const prefix = before.slice(before.lastIndexOf('/') + 1);
  return tree
    .children(folder)
    .filter((name) => name.startsWith(prefix) && !tree.isFile(`${folder}/${name}`))
    .map((name) => `${folder}/${name}`);
}

function usersOf(name: string, members: readonly Member[]): Member[] {
  return members.filter(({ manifest }) =>
    ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].some((field) =>
      Object.hasOwn(Object(manifest[field]), name),
    ),
  );
}

/** Settings that somebody wrote for a folder or a skill later, by its name: a budget, a mode. */
export function forgetInConfiguration(tree: Tree, root: string): void {
  const file = 'standards.config.json';
  const text = tree.read(file, 'utf-8');
  const parsed = text === null ? undefined : parseJson(text);
  if (text === null || !parsed?.ok) return;
  let after = text;
  for (const path of pathsTo(parsed.value, root)) after = editJson(after, path, undefined);
  write(tree, file, text, after);
}

/** The paths of all keys that are this name, deepest first. */
function pathsTo(value: unknown, key: string): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key ? [[name]] : pathsTo(inner, key).map((path) => [name, ...path]),
  );
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
