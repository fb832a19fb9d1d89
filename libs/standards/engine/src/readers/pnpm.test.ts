import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../workspace/memory-files.ts';
import { readWorkspace } from './read-workspace.ts';

function read(packages: readonly string[], texts: Readonly<Record<string, string>>) {
  const yaml = `packages:\n${packages.map((glob) => `  - "${glob}"\n`).join('')}`;
  const files = memoryFiles({ 'package.json': '{}', 'pnpm-workspace.yaml': yaml, ...texts });
  return readWorkspace(files, { root: '/' });
}

const tree = {
  'packages/a/package.json': '{}',
  'packages/a/test/fixture/package.json': '{}',
  'packages/b/package.json': '{}',
  'packages/b/inner/package.json': '{}',
  'packages/bower_components/package.json': '{}',
  'packages/node_modules/package.json': '{}',
};

describe('pnpm', () => {
  it.each<[packages: readonly string[], members: readonly string[]]>([
    [['packages/*'], ['packages/a', 'packages/b']],
    [
      ['.', 'packages/*'],
      ['packages/a', 'packages/b'],
    ],
    [
      ['packages/**', '!**/test/**'],
      ['packages/a', 'packages/b', 'packages/b/inner'],
    ],
    [
      ['!packages/b', 'packages/**', '!**/test/**'],
      ['packages/a', 'packages/b/inner'],
    ],
    [
      ['packages/**/*', '!packages/b/**'],
      ['packages/a', 'packages/a/test/fixture'],
    ],
    [['**'], ['packages/a', 'packages/a/test/fixture', 'packages/b', 'packages/b/inner']],
  ])('reads %j', async (packages, members) => {
    const workspace = await read(packages, tree);
    expect(workspace.reader).toBe('pnpm');
    expect(workspace.members.map(({ id }) => id)).toEqual(members);
    expect(workspace.problems).toEqual([]);
    expect(workspace.patterns.map(({ pattern }) => pattern)).toEqual(packages);
  });

  it('reads members outside the root', async () => {
    const files = memoryFiles({});
    const below = { ...tree };
    const outside = {
      ...files,
      kind: (path: string) =>
        path === '../shared/package.json' ? ('file' as const) : memoryFiles(below).kind(path),
      list: (path: string) =>
        path === '..'
          ? [{ name: 'shared', kind: 'directory' as const }]
          : memoryFiles({ 'pnpm-workspace.yaml': '', 'shared/package.json': '' }).list(
              path.replace('../', ''),
            ),
      read: (path: string) =>
        ({
          '../shared/package.json': '{ "name": "shared" }',
          'pnpm-workspace.yaml': 'packages:\n  - ../*\n',
        })[path],
    };
    const { members } = await readWorkspace(outside, { root: '/' });
    expect(members.map(({ id, root }) => [id, root])).toEqual([['shared', '../shared']]);
  });

  it.each(['package.yaml', 'package.json5'])('says that %s is not read', async (name) => {
    const { members, problems } = await read(['packages/*'], { [`packages/x/${name}`]: '' });
    expect(members.map(({ id }) => id)).toEqual(['packages/x']);
    expect(problems.map(({ code, file }) => [code, file])).toEqual([
      ['members-unsupported', `packages/x/${name}`],
    ]);
  });

  it('says so of the root too, unless it has a package.json', async () => {
    const texts = { 'package.yaml': '', 'packages/a/package.json': '{}' };
    const yaml = 'packages:\n  - packages/*\n';
    const alone = await readWorkspace(memoryFiles({ ...texts, 'pnpm-workspace.yaml': yaml }), {
      root: '/',
    });
    expect(alone.problems.map(({ code, file, project }) => [code, file, project])).toEqual([
      ['members-unsupported', 'package.yaml', ''],
    ]);
    expect(alone.rootProject.manifest).toBeUndefined();
    expect((await read(['packages/*'], texts)).problems).toEqual([]);
  });

  it('needs no manifest at the root', async () => {
    const files = memoryFiles({ ...tree, 'pnpm-workspace.yaml': 'packages:\n  - packages/a\n' });
    const workspace = await readWorkspace(files, { root: '/' });
    expect(workspace.problems).toEqual([]);
    expect(workspace.projects.map(({ id }) => id)).toEqual(['.', 'packages/a']);
  });
});
