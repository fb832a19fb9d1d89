import { parseJson, readWorkspace } from '@h-j-petroleum/standards-engine';
import type { Tree } from '@nx/devkit';
import { filesOf } from '../generators/nx-tree.ts';
import { refusal } from './refuse.ts';

/** What every generated package refers to. */
const needed = [
  'nx.json',
  'package.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'eslint.config.mjs',
  'vitest.base.mjs',
] as const;

/**
 * Generated packages lean on files of the workspace, which only a workspace of this layout has.
 *
 * @throws StandardsError GENERATE_REFUSED, naming the files that are missing
 */
export function checkHouse(tree: Tree): void {
  const missing = needed.filter((file) => !tree.exists(file));
  if (missing.length > 0) {
    throw refusal(
      `This workspace has no ${missing.join(', ')}. What is generated leans on ${missing.length === 1 ? 'it' : 'them'}: ` +
        'the layout is that of docs/REPOSITORY_ARCHITECTURE.md at https://github.com/h-j-petroleum/source. ' +
        '`init`, `fix` and `skill --directory` work in any Nx workspace.',
    );
  }
}

/** A member of the workspace: a folder with a manifest that a glob of `workspaces` finds. */
export interface Member {
  readonly root: string;
  readonly name: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** All members as the tree has them, with those that are not on the disk yet. Nx's own list forgets what a command before made. */
export async function membersOf(tree: Tree): Promise<Member[]> {
  const { projects } = await readWorkspace(filesOf(tree), { root: tree.root, reader: 'npm' });
  return projects.flatMap(({ root, manifest }) => {
    const name = manifest?.data['name'];
    return manifest && typeof name === 'string' ? [{ root, name, manifest: manifest.data }] : [];
  });
}

/**
 * Refuses where a package that what is generated builds on is no member.
 *
 * @throws StandardsError GENERATE_REFUSED
 */
export function checkBase(tree: Tree, kind: string, root: string): void {
  if (tree.exists(`${root}/package.json`)) return;
  throw refusal(
    `${/^[aeio]/.test(kind) ? 'An' : 'A'} ${kind} builds on ${root}, which this workspace does not have. Bring it here first, from https://github.com/h-j-petroleum/source.`,
  );
}

/** A JSON file as an object; undefined where there is none or it is something else. */
export function readObject(
  tree: Tree,
  path: string,
): Readonly<Record<string, unknown>> | undefined {
  const text = tree.read(path, 'utf-8');
  const parsed = text === null ? undefined : parseJson(text);
  return parsed?.ok && typeof parsed.value === 'object' && parsed.value !== null
    ? Object.fromEntries(Object.entries(parsed.value))
    : undefined;
}
