import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exportedSubpaths,
  importTargetsOf,
  restrictsSubpaths,
  subpathOfFile,
  targetsOf,
} from './package-exports.ts';

describe('targetsOf', () => {
  it.each([
    ['./x.js', '.', ['./x.js']],
    ['./x.js', './x.js', []],
    [{ import: './x.mjs', default: { types: './x.d.ts' } }, '.', ['./x.mjs', './x.d.ts']],
    [{ import: './x.mjs' }, './import', []],
    [['./a.js', { node: './b.js' }, null], '.', ['./a.js', './b.js']],
    [{ '.': './x.js', './y': './y.js' }, './y', ['./y.js']],
    [{ '.': './x.js', './y': './y.js' }, './z', []],
    [{ './y': './y.js' }, '.', []],
    [{ '.': './x.js', import: './no.js' }, './import', []],
    [{ './y': null }, './y', []],
    [{ './y': { types: null, default: './y.js' } }, './y', ['./y.js']],
    [{ './*': './src/*.ts' }, './a/b', ['./src/a/b.ts']],
    [{ './*': './src/*/*.ts' }, './a', ['./src/a/a.ts']],
    [{ './*': './src/*.ts' }, './', []],
    [{ './*.js': './src/*.ts' }, './a.js', ['./src/a.ts']],
    [{ './*.js': './src/*.ts' }, './a.css', []],
    [{ './a/*b': './x/*' }, './a/b', []],
    [{ './*': './all/*', './in/*': null }, './in/a', []],
    [{ './*': './all/*', './in/*': null }, './out/a', ['./all/out/a']],
    [{ './in/*': null, './*': './all/*' }, './in/a', []],
    [{ './a/*': './x/*', './a/*.js': './y/*' }, './a/b.js', ['./y/b']],
    [{ './a/*.js': './y/*', './a/*': './x/*' }, './a/b.js', ['./y/b']],
    [{ './a*': './short/*', './ab*': './long/*' }, './abc', ['./long/c']],
    [{ './*': './x/*', './a': './exact.js' }, './a', ['./exact.js']],
    [{ './*/*': './x/*' }, './a/b', []],
    [{ './*': './src/*.ts' }, './*', ['./src/*.ts']],
    [{ './*': './src/$&/*.ts' }, './$1', ['./src/$&/$1.ts']],
    [{ './lib/': './dist/' }, './lib/a.js', ['./dist/a.js']],
    [{ './lib/': './dist/' }, './lib/', ['./dist/']],
    [{ './lib/': './dist/', './lib/in/': './inner/' }, './lib/in/a.js', ['./inner/a.js']],
    [undefined, '.', []],
    [7, '.', []],
  ])('%j of %s: %j', (exports, subpath, targets) => {
    expect(targetsOf(exports, subpath)).toEqual(targets);
  });

  it('is not stopped by depth', () => {
    let exports: unknown = './x.js';
    for (let depth = 0; depth < 50_000; depth++) exports = { default: exports };
    expect(targetsOf(exports, '.')).toEqual(['./x.js']);
  });

  it('takes any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (exports, subpath) => {
        for (const target of targetsOf(exports, subpath)) expect(typeof target).toBe('string');
        expect(subpathOfFile(exports, subpath, () => true) ?? '').toBeTypeOf('string');
        expect(importTargetsOf(exports, subpath)).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('restrictsSubpaths', () => {
  it.each([
    ['./x.js', true],
    [{}, true],
    [[], true],
    [null, false],
    [undefined, false],
    [true, false],
    [1, false],
  ])('%j: %j', (exports, restricts) => {
    expect(restrictsSubpaths(exports)).toBe(restricts);
  });
});

describe('exportedSubpaths', () => {
  it('names what has a target', () => {
    expect(
      exportedSubpaths({ '.': './x', './a': null, './b': { types: null }, './c/*': './c/*.js' }),
    ).toEqual(['.', './c/*']);
    expect(exportedSubpaths('./x.js')).toEqual(['.']);
    expect(exportedSubpaths({ import: './x.js' })).toEqual(['.']);
    expect(exportedSubpaths({})).toEqual([]);
    expect(exportedSubpaths(undefined)).toEqual([]);
  });
});

describe('importTargetsOf', () => {
  it('leads to paths and packages', () => {
    const imports = { '#a': { node: 'b', default: './a.js' }, '#c/*': './c/*.js', '#d': 1 };
    expect(importTargetsOf(imports, '#a')).toEqual(['b', './a.js']);
    expect(importTargetsOf(imports, '#c/x')).toEqual(['./c/x.js']);
    expect(importTargetsOf(imports, '#d')).toEqual([]);
    expect(importTargetsOf(imports, '#e')).toEqual([]);
    expect(importTargetsOf(['#a'], '0')).toEqual([]);
    expect(importTargetsOf(null, '#a')).toEqual([]);
    expect(importTargetsOf('#a', '#a')).toEqual([]);
  });
});

describe('subpathOfFile', () => {
  const exports = {
    '.': { types: './dist/index.d.ts', source: './src/index.ts' },
    './shapes/*': './src/shapes/*.ts',
    './shapes/secret': null,
    './legacy': ['./src/legacy/index.js'],
  };
  const files = ['circle', 'deep/circle', 'secret', 'group/index'];
  const isFile = (path: string): boolean => files.some((file) => path === `src/shapes/${file}.ts`);

  it.each([
    ['./src/index.ts', '.'],
    ['./src/index', '.'],
    ['./src/index.js', '.'],
    ['src', '.'],
    ['./dist/index', '.'],
    ['./dist', '.'],
    ['./src/shapes/circle', './shapes/circle'],
    ['./src/shapes/deep/circle.mts', './shapes/deep/circle'],
    ['./src/shapes/secret', undefined],
    ['./src/shapes/group', './shapes/group/index'],
    ['./src/shapes/none', undefined],
    ['./src/legacy', './legacy'],
    ['./src/other', undefined],
    ['./src/index.css', undefined],
    ['.', undefined],
  ])('%s: %j', (path, subpath) => {
    expect(subpathOfFile(exports, path, isFile)).toBe(subpath);
  });

  it('puts what the star stands for where the key has it', () => {
    expect(subpathOfFile({ './*/api': './src/*/index.ts' }, './src/$&', () => true)).toBe(
      './$&/api',
    );
    expect(subpathOfFile({ './*': './src/*/*.ts' }, './src/a/a', () => true)).toBeUndefined();
    expect(subpathOfFile({ './*': './a*a.ts' }, './a', () => true)).toBeUndefined();
  });
});
