import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Files } from '../workspace/files.ts';
import { memoryFiles } from '../workspace/memory-files.ts';
import type { ReaderName, Workspace } from '../workspace/workspace.ts';
import { readers } from './index.ts';
import { readWorkspace } from './read-workspace.ts';

type Tree = Readonly<Record<string, unknown>>;

function filesOf(tree: Tree): Files {
  const texts = Object.entries(tree).map(([path, content]): [string, string] => [
    path,
    typeof content === 'string' ? content : JSON.stringify(content, null, 2),
  ]);
  return memoryFiles(Object.fromEntries(texts));
}

function read(tree: Tree, reader?: ReaderName): Promise<Workspace> {
  return readWorkspace(filesOf(tree), { root: '/', reader });
}

function packages(roots: readonly string[]): Tree {
  return Object.fromEntries(
    roots.map((root) => [`${root}/package.json`, { name: `@x/${root.replaceAll('/', '-')}` }]),
  );
}

const range = (count: number): readonly number[] => [...Array(count).keys()];

describe('readers', () => {
  it('are asked in an order that ends with the one that takes every root', () => {
    expect(readers.map(({ name }) => name)).toEqual([
      'rush',
      'pnpm',
      'yarn',
      'bun',
      'npm',
      'single',
    ]);
    expect(readers.map(({ needs }) => needs)).toEqual([
      'a rush.json',
      'a pnpm-workspace.yaml',
      'a `workspaces` field in package.json',
      'a `workspaces` field in package.json',
      'a `workspaces` field in package.json',
      'a package.json',
    ]);
  });
});

describe('detection', () => {
  const member = packages(['packages/a']);
  const yaml = 'packages:\n  - packages/*\n';
  const workspaces = ['packages/*'];

  it.each<[expected: string, tree: Tree]>([
    ['single', { 'package.json': {} }],
    ['npm', { 'package.json': { workspaces: [] } }],
    ['single', { 'package.json': { workspaces: ['.'] } }],
    ['npm', { 'package.json': { workspaces } }],
    ['npm', { 'package.json': { workspaces }, 'package-lock.json': {} }],
    ['yarn', { 'package.json': { workspaces }, 'yarn.lock': '' }],
    ['yarn', { 'package.json': { workspaces, packageManager: 'yarn@4.0.0' } }],
    ['yarn', { 'package.json': { workspaces }, '.yarnrc.yml': '' }],
    ['bun', { 'package.json': { workspaces }, 'bun.lock': '' }],
    ['bun', { 'package.json': { workspaces, devEngines: { packageManager: { name: 'bun' } } } }],
    ['single', { 'package.json': {}, 'yarn.lock': '' }],
    ['single', { 'package.json': {}, 'bun.lock': '' }],
    ['pnpm', { 'package.json': {}, 'pnpm-workspace.yaml': yaml }],
    ['pnpm', { 'pnpm-workspace.yaml': yaml }],
    ['pnpm', { 'package.json': { workspaces }, 'pnpm-workspace.yaml': yaml }],
    ['pnpm', { 'package.json': { workspaces }, 'pnpm-workspace.yaml': yaml, 'yarn.lock': '' }],
    ['pnpm', { 'package.json': { packageManager: 'yarn@4.0.0' }, 'pnpm-workspace.yaml': yaml }],
    [
      'pnpm',
      {
        'package.json': { workspaces, packageManager: 'pnpm@10.0.0' },
        'pnpm-workspace.yaml': yaml,
      },
    ],
    [
      'yarn',
      { 'package.json': { workspaces, packageManager: 'yarn@4.0.0' }, 'pnpm-workspace.yaml': yaml },
    ],
    ['single', { 'package.json': {}, 'pnpm-workspace.yaml': 'packages:\n  - .\n' }],
    ['single', { 'package.json': {}, 'pnpm-workspace.yaml': 'catalog: {}\n' }],
    [
      'npm',
      {
        'package.json': { workspaces },
        'pnpm-workspace.yaml': 'catalog: {}\n',
        'package-lock.json': {},
      },
    ],
    ['rush', { 'rush.json': '{ "projects": [] }', 'package.json': { workspaces } }],
    ['rush', { 'rush.json': '{ "projects": [] }', 'pnpm-workspace.yaml': yaml }],
  ])('takes %s for %j', async (expected, tree) => {
    expect((await read({ ...member, ...tree })).reader).toBe(expected);
  });
});

