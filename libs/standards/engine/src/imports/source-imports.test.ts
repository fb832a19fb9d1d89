import { describe, expect, it } from 'vitest';
import { createTree } from '../workspace/tree.ts';
import { createWorkspace } from '../workspace/create-workspace.ts';
import { memoryFiles } from '../workspace/memory-files.ts';
import type { Project, Workspace } from '../workspace/workspace.ts';
import { createProjectIndex } from './project-index.ts';
import { readPathAliases } from './path-aliases.ts';
import type { Resolution } from './resolve-specifier.ts';
import { resolveSpecifier } from './resolve-specifier.ts';
import { ignoring, sourceFiles } from './source-files.ts';
import { parseImports, projectImports } from './source-imports.ts';

const manifest = (root: string, data: Record<string, unknown>) => ({
  root,
  manifest: { file: `${root}/package.json`, text: JSON.stringify(data), data },
});

function workspaceOf(files: Record<string, string>): Workspace {
  return createWorkspace({
    root: '/',
    reader: 'npm',
    packageManager: { name: 'npm', version: undefined, source: 'default' },
    files: memoryFiles(files),
    rootProject: { root: '', manifest: undefined, name: 'root' },
    members: [
      manifest('libs/a', { name: 'a', imports: { '#b': ['./b.js', 'b/x'], '#own': './own.js' } }),
      manifest('libs/a/inner', { name: 'inner' }),
      manifest('libs/b', { name: 'b' }),
      manifest('libs/c', { name: '@s/c' }),
      manifest('libs/d', { name: 'b' }),
      { root: 'libs/e', manifest: undefined, name: 'e' },
    ],
  });
}

function projectAt(workspace: Workspace, root: string): Project {
  return createProjectIndex(workspace).ownerOf(root);
}

describe('createProjectIndex', () => {
  const index = createProjectIndex(workspaceOf({}));

  it('finds projects by the name of their manifest, the first of two', () => {
    expect(index.named('b')?.root).toBe('libs/b');
    expect(index.named('@s/c')?.root).toBe('libs/c');
    expect(index.named('e')).toBeUndefined();
    expect(index.named('root')).toBeUndefined();
  });

  it('finds the nearest project above a path', () => {
    expect(index.ownerOf('libs/a/src/x.ts').root).toBe('libs/a');
    expect(index.ownerOf('libs/a/inner/x.ts').root).toBe('libs/a/inner');
    expect(index.ownerOf('libs/ab/x.ts').root).toBe('');
    expect(index.ownerOf('').root).toBe('');
  });

  it('knows what holds others and what is a root', () => {
    const nested = ['', 'libs/a', 'libs/b'].map((root) => index.hasNested(index.ownerOf(root)));
    expect(nested).toEqual([true, true, false]);
    expect(index.isRoot('libs/b')).toBe(true);
    expect(index.isRoot('libs')).toBe(false);
  });
});

