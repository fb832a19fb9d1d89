import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { format } from 'prettier';
import { FsTree } from 'nx/src/generators/tree.js';

const prettierSettings = { singleQuote: true, printWidth: 100 };

/** The smallest workspace of the house's layout, as prettier leaves it. */
const house: Readonly<Record<string, string | object>> = {
  'nx.json': {},
  'package.json': {
    name: '@h-j-petroleum/source',
    private: true,
    repository: { type: 'git', url: 'git+https://github.com/h-j-petroleum/source.git' },
    workspaces: ['apps/*', 'libs/toolkit/*'],
    devDependencies: { zod: '4.6.7' },
  },
  '.prettierrc.json': prettierSettings,
  'tsconfig.json':
    '{\n  "files": [],\n  "references": [\n    { "path": "./apps/first-of-all-services" },\n    { "path": "./libs/toolkit/clock" },\n    { "path": "./libs/toolkit/signals" }\n  ]\n}\n',
  'tsconfig.base.json': {},
  'eslint.config.mjs': 'export default [];\n',
  'vitest.base.mjs': 'export default {};\n',
  'standards.config.json': {
    skills: {
      'docs:readme-check': {
        mode: 'enforce',
        options: { measure: ['libs/toolkit/signals', 'tools/x'] },
      },
    },
  },
  'README.md': `# House

## Where things are

| folder                                                 | what      |
| ------------------------------------------------------ | --------- |
| [libs/toolkit/clock](libs/toolkit/clock/README.md)     | time      |
| [libs/toolkit/signals](libs/toolkit/signals/README.md) | the store |
| [docs](docs)                                           | pages     |

## After it
`,
  '.changeset/config.json': {},
  '.changeset/waiting.md': "---\n'@h-j-petroleum/toolkit-clock': patch\n---\n\nWords.\n",
  'libs/toolkit/clock/package.json': {
    name: '@h-j-petroleum/toolkit-clock',
    version: '0.1.0',
    dependencies: { zod: '4.6.7' },
  },
  'libs/toolkit/signals/package.json': {
    name: '@h-j-petroleum/toolkit-signals',
    version: '0.1.0',
    dependencies: { '@h-j-petroleum/toolkit-clock': '*' },
  },
};

/** A workspace on disk, with the virtual tree that Nx gives a generator. */
export interface HouseTree extends Disposable {
  readonly tree: FsTree;
  /** What has changed against the disk, as `CREATE path`, sorted. */
  changes(): string[];
  /** Writes what has changed, and begins a tree anew, as Nx does between two commands. */
  next(): FsTree;
  text(path: string): string | undefined;
  json(path: string): unknown;
}

/**
 * @param more files besides those of the smallest workspace, or undefined for one of these that is to be missing
 */
export async function houseTree(
  more: Readonly<Record<string, string | object | undefined>> = {},
): Promise<HouseTree> {
  const root = mkdtempSync(join(tmpdir(), 'standards-house-'));
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [path, content] of Object.entries({ ...house, ...more })) {
    if (content === undefined) continue;
    if (typeof content === 'string') write(path, content);
    else {
      // A manifest is as npm writes it.
      const parser = path.endsWith('package.json') ? 'json-stringify' : 'json';
      write(path, await format(JSON.stringify(content), { ...prettierSettings, parser }));
    }
  }
  let tree = new FsTree(root, false);
  const read = (path: string): string | undefined => tree.read(path, 'utf-8') ?? undefined;
  return {
    get tree() {
      return tree;
    },
    changes: () =>
      tree
        .listChanges()
        .map(({ path, type }) => `${type} ${path}`)
        .sort(),
    next() {
      for (const { path, type, content } of tree.listChanges()) {
        if (type === 'DELETE') rmSync(join(root, path), { recursive: true, force: true });
        else write(path, content ?? '');
      }
      tree = new FsTree(root, false);
      return tree;
    },
    text: read,
    json: (path) => JSON.parse(read(path) ?? 'null'),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Every file below, by path, with its text. */
export function snapshot(root: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
  );
}
