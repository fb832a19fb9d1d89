import { memoryFiles } from '@h-j-petroleum/standards-engine/testing';
import { readWorkspace } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import { inputsOf } from './inputs.ts';
import { optionsSchema } from './options.ts';

async function inputs(
  manifest: object,
  { member = 'libs/a', ...options }: { member?: string; esm?: boolean } = {},
): Promise<string[]> {
  const root = { name: 'root', private: true, workspaces: ['libs/*'] };
  const workspace = await readWorkspace(
    memoryFiles({
      '.gitignore': 'dist\n',
      'package.json': JSON.stringify(member === '' ? { ...root, ...manifest } : root),
      'libs/a/package.json': JSON.stringify(member === '' ? { name: 'a' } : manifest),
    }),
    { root: '/' },
  );
  const project = workspace.projects.find(({ root: folder }) => folder === member);
  if (!project) throw new Error(`no ${member}`);
  return inputsOf({ workspace, project, options: optionsSchema.parse(options) });
}

const always = ['package.json', '.npmrc', '.npmignore', 'index.js'];

describe('inputsOf', () => {
  it('is the manifest alone where there is nothing to check', async () => {
    expect(await inputs({ name: 'a', private: true })).toEqual(['package.json']);
    expect(await inputs({}, { member: '' })).toEqual(['package.json', '**/package.json']);
  });

  it('is what the manifest points at, what stands beside that and the manifests on the way', async () => {
    expect(await inputs({ private: true, exports: './src/a/x.js' })).toEqual([
      ...always,
      'src/a/x.js',
      'src/a/package.json',
      'src/package.json',
      'src/a/x.d.ts',
    ]);
    expect(
      await inputs({ type: 'module', license: 'SEE LICENSE IN ./legal/LICENSE', main: 'code' }),
    ).toEqual([
      ...always,
      'legal/LICENSE',
      'legal/package.json',
      'code',
      'code.js',
      'code.json',
      'code.node',
      'code/index.js',
      'code/package.json',
      'code/index.json',
    ]);
  });

  it('is what a built file may be built of', async () => {
    expect(await inputs({ type: 'module', exports: './dist/esm/x.js' })).toEqual([
      ...always,
      'dist/esm/x.js',
      'dist/esm/package.json',
      'dist/package.json',
      'src/esm/x.*',
      'src/esm/package.json',
      'src/package.json',
      'src/esm/x/index.*',
      'src/esm/x/package.json',
      'src/x.*',
      'src/x/index.*',
      'src/x/package.json',
      'esm/x.*',
      'esm/package.json',
      'esm/x/index.*',
      'esm/x/package.json',
      'x.*',
      'x/index.*',
      'x/package.json',
      'dist/esm/x.d.ts',
      'src/esm/x.d.*',
      'src/x.d.*',
      'esm/x.d.*',
      'x.d.*',
    ]);
  });

  it('is all of the folder that a pattern looks into', async () => {
    expect(await inputs({ type: 'module', exports: { './*': './src/parts/*/main.css' } })).toEqual([
      ...always,
      'src/parts/**/*',
      'src/parts/package.json',
      'src/package.json',
    ]);
    expect(await inputs({ type: 'module', exports: { './*': './*' } })).toEqual([
      ...always,
      '**/*',
    ]);
  });

  it('matches names that hold what globs take for their own, and leads out of no package', async () => {
    expect(
      await inputs({ type: 'module', exports: ['./[id].css', './!(a).css', './../b/x.css'] }),
    ).toEqual([...always, '?id?.css', '??a?.css']);
  });

  it('asks all sources for their format only where that decides something', async () => {
    const sources = '**/*.{js,jsx,ts,tsx}';
    expect(await inputs({ exports: './x.css' })).toContain(sources);
    expect(await inputs({ exports: './x.css', private: true })).not.toContain(sources);
    expect(await inputs({ exports: './x.css' }, { esm: false })).not.toContain(sources);
    expect(await inputs({ type: 'commonjs', exports: './x.css' })).not.toContain(sources);
  });
});
