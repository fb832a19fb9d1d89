import type { CaseTree } from '@h-j-petroleum/standards-engine/testing';

type Manifest = Readonly<Record<string, unknown>>;

export const emptyLock = '{}\n';

/** The root of a workspace of npm with nothing wrong, and what is different about this one. */
export function rootManifest(differences: Manifest = {}): Manifest {
  return {
    name: 'root',
    private: true,
    packageManager: 'npm@11.0.0',
    engines: { node: '>=20' },
    workspaces: ['packages/*'],
    ...differences,
  };
}

export function pnpmRootManifest(differences: Manifest = {}): Manifest {
  return {
    name: 'root',
    private: true,
    packageManager: 'pnpm@10.4.1',
    engines: { node: '>=20' },
    ...differences,
  };
}

export function member(name: unknown, differences: Manifest = {}): Manifest {
  return { name, version: '1.0.0', ...differences };
}

export function npmWorkspace(
  members: CaseTree,
  root: Manifest = {},
  files: CaseTree = {},
): CaseTree {
  return {
    'package.json': rootManifest(root),
    'package-lock.json': emptyLock,
    ...members,
    ...files,
  };
}

export function pnpmWorkspace(
  members: CaseTree,
  root: Manifest = {},
  files: CaseTree = {},
): CaseTree {
  return {
    'package.json': pnpmRootManifest(root),
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'pnpm-lock.yaml': '',
    ...members,
    ...files,
  };
}