describe('sourceFiles', () => {
  const listed = (
    files: Record<string, string>,
    root = 'libs/b',
    ignore: readonly string[] = [],
  ) => {
    const workspace = workspaceOf(files);
    return sourceFiles(
      workspace.files,
      projectAt(workspace, root),
      createProjectIndex(workspace),
      ignoring(ignore),
    ).map(({ path, development }) => path + (development ? ' (development)' : ''));
  };

  it('are files of every kind that imports', () => {
    const names = ['a.ts', 'b.tsx', 'c.mts', 'd.cts', 'e.js', 'f.jsx', 'g.mjs', 'h.cjs'];
    const all = [...names, 'i.vue', 'j.svelte', 'k.astro', 'l.d.ts'].map(
      (name) => `libs/b/${name}`,
    );
    const others = [
      'libs/b/m.json',
      'libs/b/n.css',
      'libs/b/o.ts.map',
      'libs/b/ts',
      'libs/bb/a.ts',
    ];
    expect(listed(Object.fromEntries([...all, ...others].map((path) => [path, ''])))).toEqual(all);
  });

  it('tell those for development', () => {
    expect(
      listed({ 'libs/b/src/x.ts': '', 'libs/b/test/x.ts': '', 'libs/b/x.config.js': '' }),
    ).toEqual([
      'libs/b/src/x.ts',
      'libs/b/test/x.ts (development)',
      'libs/b/x.config.js (development)',
    ]);
    // Only folders of the project count, not those above it.
    expect(listed({ 'test/x.ts': '' }, '')).toEqual(['test/x.ts (development)']);
  });

  it('are none of what is installed or built', () => {
    expect(
      listed({
        'libs/b/node_modules/x/index.js': '',
        'libs/b/src/node_modules/x/index.js': '',
        'libs/b/src/dist/x.js': '',
        'libs/b/build/x.js': '',
        'libs/b/out/x.js': '',
        'libs/b/src/build/x.ts': '',
        'libs/b/.next/x.js': '',
        'libs/b/.storybook/main.ts': '',
      }),
    ).toEqual(['libs/b/.storybook/main.ts (development)', 'libs/b/src/build/x.ts']);
  });

  it('are none of other projects inside, nor of packages that are no members', () => {
    const files = {
      'libs/a/x.ts': '',
      'libs/a/inner/x.ts': '',
      'libs/a/examples/demo/package.json': '{ "name" : "demo" }',
      'libs/a/examples/demo/x.ts': '',
      'libs/a/esm/package.json': '{"type":"module"}',
      'libs/a/esm/x.js': '',
      'x.ts': '',
    };
    expect(listed(files, 'libs/a')).toEqual(['libs/a/esm/x.js', 'libs/a/x.ts']);
    expect(listed(files, 'libs/a/inner')).toEqual(['libs/a/inner/x.ts']);
    expect(listed(files, '')).toEqual(['x.ts']);
  });

  it('are none of what globs leave out', () => {
    const files = { 'libs/b/fixtures/deep/x.ts': '', 'libs/b/x.gen.ts': '', 'libs/b/x.ts': '' };
    expect(listed(files, 'libs/b', ['**/fixtures/**', '**/*.gen.ts'])).toEqual(['libs/b/x.ts']);
    expect(listed({ 'libs/b/.storybook/x.ts': '' }, 'libs/b', ['libs/b/**'])).toEqual([]);
  });

  it.each([
    ['lib/', []],
    ['lib', []],
    ['# outputs\n**/lib/\r\n', []],
    ['# lib', ['libs/b/lib/x.ts']],
    ['/lib', ['libs/b/lib/x.ts']],
    ['other/lib', ['libs/b/lib/x.ts']],
    ['lib/*.js', ['libs/b/lib/x.ts']],
    ['l*', ['libs/b/lib/x.ts']],
    ['lib/\n!libs/b/lib/', ['libs/b/lib/x.ts']],
    ['!lib\nlib', ['libs/b/lib/x.ts']],
    ['lib/\n!lib/**', ['libs/b/lib/x.ts']],
  ])('with a .gitignore of %j', (text, expected) => {
    expect(listed({ '.gitignore': text, 'libs/b/lib/x.ts': '' })).toEqual(expected);
  });
});

