import type { CaseTree, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';

/** The manifest of the one package that is released, `@acme/ui`. */
export const manifest = {
  name: '@acme/ui',
  version: '1.2.0',
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
  dependencies: { react: '^19.0.0' },
  devDependencies: { vitest: '5.0.0' },
};

/** A workspace with that package and an application; the given files are laid over it, and undefined takes one away. */
export function tree(files: Readonly<Record<string, CaseTree[string] | undefined>> = {}): CaseTree {
  const all = {
    'package.json': { name: 'root', private: true, version: '0.0.0', workspaces: ['libs/*'] },
    '.changeset/config.json': {},
    '.changeset/README.md': '# Changesets\n',
    'libs/app/package.json': { name: 'app', version: '1.0.0', private: true },
    'libs/ui/package.json': manifest,
    'libs/ui/src/index.ts': "export { area } from './area.ts';\n",
    'libs/ui/src/area.ts':
      'export function area(side: number): number {\n  return side * side;\n}\n',
    ...files,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([path, file]) => (file === undefined ? [] : [[path, file]])),
  );
}

/** A change inside a function, which no type tells of. */
export const inside = {
  'libs/ui/src/area.ts': 'export function area(side: number): number {\n  return side ** 2;\n}\n',
};
/** One that adds to what is exported. */
export const added = {
  'libs/ui/src/index.ts':
    "export { area } from './area.ts';\nexport const volume = (side: number): number => side ** 3;\n",
};
/** One that breaks who uses it. */
export const broken = {
  'libs/ui/src/area.ts': 'export function area(side: bigint): bigint {\n  return side * side;\n}\n',
};

/** A changeset with a word for its users. */
export const changeset = (releases: string, words = 'Squares are quicker.'): CaseTree => ({
  '.changeset/one.md': `---\n${releases}---\n\n${words}\n`,
});

export const others = {
  app: { outcome: 'not-applicable', reason: 'It is not released: it is private.' },
} as const;

export const missing = (bump: string, actual: string): ExpectedFinding => ({
  ...{ message: 'changeset-missing', project: '@acme/ui', file: 'libs/ui/package.json', line: 1 },
  ...{ expected: `a changeset with @acme/ui: ${bump}`, actual },
  text: '@acme/ui was changed, and no changeset of this change names it',
});

/** What is left of a changeset that was begun. */
export const unwritten = (file: string): ExpectedFinding => ({
  ...{ message: 'summary-missing', project: 'root', file, line: 1, fixable: false },
  ...{ expected: 'what users of the packages should know of the change', actual: 'nothing' },
});

export const tooSmall = (
  bump: string,
  needed: string,
  changes: string,
  more: Partial<ExpectedFinding> = {},
): ExpectedFinding => ({
  ...{ message: 'bump-too-small', project: '@acme/ui', file: '.changeset/one.md', line: 2 },
  ...{ expected: `@acme/ui: ${needed}`, actual: bump },
  text: `@acme/ui is called ${bump}, and its public types changed: ${changes}`,
  ...more,
});