describe('a reader that is asked for', () => {
  const tree = {
    'package.json': { name: 'x', workspaces: ['a'] },
    'a/package.json': { name: 'a' },
  };

  it('reads what it can read', async () => {
    for (const reader of ['npm', 'yarn', 'bun'] as const) {
      const workspace = await read(tree, reader);
      expect([workspace.reader, workspace.members.map(({ id }) => id)]).toEqual([reader, ['a']]);
    }
    const single = await read(tree, 'single');
    expect([single.reader, single.members.map(({ id }) => id)]).toEqual(['single', ['x']]);
    const rush = { 'rush.json': '{ "projects": [] }', 'package.json': {} };
    expect((await read(rush, 'rush')).reader).toBe('rush');
    const settings = { 'package.json': {}, 'pnpm-workspace.yaml': 'catalog: {}\n' };
    expect(await read(settings, 'pnpm')).toMatchObject({
      reader: 'pnpm',
      members: [],
      problems: [],
    });
  });

  it.each<[reader: ReaderName, message: string]>([
    [
      'pnpm',
      'The reader `pnpm` needs a pnpm-workspace.yaml, which / does not have. Leave the reader out, or take one that fits: `yarn`, `bun`, `npm`, `single`.',
    ],
    [
      'rush',
      'The reader `rush` needs a rush.json, which / does not have. Leave the reader out, or take one that fits: `yarn`, `bun`, `npm`, `single`.',
    ],
    [
      'nx',
      'The reader `nx` needs the project graph of Nx, which the engine does not load. Run the `standards` command or the Nx plugin, or leave the reader out.',
    ],
  ])('refuses with %s what it cannot read', async (reader, message) => {
    await expect(read(tree, reader)).rejects.toMatchObject({
      name: 'StandardsError',
      code: 'READER_NOT_APPLICABLE',
      message,
    });
  });

  it('refuses workspaces that are not there', async () => {
    for (const reader of ['npm', 'yarn', 'bun'] as const) {
      await expect(read({ 'package.json': {} }, reader)).rejects.toMatchObject({
        code: 'READER_NOT_APPLICABLE',
        message: `The reader \`${reader}\` needs a \`workspaces\` field in package.json, which / does not have. Leave the reader out, or take one that fits: \`single\`.`,
      });
    }
    await expect(read({ 'rush.json': '{}' }, 'single')).rejects.toThrow('needs a package.json');
  });
});

describe('a root without anything to read', () => {
  it('is an error that names it and the way out', async () => {
    await expect(
      readWorkspace(memoryFiles({ 'README.md': '', 'a/package.json': '{}' }), { root: '/here' }),
    ).rejects.toMatchObject({
      name: 'StandardsError',
      code: 'ROOT_NOT_FOUND',
      message:
        'There is no package.json, rush.json or pnpm-workspace.yaml in /here. Run the check in the root of a package or workspace, or name that folder with --root.',
    });
  });

  it('is an error also where it is no folder', async () => {
    const files: Files = { kind: () => undefined, list: () => [], read: () => undefined };
    await expect(readWorkspace(files, { root: '/gone' })).rejects.toMatchObject({
      code: 'ROOT_NOT_FOUND',
      message:
        '/gone is no folder. Run the check in the root of a package or workspace, or name that folder with --root.',
    });
  });

  it('is not one where package.json is a folder: something stands there and cannot be read', async () => {
    const { members, problems } = await read({ 'package.json/x': '' });
    expect(members).toHaveLength(1);
    expect(problems).toMatchObject([
      {
        code: 'manifest-unreadable',
        detail: 'package.json cannot be read: it is a folder.',
        project: '',
      },
    ]);
  });

  it.each(['package.yaml', 'package.json5', 'lerna.json', 'deno.json', 'jsr.json'])(
    'says that %s is not read, where it is all there is',
    async (name) => {
      await expect(
        readWorkspace(memoryFiles({ [name]: '' }), { root: '/here' }),
      ).rejects.toMatchObject({
        message: `There is no package.json, rush.json or pnpm-workspace.yaml in /here, and ${name} is not read here. Run the check in the root of a package or workspace, or name that folder with --root.`,
      });
    },
  );
});

