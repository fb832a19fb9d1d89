import { readWorkspace } from '@h-j-petroleum/standards-engine';
import { memoryFiles } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import type { PackageView } from './package-view.ts';
import { viewPackage } from './package-view.ts';
import { find, matchesOf, stateOf, targetPath } from './target-state.ts';

async function viewOf(
  manifest: Record<string, unknown>,
  ...paths: readonly string[]
): Promise<PackageView> {
  const files = memoryFiles({
    'package.json': JSON.stringify(manifest),
    '.gitignore': 'dist/\n',
    ...Object.fromEntries(paths.map((path) => [path, ''])),
  });
  const workspace = await readWorkspace(files, { root: '/' });
  const { rootProject } = workspace;
  if (!rootProject.manifest) throw new Error('the manifest was not read');
  const outputs = [{ from: 'dist/', to: 'src/' }];
  return viewPackage(workspace, rootProject, rootProject.manifest, outputs);
}

describe('matchesOf', () => {
  it.each([
    ['src/*.ts', ['src/a.ts', 'src/deep/b.ts']],
    ['src/deep/*', ['src/deep/b.ts', 'src/deep/c.css']],
    ['src/*', ['src/a.ts', 'src/deep/b.ts', 'src/deep/c.css']],
    ['src/d*.ts', ['src/deep/b.ts']],
    ['src/*.ts.ts', []],
    ['src/a*a.ts', []],
    ['gone/*.ts', []],
    ['twice/*/*.js', ['twice/x/x.js']],
    ['twice/*/x*.js', ['twice/y/xy.js']],
    ['*.md', ['README.md']],
    ['dist/*', []],
    ['node_modules/*', ['node_modules/z.js']],
  ])('%s', async (pattern, expected) => {
    const view = await viewOf(
      {},
      ...['src/a.ts', 'src/deep/b.ts', 'src/deep/c.css', 'dist/d.js', 'README.md'],
      ...['twice/x/x.js', 'twice/x/y.js', 'twice/y/xy.js', 'node_modules/z.js'],
      ...['src/node_modules/x.ts', 'src/.git/x.ts', 'src/dist/x.ts'],
    );
    expect([...matchesOf(view, pattern)]).toEqual(expected);
    expect(find(view, pattern)).toBe(expected[0]);
  });
});

describe('find', () => {
  it('finds files, and no folders', async () => {
    const view = await viewOf({}, 'src/a.ts');
    expect(find(view, 'src/a.ts')).toBe('src/a.ts');
    expect(find(view, 'src')).toBe(undefined);
    expect(find(view, 'src/b.ts')).toBe(undefined);
  });
});

describe('targetPath', () => {
  it.each([
    ['./src/a.ts', 'src/a.ts'],
    ['src//a.ts', 'src/a.ts'],
    ['./src/', 'src/*'],
    ['./', '*'],
    ['../a', '../a'],
    ['', ''],
  ])('%s', (target, expected) => {
    expect(targetPath(target)).toBe(expected);
  });
});

describe('stateOf', () => {
  it.each([
    [{ main: './lib.js' }, { is: 'present', file: 'lib.js' }],
    [{ main: './lib' }, { is: 'present', file: 'lib.js' }],
    [{ main: 'folder' }, { is: 'present', file: 'folder/index.json' }],
    [{ main: '' }, { is: 'present', file: 'index.js' }],
    [{ types: './lib' }, { is: 'present', file: 'lib.d.ts' }],
    [{ typings: './folder' }, { is: 'present', file: 'folder/index.d.ts' }],
    [{ types: './code' }, { is: 'present', file: 'code.ts' }],
    [{ main: './code' }, { is: 'missing' }],
    [{ exports: './lib' }, { is: 'missing' }],
    [{ exports: './folder/*' }, { is: 'present', file: 'folder/index.d.ts' }],
    [{ main: './dist/a.js' }, { is: 'buildable', source: 'src/a.ts' }],
    [{ main: './dist/a' }, { is: 'buildable', source: 'src/a.ts' }],
    [{ main: './dist/c' }, { is: 'unbuildable' }],
    [{ main: './dist/b.js' }, { is: 'unbuildable' }],
    [{ exports: './dist/*.js' }, { is: 'buildable', source: 'src/*.ts' }],
    [{ exports: { x: './dist/b.js', y: './src/a.ts' } }, { is: 'buildable', source: 'src/a.ts' }],
    [{ exports: { x: './dist/b.js', y: './dist/c.js' } }, { is: 'unbuildable' }],
    [{ exports: { x: './dist/b.js', y: './gone.ts' } }, { is: 'unbuildable' }],
    [{ main: './dist/b.js', module: './src/a.ts' }, { is: 'unbuildable' }],
  ])('%j', async (manifest, expected) => {
    const view = await viewOf(
      manifest,
      ...['lib.js', 'lib.d.ts', 'folder/index.json', 'folder/index.d.ts', 'index.js', 'code.ts'],
      ...['src/a.ts', 'dist/b.js', 'dist/a.js'],
    );
    const [target] = view.targets;
    if (!target) throw new Error('no target');
    expect(stateOf(view, target)).toEqual(expected);
    expect(stateOf(view, target)).toBe(stateOf(view, target));
  });
});
