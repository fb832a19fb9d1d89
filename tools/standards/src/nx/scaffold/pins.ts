import { editJson } from '@h-j-petroleum/standards-engine';
import type { Tree } from '@nx/devkit';
import { readObject, type Member } from './house.ts';

const fields = ['dependencies', 'devDependencies', 'optionalDependencies'];

/**
 * Gives every dependency of a new manifest the version that the workspace uses already, since one dependency has one version here.
 * Those that nothing uses yet keep the one of the template.
 */
export function pinAsTheWorkspace(tree: Tree, path: string, members: readonly Member[]): void {
  const manifest = readObject(tree, path);
  let text = tree.read(path, 'utf-8');
  if (!manifest || text === null) return;
  const known = new Map<string, string>();
  for (const member of members) {
    for (const [name, range] of dependenciesOf(member.manifest)) known.set(name, range);
  }
  for (const field of fields) {
    for (const [name, range] of Object.entries(Object(manifest[field]))) {
      const used = known.get(name);
      if (range !== '*' && used !== undefined && used !== '*' && used !== range) {
        text = editJson(text, [field, name], used);
      }
    }
  }
  tree.write(path, text);
}

function dependenciesOf(manifest: Readonly<Record<string, unknown>>): [string, string][] {
  // Peers are ranges; what is installed is pinned.
  return ['dependencies', 'devDependencies'].flatMap((field) =>
    Object.entries(Object(manifest[field])).flatMap(([name, range]): [string, string][] =>
      typeof range === 'string' ? [[name, range]] : [],
    ),
  );
}
