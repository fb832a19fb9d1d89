import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../workspace/memory-files.ts';
import { readWorkspace } from './read-workspace.ts';

function read(rush: string | object, more: Readonly<Record<string, string>> = {}) {
  const text = typeof rush === 'string' ? rush : JSON.stringify(rush, null, 2);
  const files = memoryFiles({
    'rush.json': text,
    'libs/a/package.json': '{ "name": "@x/a", "nx": { "tags": ["layer:0"] } }',
    'libs/b/package.json': '{ "name": "@x/b" }',
    ...more,
  });
  return readWorkspace(files, { root: '/' });
}

const a = { packageName: '@x/a', projectFolder: 'libs/a' };

describe('rush', () => {
  it('reads what is listed, with its tags, and nothing else', async () => {
    const workspace = await read({
      pnpmVersion: '9.1.0',
      projects: [{ ...a, projectFolder: './libs/a/', tags: ['layer:0', 'team:x', 7] }],
    });
    expect(workspace.reader).toBe('rush');
    expect(workspace.rootProject).toMatchObject({ id: '.', manifest: undefined });
    expect(workspace.members.map(({ id, root, tags }) => [id, root, tags])).toEqual([
      ['@x/a', 'libs/a', ['layer:0', 'team:x']],
    ]);
    expect(workspace.patterns).toEqual([]);
    expect(workspace.problems).toEqual([]);
  });

  it.each<[settings: object, name: string, version: string | undefined, source: string]>([
    [{ pnpmVersion: '9.1.0' }, 'pnpm', '9.1.0', 'workspace-file'],
    [{ npmVersion: '10.0.0' }, 'npm', '10.0.0', 'workspace-file'],
    [{ yarnVersion: '1.22.0' }, 'yarn', '1.22.0', 'workspace-file'],
    [{ pnpmVersion: 9 }, 'npm', undefined, 'default'],
    [{}, 'npm', undefined, 'default'],
  ])('installs with what %j names', async (settings, name, version, source) => {
    const { packageManager } = await read({ ...settings, projects: [a] });
    expect(packageManager).toEqual({ name, version, source });
  });

  it('reports a folder without a manifest', async () => {
    const { members, problems } = await read({
      projects: [a, { packageName: '@x/gone', projectFolder: 'libs/gone' }],
    });
    expect(members.map(({ id }) => id)).toEqual(['@x/a']);
    expect(problems).toEqual([
      {
        code: 'manifest-missing',
        file: 'rush.json',
        line: 9,
        detail: 'rush.json lists @x/gone in libs/gone, but libs/gone/package.json is not there.',
        expected: 'libs/gone/package.json is there, or rush.json does not list the folder.',
      },
    ]);
  });

  it('reports another name in the manifest', async () => {
    const { members, problems } = await read({
      projects: [{ packageName: '@x/other', projectFolder: 'libs/a' }],
    });
    expect(members.map(({ id }) => id)).toEqual(['@x/a']);
    expect(problems).toEqual([
      {
        code: 'workspace-file-unreadable',
        file: 'rush.json',
        line: 4,
        detail: 'rush.json lists libs/a as @x/other, but its manifest is named @x/a.',
        expected: 'rush.json and libs/a/package.json give the same name.',
        project: 'libs/a',
      },
    ]);
  });

  it('reports a manifest without a name', async () => {
    const { members, problems } = await read(
      { projects: [{ packageName: '@x/c', projectFolder: 'libs/c' }] },
      { 'libs/c/package.json': '{}' },
    );
    expect(members.map(({ id }) => id)).toEqual(['@x/c']);
    expect(problems.map(({ detail }) => detail)).toEqual([
      'rush.json lists libs/c as @x/c, but its manifest has no name.',
    ]);
  });

  it('keeps a member whose manifest cannot be read, by the name that is listed', async () => {
    const { members, problems } = await read(
      { projects: [{ packageName: '@x/c', projectFolder: 'libs/c' }] },
      { 'libs/c/package.json': '{' },
    );
    expect(members).toEqual([
      { id: '@x/c', name: '@x/c', root: 'libs/c', manifest: undefined, tags: [] },
    ]);
    expect(problems.map(({ code, project }) => [code, project])).toEqual([
      ['manifest-unreadable', 'libs/c'],
    ]);
  });

  it.each([
    null,
    'libs/a',
    {},
    { packageName: '@x/a' },
    { projectFolder: 'libs/a' },
    { packageName: '@x/a', projectFolder: '.' },
    { packageName: 1, projectFolder: 'libs/a' },
  ])('reports the entry %j', async (entry) => {
    const { members, problems } = await read({ projects: [a, entry] });
    expect(members).toHaveLength(1);
    expect(problems).toMatchObject([
      {
        code: 'workspace-file-unreadable',
        detail:
          'rush.json cannot be read: `projects.1` does not give a `packageName` and a `projectFolder` below the root.',
      },
    ]);
  });

  it.each<[text: string, line: number, reason: string]>([
    ['{\n  "projects": 7\n}', 2, '`projects` is a number'],
    ['{\n  "projects": []\n}', 2, '`projects` is empty'],
    ['{\n  "a": 1\n}', 1, '`projects` is missing'],
    ['[]', 1, '`projects` is missing'],
    ['{\n  "projects": [\n', 3, 'close bracket expected'],
    ['', 1, 'value expected'],
  ])('reports %j', async (text, line, reason) => {
    const workspace = await read(text);
    expect(workspace.members).toEqual([]);
    expect(workspace.problems).toEqual([
      {
        code: 'workspace-file-unreadable',
        file: 'rush.json',
        line,
        detail: `rush.json cannot be read: ${reason}.`,
        expected: 'rush.json can be read, so that the members of the workspace are known.',
      },
    ]);
  });

  it('reads catalogs of its own alone', async () => {
    const file = 'common/config/rush/pnpm-config.json';
    const workspace = await read(
      { pnpmVersion: '9.1.0', projects: [a] },
      {
        [file]: '{ "globalCatalogs": { "default": { "x": "1" } } }',
        'pnpm-workspace.yaml': 'catalog:\n  y: "2"\n',
      },
    );
    expect(workspace.catalogs).toEqual([
      { name: 'default', file, path: ['globalCatalogs', 'default'], entries: { x: '1' } },
    ]);
    const broken = await read({ projects: [a] }, { [file]: '{' });
    expect(broken.problems.map((problem) => problem.file)).toEqual([file]);
  });

  it('reports a package or a folder that is listed twice', async () => {
    const { members, problems } = await readWorkspace(
      memoryFiles({
        'rush.json': `{
  "projects": [
    { "packageName": "a", "projectFolder": "libs/a" },
    { "packageName": "a", "projectFolder": "libs/b" },
    { "packageName": "b", "projectFolder": "./libs/a/" }
  ]
}`,
        'libs/a/package.json': '{ "name": "a" }',
        'libs/b/package.json': '{ "name": "a" }',
      }),
      { root: '/' },
    );
    expect(members).toHaveLength(2);
    expect(problems.map(({ line, detail }) => [line, detail])).toEqual([
      [4, 'rush.json lists the packageName a twice.'],
      [5, 'rush.json lists the projectFolder libs/a twice.'],
      [5, 'rush.json lists libs/a as b, but its manifest is named a.'],
    ]);
  });

  it('does not break off over a text that is nested too deep', async () => {
    const files = memoryFiles({ 'rush.json': '['.repeat(100_000) });
    expect((await readWorkspace(files, { root: '/' })).problems).toMatchObject([
      { detail: 'rush.json cannot be read: it is nested too deep.' },
    ]);
  });
});
