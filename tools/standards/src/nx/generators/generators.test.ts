import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FsTree } from 'nx/src/generators/tree.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRepository, type Repository } from '../../testing/repository.ts';
import fix from './fix/fix.ts';
import init from './init/init.ts';

let workspace: Repository | undefined;
const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => {
  workspace?.remove();
  workspace = undefined;
  vi.restoreAllMocks();
});

function treeOnMain(files: Readonly<Record<string, string | object>>): FsTree {
  workspace = createRepository(files);
  return new FsTree(workspace.root, false);
}
const treeOf = treeOnMain;
const changes = (tree: FsTree) =>
  tree
    .listChanges()
    .map(({ path, type }) => `${type} ${path}`)
    .sort();
const json = (tree: FsTree, path: string): unknown =>
  JSON.parse(tree.read(path, 'utf-8') ?? 'null');

describe('the generator init', () => {
  it('adds the plugin, an advisory configuration and what git ignores', async () => {
    const tree = treeOf({
      'nx.json': { parallel: 2 },
      'package.json': {},
    });
    await init(tree, {});
    expect(changes(tree)).toStrictEqual([
      'CREATE .gitignore',
      'CREATE standards.config.json',
      'UPDATE nx.json',
    ]);
    expect(json(tree, 'nx.json')).toStrictEqual({
      parallel: 2,
      plugins: ['@h-j-petroleum/standards/plugin'],
    });
    expect(json(tree, 'standards.config.json')).toMatchObject({
      skills: { 'deps:file-protocol-check': 'advisory', 'repo:layering-check': 'advisory' },
    });
    expect(tree.read('.gitignore', 'utf-8')).toBe('.standards/\n');
  });

  it('keeps other plugins, and names another target', async () => {
    const tree = treeOf({ 'nx.json': { plugins: ['@nx/js', { plugin: 'x' }] } });
    await init(tree, { targetName: 'gate' });
    expect(json(tree, 'nx.json')).toStrictEqual({
      plugins: [
        '@nx/js',
        { plugin: 'x' },
        { plugin: '@h-j-petroleum/standards/plugin', options: { targetName: 'gate' } },
      ],
    });
  });

  it.each([
    '@h-j-petroleum/standards/plugin',
    '@h-j-petroleum/standards',
    { plugin: '@h-j-petroleum/standards/plugin', options: {} },
    { plugin: '@h-j-petroleum/standards' },
  ])('changes nothing where it was run before: %j', async (plugin) => {
    const tree = treeOf({
      'nx.json': { plugins: [plugin] },
      'standards.config.json': '{ "skills": {} }',
      '.gitignore': 'dist\n.standards/\n',
    });
    await init(tree, { targetName: 'standards' });
    expect(changes(tree)).toStrictEqual([]);
  });

  it.each([{}, { 'nx.json': '{' }])('refuses what is no Nx workspace: %j', async (files) => {
    await expect(init(treeOf({ 'a.txt': '', ...files }), {})).rejects.toThrow(
      'nx.json cannot be read: this is no Nx workspace.',
    );
  });
});

const npm = {
  'package.json': { name: 'root', private: true, type: 'module', workspaces: ['libs/*'] },
  'standards.config.json': { skills: { 'repo:workspace-check': 'off' } },
  'libs/a/package.json': { name: 'a', version: '1.0.0', dependencies: { b: 'file:../b' } },
  'libs/b/package.json': { name: 'b', version: '1.0.0', dependencies: { a: 'link:../a' } },
};

describe('the generator fix', () => {
  // Where a fix may be written: on a branch of its own, outside CI.
  const treeOf = (files: Readonly<Record<string, string | object>>): FsTree => {
    const tree = treeOnMain(files);
    workspace?.git('switch', '--quiet', '--create', 'mend');
    return tree;
  };
  beforeEach(() => {
    vi.stubEnv('CI', 'false');
    vi.stubEnv('GITHUB_ACTIONS', undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    process.argv = argv;
  });
  const argv = process.argv;

  it('mends on the tree what the skill can mend, and writes nothing', async () => {
    const tree = treeOf(npm);
    await fix(tree, { skill: 'file-protocol-check' });
    expect(changes(tree)).toStrictEqual([
      'UPDATE libs/a/package.json',
      'UPDATE libs/b/package.json',
    ]);
    expect(json(tree, 'libs/a/package.json')).toMatchObject({ dependencies: { b: '*' } });
    expect(workspace?.read('libs/a/package.json')).toContain('file:../b');
  });

  it('records what Nx wrote, and only then', async () => {
    const tree = treeOf(npm);
    const written = await fix(tree, { skill: 'file-protocol-check', project: 'a' });
    expect(existsSync(join(tree.root, '.standards/fixes.jsonl'))).toBe(false);
    await written?.();
    expect(JSON.parse(workspace?.read('.standards/fixes.jsonl') ?? '')).toMatchObject({
      branch: 'mend',
      commit: null,
      files: ['libs/a/package.json'],
      findings: [{ skill: 'deps:file-protocol-check', project: 'a' }],
    });
  });

  it('is refused on a protected branch and in CI', async () => {
    await expect(fix(treeOnMain(npm), {})).rejects.toThrow('`main` is a protected branch');
    workspace?.remove();
    vi.stubEnv('CI', 'true');
    await expect(fix(treeOf(npm), {})).rejects.toThrow('A fix is not applied in CI.');
  });

  it.each(['--dry-run', '--dryRun', '-d', '--dry-run=true'])(
    'is shown there by %s',
    async (flag) => {
      vi.stubEnv('CI', 'true');
      process.argv = ['node', 'nx', 'g', 'x:fix', flag];
      const tree = treeOnMain(npm);
      await fix(tree, { skill: 'file-protocol-check' });
      expect(changes(tree)).toHaveLength(2);
    },
  );

  it('takes another flag for no dry run', async () => {
    process.argv = ['node', 'nx', 'g', 'x:fix', '--dry-run=false', '--dry'];
    await expect(fix(treeOnMain(npm), {})).rejects.toThrow('is a protected branch');
  });

  it('mends one project', async () => {
    const tree = treeOf(npm);
    await fix(tree, { skill: 'deps:file-protocol-check', project: 'libs/b' });
    expect(changes(tree)).toStrictEqual(['UPDATE libs/b/package.json']);
  });

  it('builds on what another generator did before', async () => {
    const tree = treeOf(npm);
    tree.write('libs/a/package.json', '{ "name": "a", "version": "1.0.0" }');
    await fix(tree, { skill: 'file-protocol-check' });
    expect(tree.read('libs/a/package.json', 'utf-8')).toBe('{ "name": "a", "version": "1.0.0" }');
    expect(json(tree, 'libs/b/package.json')).toMatchObject({ dependencies: { a: '*' } });
  });

  it('says that nothing is to be fixed', async () => {
    const tree = treeOf({ ...npm, 'libs/a/package.json': '{}', 'libs/b/package.json': '{}' });
    await fix(tree, { skill: 'file-protocol-check' });
    expect(changes(tree)).toStrictEqual([]);
    expect(printed).toStrictEqual(['Nothing to fix.']);
  });

  it('refuses a skill that is not there', async () => {
    await expect(fix(treeOf(npm), { skill: 'no-such-check' })).rejects.toThrow(
      'There is no skill `no-such-check`.',
    );
  });
});
