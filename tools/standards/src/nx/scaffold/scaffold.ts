import type { GeneratorCallback, Tree } from '@nx/devkit';
import type { Blueprint, CommonOptions, Kind, Registration } from './blueprint.ts';
import { announce } from './changesets.ts';
import { checkHouse, membersOf, type Member } from './house.ts';
import { install } from './install.ts';
import { pinAsTheWorkspace } from './pins.ts';
import { refusal } from './refuse.ts';
import { readmeRow } from './registrations/readme-row.ts';
import { tsconfigReference } from './registrations/tsconfig-reference.ts';
import { workspacesGlob } from './registrations/workspaces-glob.ts';
import { targetsOf, writeTargets, type Target } from './templates.ts';
import { loadDevkit } from './devkit.ts';

/**
 * Makes one of a kind in the tree. Everything is checked before the first file is written; run a second time it changes nothing.
 *
 * @returns what Nx does once the files are on the disk: it installs, and says what comes next
 * @throws StandardsError GENERATE_REFUSED: the workspace's layout, the name, or what stands in its place
 */
export async function scaffold<Options extends CommonOptions>(
  tree: Tree,
  kind: Kind<Options>,
  options: Options,
): Promise<GeneratorCallback> {
  checkHouse(tree);
  const { formatFiles } = await loadDevkit();
  const blueprint = await kind.blueprint(options, tree);
  const members = await membersOf(tree);
  const targets = targetsOf(blueprint, tree);
  if (isThere(tree, blueprint, targets, members)) {
    return () => {
      console.log(`${blueprint.root} is there already. Nothing was changed.`);
    };
  }
  await writeTargets(blueprint, tree);
  if (blueprint.package) {
    pinAsTheWorkspace(tree, `${blueprint.root}/package.json`, members);
  }
  announce(tree, blueprint);
  for (const { file, add } of registrationsOf(blueprint)) {
    const text = tree.read(file, 'utf-8');
    if (text !== null) write(tree, file, text, add(text, tree));
  }
  await formatFiles(tree);
  return async () => {
    if (blueprint.package && options.skipInstall !== true) await install(tree);
    await blueprint.finish?.();
    for (const line of blueprint.next ?? []) console.log(line);
  };
}

/** All entries that others' files have for it, in the order in which they are made. */
export function registrationsOf(blueprint: Blueprint): readonly Registration[] {
  const own = blueprint.registrations ?? [];
  if (!blueprint.package) return own;
  const { root, description } = blueprint;
  return [workspacesGlob(root), tsconfigReference(root), readmeRow(root, description), ...own];
}

/** Writes only what differs, since Nx shows and formats every file that was written. */
export function write(tree: Tree, path: string, before: string, after: string): void {
  if (before !== after) tree.write(path, after);
}

/** Whether it was made before; refuses where something else is in its place. */
function isThere(
  tree: Tree,
  { root, kind, package: made, owns = [] }: Blueprint,
  targets: readonly Target[],
  members: readonly Member[],
): boolean {
  const owner = members.find((member) => member.name === made?.name);
  if (owner && owner.root !== root) {
    throw refusal(
      `The name ${owner.name} belongs to ${owner.root} already. Choose another one for the ${kind}.`,
    );
  }
  const standing = targets.filter(({ path }) => tree.exists(path));
  if (standing.length === targets.length && (!made || owner)) return true;
  const first = [root, ...owns].find((path) => tree.exists(path)) ?? standing[0]?.path;
  if (first === undefined) return false;
  const missing = targets.find(({ path }) => !tree.exists(path));
  const what = owner
    ? `is ${owner.name}, and not what this generator makes: it lacks ${missing?.path ?? root}`
    : `is there, and no ${kind}`;
  throw refusal(`${first} ${what}. Choose another name for the ${kind}.`);
}