describe('a workspace that is read', () => {
  it('has its root, files, patterns, tags and catalogs', async () => {
    const files = filesOf({
      'package.json': { name: 'root', nx: { tags: ['scope:root'] } },
      'pnpm-workspace.yaml':
        'packages:\n  - "packages/*"\n  - "!packages/b"\ncatalog:\n  react: ^19.0.0\n',
      'packages/a/package.json': { name: 'a', nx: { tags: ['layer:0'] } },
      'packages/b/package.json': { name: 'b' },
    });
    const workspace = await readWorkspace(files, { root: '/somewhere' });
    expect(workspace.root).toBe('/somewhere');
    expect(workspace.files).toBe(files);
    expect(workspace.graph).toBeUndefined();
    expect(workspace.packageManager).toEqual({
      name: 'pnpm',
      version: undefined,
      source: 'workspace-file',
    });
    expect(workspace.patterns).toEqual([
      { pattern: 'packages/*', file: 'pnpm-workspace.yaml', path: ['packages', 0] },
      { pattern: '!packages/b', file: 'pnpm-workspace.yaml', path: ['packages', 1] },
    ]);
    expect(workspace.catalogs).toMatchObject([{ name: 'default', entries: { react: '^19.0.0' } }]);
    expect(workspace.projects.map(({ id, tags }) => [id, tags])).toEqual([
      ['root', ['scope:root']],
      ['a', ['layer:0']],
    ]);
    expect(workspace.problems).toEqual([]);
  });

  it('keeps both of two packages with one name', async () => {
    const same = { name: 'same' };
    const workspace = await read({
      'package.json': { name: 'root', workspaces: ['*'] },
      'a/package.json': same,
      'b/package.json': same,
    });
    expect(workspace.members.map(({ id, name }) => [id, name])).toEqual([
      ['a', 'same'],
      ['b', 'same'],
    ]);
  });

  it('never reads manifests outside the members', async () => {
    const tree = filesOf({
      'package.json': { workspaces: ['packages/*'] },
      'packages/a/package.json': { name: 'a' },
      'packages/a/fixtures/broken/package.json': '{ not json',
      'examples/broken/package.json': '{ not json',
    });
    const seen: string[] = [];
    const files: Files = {
      ...tree,
      read: (path) => {
        seen.push(path);
        return tree.read(path);
      },
    };
    const { members, problems } = await readWorkspace(files, { root: '/' });
    expect([members.length, problems]).toEqual([1, []]);
    expect(seen.filter((path) => path.endsWith('package.json'))).toEqual([
      'package.json',
      'packages/a/package.json',
    ]);
  });

  it('reports the root’s own faults first', async () => {
    const workspace = await read({
      'package.json': '{ "name": ',
      'pnpm-workspace.yaml': 'packages:\n  - a\n  - b\n',
      'a/package.json': {},
    });
    expect(workspace.rootProject).toEqual({
      id: '.',
      name: undefined,
      root: '',
      manifest: undefined,
      tags: [],
    });
    expect(workspace.problems.map(({ code, file, project }) => [code, file, project])).toEqual([
      ['manifest-unreadable', 'package.json', ''],
      ['pattern-matches-nothing', 'pnpm-workspace.yaml', undefined],
    ]);
  });

  it('reports catalogs that cannot be read', async () => {
    const { problems } = await read({
      'package.json': { packageManager: 'yarn@4.10.0' },
      '.yarnrc.yml': 'catalog: [\n',
    });
    expect(problems.map(({ file }) => file)).toEqual(['.yarnrc.yml']);
  });
});

