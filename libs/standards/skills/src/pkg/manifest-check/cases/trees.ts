import type { CaseTree } from '@h-j-petroleum/standards-engine/testing';

type Manifest = Readonly<Record<string, unknown>>;

/** The repository that all of them are in. */
export function repository(directory?: string): Manifest {
  const url = 'git+https://github.com/acme/source.git';
  return { type: 'git', url, ...(directory === undefined ? {} : { directory }) };
}

/** A manifest with nothing wrong, and what is different about this one; a field that is undefined is not there. */
export function published(differences: Manifest = {}): Manifest {
  return {
    name: '@acme/a',
    version: '1.0.0',
    license: 'MIT',
    repository: repository('libs/a'),
    type: 'module',
    files: ['dist'],
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    ...differences,
  };
}

/** The member `libs/a` of a workspace that publishes to GitHub Packages, with its one source `src/index.ts`. */
export function inWorkspace(
  manifest: Manifest | string,
  files: CaseTree = {},
  root: Manifest = {},
): CaseTree {
  return {
    'package.json': {
      name: 'root',
      private: true,
      workspaces: ['libs/*'],
      repository: repository(),
      license: 'MIT',
      ...root,
    },
    '.gitignore': 'node_modules/\ndist/\n',
    '.npmrc': '@acme:registry=https://npm.pkg.github.com\n',
    'libs/a/package.json': manifest,
    'libs/a/src/index.ts': 'export const a = 1;\n',
    ...files,
  };
}

/** A package that is a repository of its own. */
export function alone(manifest: Manifest, files: CaseTree = {}): CaseTree {
  return { 'package.json': manifest, '.gitignore': 'node_modules/\ndist/\n', ...files };
}

const off = {
  esm: false,
  exports: false,
  types: false,
  files: false,
  license: false,
  repository: false,
  registry: false,
  publint: false,
} as const;

/** Options that leave the named rules on, and what is true of every package. */
export function only(...rules: readonly (keyof typeof off)[]): Readonly<Record<string, false>> {
  return Object.fromEntries(
    Object.entries(off).filter(([option]) => !rules.some((rule) => rule === option)),
  );
}