describe('resolveSpecifier', () => {
  const workspace = workspaceOf({
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        paths: {
          '@alias/b': ['libs/b/src/index.ts'],
          '@s/*': ['libs/b/*'],
          '#c': ['libs/c/src'],
          up: ['../x', 'libs/c/x'],
          shared: ['shared/x'],
        },
      },
    }),
  });
  const index = createProjectIndex(workspace);
  const aliases = readPathAliases(workspace.files);

  function resolved(specifier: string, file = 'libs/a/src/x.ts'): string {
    const found: Resolution | undefined = resolveSpecifier(specifier, file, index.ownerOf(file), {
      index,
      aliases,
      named: index.named,
    });
    if (!found) return 'own';
    const where = found.project?.root ?? 'outside';
    if (found.by === 'name') return `name ${where} ${found.subpath}`;
    return found.by === 'path' ? `path ${where} ${found.path}` : `alias ${where}`;
  }

  it.each([
    ['b', 'name libs/b .'],
    ['b/', 'name libs/b .'],
    ['b/x/y.js', 'name libs/b ./x/y.js'],
    ['b?raw', 'name libs/b .'],
    ['@s/c', 'name libs/c .'],
    ['@s/c/x', 'name libs/c ./x'],
    ['@s/other', 'alias libs/b'],
    ['@alias/b', 'alias libs/b'],
    ['@alias/b/x', 'own'],
    ['up', 'alias libs/c'],
    ['shared', 'own'],
    ['a', 'own'],
    ['a/x', 'own'],
    ['react', 'own'],
    ['node:fs', 'own'],
    ['#b', 'name libs/b ./x'],
    ['#own', 'own'],
    ['#none', 'own'],
    ['#c', 'alias libs/c'],
    ['.', 'own'],
    ['..', 'own'],
    ['./y', 'own'],
    ['./../y', 'own'],
    ['../../b/src/y', 'path libs/b libs/b/src/y'],
    ['../../b', 'path libs/b libs/b'],
    ['../inner/y', 'path libs/a/inner libs/a/inner/y'],
    ['../../../package.json', 'own'],
    ['../../../../y', 'path outside ../y'],
    ['../../../..', 'path outside ..'],
    ['../../../..y', 'own'],
  ])('%s: %s', (specifier, expected) => {
    expect(resolved(specifier)).toBe(expected);
  });

  it('resolves from a project without others inside and from the root', () => {
    expect(resolved('./y', 'libs/b/x.ts')).toBe('own');
    expect(resolved('./../c/y', 'libs/b/x.ts')).toBe('path libs/c libs/c/y');
    expect(resolved('../y', 'libs/b/src/x.ts')).toBe('own');
    expect(resolved('..', 'libs/b/src/x.ts')).toBe('own');
    expect(resolved('..', 'libs/b/x.ts')).toBe('own');
    expect(resolved('@alias/b', 'libs/b/x.ts')).toBe('own');
    expect(resolved('./libs/b/y', 'x.ts')).toBe('path libs/b libs/b/y');
  });
});

describe('parseImports', () => {
  it('gives what each file imports, and leaves out what is not there', async () => {
    const files = memoryFiles({ 'a.ts': "import 'x';\n", 'b.ts': 'function (' });
    const parsed = await parseImports(files, ['a.ts', 'b.ts', 'c.ts']);
    expect([...parsed.keys()]).toEqual(['a.ts', 'b.ts']);
    expect(parsed.get('a.ts')).toEqual({
      ok: true,
      imports: [{ specifier: 'x', kind: 'import', typeOnly: false, line: 1, start: 8, end: 9 }],
    });
    expect(parsed.get('b.ts')?.ok).toBe(false);
  });

  it('parses a text once, and again when it has changed', async () => {
    const tree = createTree(memoryFiles({ 'a.ts': "import 'x';" }));
    const first = (await parseImports(tree, ['a.ts'])).get('a.ts');
    expect((await parseImports(tree, ['a.ts'])).get('a.ts')).toBe(first);
    tree.write('a.ts', "import 'longer';");
    const second = (await parseImports(tree, ['a.ts'])).get('a.ts');
    expect(second?.ok && second.imports.map(({ specifier }) => specifier)).toEqual(['longer']);
  });
});

describe('projectImports', () => {
  it('gives every source with its imports or its problem', async () => {
    const workspace = workspaceOf({
      'libs/b/src/a.ts': "import 'react';\n",
      'libs/b/src/b.test.ts': '\nfunction (',
      'libs/b/skip/c.ts': "import 'c';\n",
    });
    const found = await projectImports(workspace, projectAt(workspace, 'libs/b'), ['**/skip/**']);
    expect(found).toEqual([
      {
        path: 'libs/b/src/a.ts',
        development: false,
        imports: [
          { specifier: 'react', kind: 'import', typeOnly: false, line: 1, start: 8, end: 13 },
        ],
      },
      {
        path: 'libs/b/src/b.test.ts',
        development: true,
        imports: [],
        problem: { line: 2, reason: 'Expected function name' },
      },
    ]);
    expect(await projectImports(workspace, projectAt(workspace, 'libs/b'))).toHaveLength(3);
  });
});