describe('shapes of large public repositories', () => {
  it('sees all 543 packages of one with fixtures as members and names taken twice', async () => {
    const roots = [
      'packages/core',
      ...range(450).map((at) => `packages/core/test/fixtures/f${at}`),
      ...range(30).map((at) => `packages/integrations/i${at}`),
      ...range(40).map((at) => `examples/e${at}`),
      ...range(18).map((at) => `smoke/s${at}/app`),
      'scripts',
      'benchmark',
      'benchmark/packages/timer',
      'packages/core/test/units/_temp',
    ];
    const workspace = await read({
      ...Object.fromEntries(
        roots.map((root, at) => [`${root}/package.json`, { name: at % 7 === 3 ? 'twice' : root }]),
      ),
      'package.json': { name: 'root' },
      'packages/core/test/units/_temp/x/package.json': '{',
      'examples/e1/.cache/output/package.json': '{',
      'examples/e1/node_modules/dep/package.json': '{',
      'elsewhere/package.json': '{',
      'pnpm-workspace.yaml': [
        'packages:',
        "  - 'packages/**/*'",
        "  - 'examples/**/*'",
        "  - 'smoke/**/*'",
        "  - 'scripts'",
        "  - 'benchmark'",
        "  - 'benchmark/packages/*'",
        "  - '!packages/core/test/units/_temp/*'",
        "  - '!**/.cache/**'",
        '',
      ].join('\n'),
    });
    expect(workspace.reader).toBe('pnpm');
    expect(workspace.members).toHaveLength(543);
    expect(new Set(workspace.projects.map(({ id }) => id)).size).toBe(544);
    expect(workspace.problems).toEqual([]);
  });

  it('sees all 193 projects of one that lists them for Rush', async () => {
    const roots = range(193).map((at) => `${['apps', 'libraries', 'rigs'][at % 3] ?? ''}/p${at}`);
    const projects = roots.map((root) => ({
      packageName: `@x/${root.replaceAll('/', '-')}`,
      projectFolder: root,
    }));
    const workspace = await read({
      ...packages(roots),
      'rush.json': { pnpmVersion: '9.0.0', projects },
    });
    expect([workspace.reader, workspace.members.length, workspace.problems]).toEqual([
      'rush',
      193,
      [],
    ]);
  });

  it('sees all 249 packages of one with scopes as folders', async () => {
    const roots = [
      ...range(200).map((at) => `packages/@scope${at % 4}/c${at}`),
      ...range(39).map((at) => `packages/dev/d${at}`),
      ...range(10).map((at) => `lib/@z/q${at}`),
    ];
    const workspace = await read({
      ...packages(roots),
      'package.json': { packageManager: 'yarn@4.2.2', workspaces: ['packages/*/*', 'lib/@*/*'] },
    });
    expect([workspace.reader, workspace.members.length, workspace.problems]).toEqual([
      'yarn',
      249,
      [],
    ]);
  });
});

describe('whatever stands in the files', () => {
  const key = fc.constantFrom(
    'name',
    'workspaces',
    'packages',
    'catalog',
    'catalogs',
    'nx',
    'tags',
    'packageManager',
    'devEngines',
    'version',
    'projects',
    'packageName',
    'projectFolder',
    'globalCatalogs',
    '__proto__',
    'constructor',
  );
  const leaf = fc.oneof(
    fc.constantFrom(
      '*',
      '**',
      '!*',
      '!',
      '!.',
      '.',
      '..',
      '{a,b}/*',
      'a',
      '[',
      '(',
      '\\',
      '',
      'pnpm@',
      'yarn@1',
    ),
    fc.string(),
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc
        .array(fc.tuple(key, tie('value')), { maxLength: 5 })
        .map((entries) => Object.fromEntries(entries)),
    ),
  }));
  const text = fc.oneof(
    value.map((it) => JSON.stringify(it)),
    fc.string(),
  );
  const names = [
    'package.json',
    'pnpm-workspace.yaml',
    'rush.json',
    '.yarnrc.yml',
    'lerna.json',
    'a/package.json',
    'a/project.json',
    'common/config/rush/pnpm-config.json',
  ];
  const trees = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), text), {
    selector: ([name]) => name,
    maxLength: 6,
  });

  it('gives a workspace in which members are seen or missed aloud', async () => {
    await fc.assert(
      fc.asyncProperty(trees, value, async (tree, manifest) => {
        const files = filesOf({
          'package.json': JSON.stringify(manifest),
          ...Object.fromEntries(tree),
        });
        const workspace = await readWorkspace(files, { root: '/' });
        const ids = workspace.projects.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const silent = workspace.members.length === 0 && workspace.problems.length === 0;
        expect(silent).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
