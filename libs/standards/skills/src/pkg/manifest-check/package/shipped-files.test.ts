import { readWorkspace } from '@h-j-petroleum/standards-engine';
import { memoryFiles } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { viewPackage } from './package-view.ts';
import { shippedFiles } from './shipped-files.ts';

/** The ones of these paths that a package ships; undefined where it does not say. */
async function shipped(
  manifest: Record<string, unknown>,
  paths: readonly string[],
  npmignore?: string,
): Promise<readonly string[] | undefined> {
  const workspace = await readWorkspace(
    memoryFiles({
      'package.json': JSON.stringify({ name: 'a', ...manifest }),
      ...(npmignore === undefined ? {} : { '.npmignore': npmignore }),
    }),
    { root: '/' },
  );
  const { rootProject } = workspace;
  if (!rootProject.manifest) throw new Error('no manifest');
  const isShipped = shippedFiles(viewPackage(workspace, rootProject, rootProject.manifest, []));
  return isShipped && paths.filter(isShipped);
}

// Each row is what `npm pack` did with such a tree.
describe('shippedFiles', () => {
  const tree = ['a.js', 'dist/index.js', 'dist/index.d.ts', 'dist/sub/x.js'];

  it.each([
    [['dist'], ['dist/index.js', 'dist/index.d.ts', 'dist/sub/x.js']],
    [['./dist/'], ['dist/index.js', 'dist/index.d.ts', 'dist/sub/x.js']],
    [['/dist'], ['dist/index.js', 'dist/index.d.ts', 'dist/sub/x.js']],
    [['dist/*'], ['dist/index.js', 'dist/index.d.ts', 'dist/sub/x.js']],
    [['dist/index.js'], ['dist/index.js']],
    [['*.js'], ['a.js']],
    [['**/*.js'], ['a.js', 'dist/index.js', 'dist/sub/x.js']],
    [['{dist,lib}/**'], ['dist/index.js', 'dist/index.d.ts', 'dist/sub/x.js']],
    [['.'], tree],
    [['*'], tree],
    [['**'], tree],
    [[], []],
  ])('%j', async (files, expected) => {
    expect(await shipped({ files }, tree)).toEqual(expected);
  });

  it('leaves out by the last entry that matches, a bare name at any depth', async () => {
    expect(await shipped({ files: ['dist', '!dist/sub'] }, tree)).toEqual([
      'dist/index.js',
      'dist/index.d.ts',
    ]);
    expect(await shipped({ files: ['dist', '!sub'] }, tree)).toEqual([
      'dist/index.js',
      'dist/index.d.ts',
    ]);
    expect(await shipped({ files: ['dist', '!x.js'] }, tree)).toEqual([
      'dist/index.js',
      'dist/index.d.ts',
    ]);
    expect(await shipped({ files: ['dist', '!*.d.ts'] }, tree)).toEqual([
      'dist/index.js',
      'dist/sub/x.js',
    ]);
    expect(await shipped({ files: ['!dist/sub', 'dist'] }, tree)).toEqual([
      'dist/index.js',
      'dist/index.d.ts',
      'dist/sub/x.js',
    ]);
  });

  it('ships what package managers add themselves', async () => {
    const paths = [
      'package.json',
      'README.md',
      'LICENSE',
      'LICENCE.txt',
      'COPYING',
      'x.js',
      'y.js',
    ];
    const always = ['package.json', 'README.md', 'LICENSE', 'LICENCE.txt', 'COPYING'];
    expect(await shipped({ files: [] }, paths)).toEqual(always);
    expect(await shipped({ files: [], main: './x.js' }, paths)).toEqual([...always, 'x.js']);
    expect(await shipped({ files: [], bin: { y: 'y.js' } }, paths)).toEqual([...always, 'y.js']);
    expect(await shipped({ files: [], browser: './x.js' }, paths)).toEqual([...always, 'x.js']);
  });

  it('does not ship what modules are replaced by, nor other fields', async () => {
    const browser = { './y.js': './x.js' };
    expect(await shipped({ files: [], browser }, ['x.js'])).toEqual([]);
    expect(await shipped({ files: [], module: './x.js', types: './x.js' }, ['x.js'])).toEqual([]);
  });

  it('reads .npmignore where there is no `files`', async () => {
    const paths = ['src/a.ts', 'dist/a.js', 'package.json'];
    expect(await shipped({}, paths, 'src\n*.json\n')).toEqual(['dist/a.js', 'package.json']);
    expect(await shipped({ files: ['src'] }, paths, 'src\n')).toEqual(['src/a.ts', 'package.json']);
  });

  it('knows nothing where the package does not say', async () => {
    expect(await shipped({}, ['a.js'])).toBe(undefined);
  });
});
