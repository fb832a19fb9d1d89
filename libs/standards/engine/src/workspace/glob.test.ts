import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { diskFiles } from './disk-files.ts';
import type { Files } from './files.ts';
import {
  findFiles,
  findFolders,
  ignoredFolders,
  isGlob,
  isNegated,
  matchesGlob,
  normaliseGlob,
  withoutNegation,
} from './glob.ts';
import { memoryFiles } from './memory-files.ts';

function packagesAt(...roots: readonly string[]): Files {
  return memoryFiles(Object.fromEntries(roots.map((root) => [`${root}/package.json`, '{}'])));
}

/** Counts what is asked for, to show what a pattern reaches. */
function watched(files: Files): { readonly files: Files; readonly listed: string[] } {
  const listed: string[] = [];
  const list: Files['list'] = (path) => {
    listed.push(path);
    return files.list(path);
  };
  return { files: { ...files, list }, listed };
}

const tree = packagesAt(
  'packages/a',
  'packages/b',
  'packages/b/nested',
  'packages/.hidden',
  'packages/@scope/c',
  'packages/node_modules/d',
  'libs/deep/er/e',
  'apps/web',
  '@org/f',
);

describe('findFolders', () => {
  it.each<[patterns: readonly string[], found: readonly string[]]>([
    [['packages/a'], ['packages/a']],
    [['./packages/a/'], ['packages/a']],
    [['packages\\a'], ['packages/a']],
    [['packages/none'], []],
    [['packages/a/package.json'], []],
    [['packages/*'], ['packages/@scope', 'packages/a', 'packages/b']],
    [['packages/.*'], ['packages/.hidden']],
    [['packages/?'], ['packages/a', 'packages/b']],
    [['packages/!(a)'], ['packages/@scope', 'packages/b']],
    [['packages/@(a|b)'], ['packages/a', 'packages/b']],
    [['@*/*'], ['@org/f']],
    [['packages/@*/*'], ['packages/@scope/c']],
    [['*/web'], ['apps/web']],
    [['{apps,@org}/*'], ['@org/f', 'apps/web']],
    [['{apps/web,libs/deep}'], ['apps/web', 'libs/deep']],
    [['.'], ['']],
    [['packages/node_modules/d'], []],
    [['packages/node_modules/*'], []],
    [['**/e'], ['libs/deep/er/e']],
    [['libs/**/e'], ['libs/deep/er/e']],
    [['libs/**/**/e'], ['libs/deep/er/e']],
    [['libs/**'], ['libs', 'libs/deep', 'libs/deep/er', 'libs/deep/er/e']],
    [['libs/**/*'], ['libs/deep', 'libs/deep/er', 'libs/deep/er/e']],
    [['none/**'], []],
    [
      ['packages/*', '!packages/b'],
      ['packages/@scope', 'packages/a'],
    ],
    [
      ['!packages/b', 'packages/*'],
      ['packages/@scope', 'packages/a'],
    ],
    [
      ['packages/**', '!packages/b'],
      ['packages', 'packages/@scope', 'packages/@scope/c', 'packages/a', 'packages/b/nested'],
    ],
    [
      ['packages/**', '!**/b/**'],
      ['packages', 'packages/@scope', 'packages/@scope/c', 'packages/a'],
    ],
    [['packages/b/**', '!packages/b**'], ['packages/b/nested']],
    [['libs/**', '!**'], []],
    [['packages/.*', '!packages/*'], []],
    [['!!apps/*'], ['apps/web']],
    [['!packages/b'], []],
    [[], []],
  ])('finds %j', (patterns, found) => {
    expect(findFolders(tree, patterns)).toEqual(found);
  });

  it('finds only folders that hold a file of a name', () => {
    const holding = { holding: ['package.json'] };
    expect(findFolders(tree, ['packages/**'], holding)).toEqual([
      'packages/@scope/c',
      'packages/a',
      'packages/b',
      'packages/b/nested',
    ]);
    expect(findFolders(tree, ['packages/*'], holding)).toEqual(['packages/a', 'packages/b']);
    expect(findFolders(tree, ['packages/@scope'], holding)).toEqual([]);
    expect(findFolders(tree, ['packages/@scope/c'], holding)).toEqual(['packages/@scope/c']);
    expect(findFolders(tree, ['**/web'], holding)).toEqual(['apps/web']);
  });

  it('takes any of several files as the mark', () => {
    const files = memoryFiles({ 'a/package.yaml': '', 'b/package.json': '', 'c/other.json': '' });
    const holding = { holding: ['package.json', 'package.yaml'] };
    expect(findFolders(files, ['*'], holding)).toEqual(['a', 'b']);
    expect(findFolders(files, ['**'], holding)).toEqual(['a', 'b']);
  });

  it('takes also a mark that is no file, so that a manifest that cannot be read is not overlooked', () => {
    const files = memoryFiles({ 'a/package.json/x': '', 'b/c/package.json/x': '' });
    expect(findFolders(files, ['*', 'b/**'], { holding: ['package.json'] })).toEqual(['a', 'b/c']);
  });

  it('leaves out what a package manager ignores, and by default node_modules and .git', () => {
    expect([...ignoredFolders]).toEqual(['node_modules', '.git']);
    expect(findFolders(packagesAt('.git/x', 'y/.git'), ['.git/*', 'y/.*'])).toEqual([]);
    const files = packagesAt('bower_components/a', 'b');
    expect(findFolders(files, ['*/a', '**/a'])).toEqual(['bower_components/a']);
    const ignored = new Set(['bower_components']);
    expect(findFolders(files, ['*/a', '**/a', 'bower_components/a'], { ignored })).toEqual([]);
  });

  it('can leave out all below what is left out', () => {
    const patterns = ['packages/**', '!packages/b'];
    expect(findFolders(tree, patterns, { negationPrunes: true })).toEqual([
      'packages',
      'packages/@scope',
      'packages/@scope/c',
      'packages/a',
    ]);
    expect(findFolders(tree, ['packages/*/*', '!packages/b'])).toEqual([
      'packages/@scope/c',
      'packages/b/nested',
    ]);
    expect(findFolders(tree, ['packages/*/*', '!packages/b'], { negationPrunes: true })).toEqual([
      'packages/@scope/c',
    ]);
  });

  it('walks only where a pattern can lead', () => {
    const { files, listed } = watched(tree);
    findFolders(files, ['packages/*', 'apps/web', 'libs/*/er']);
    expect(listed).toEqual(['packages', 'libs']);
  });

  it('does not walk below what is left out as a whole', () => {
    const { files, listed } = watched(packagesAt('a/skipped/x/y', 'a/kept'));
    expect(findFolders(files, ['a/**', '!a/skipped/**'])).toEqual(['a', 'a/kept']);
    expect(listed).not.toContain('a/skipped');
  });

  it('survives a pattern that is none', () => {
    expect(findFolders(tree, ['*'.repeat(70_000), '[', '(', '{a,b', '!', ''])).toEqual(['']);
    expect(findFolders(tree, ['packages/a', `!${'*'.repeat(70_000)}`, '!.'])).toEqual([
      'packages/a',
    ]);
  });
});

describe('findFiles', () => {
  const files = memoryFiles({
    'src/a.ts': '',
    'src/deep/b.ts': '',
    'src/deep/c.js': '',
    'src/.env': '',
    'src/node_modules/d.ts': '',
    'README.md': '',
  });

  it.each<[patterns: readonly string[], found: readonly string[]]>([
    [['src/**/*.ts'], ['src/a.ts', 'src/deep/b.ts']],
    [['src/*.ts'], ['src/a.ts']],
    [['src/**'], ['src/a.ts', 'src/deep/b.ts', 'src/deep/c.js']],
    [['README.md'], ['README.md']],
    [['src'], []],
    [
      ['**/*', '!**/*.ts'],
      ['README.md', 'src/deep/c.js'],
    ],
    [['src/.env'], ['src/.env']],
    [['.'], []],
  ])('finds %j', (patterns, found) => {
    expect(findFiles(files, patterns)).toEqual(found);
  });

  it('pays no attention to the mark of folders', () => {
    expect(findFiles(files, ['src/*'], { holding: ['nothing'] })).toEqual(['src/a.ts']);
  });
});

describe('links', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it('finds what a link points at, and does not go round in circles', () => {
    const root = mkdtempSync(join(tmpdir(), 'standards-glob-'));
    folders.push(root);
    for (const folder of ['packages/a', 'elsewhere/b']) {
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, folder, 'package.json'), '{}');
    }
    symlinkSync('..', join(root, 'packages/a/up'));
    symlinkSync('../..', join(root, 'packages/a/top'));
    symlinkSync('self', join(root, 'packages/self'));
    symlinkSync('../elsewhere/b', join(root, 'packages/b'));
    const holding = { holding: ['package.json'] };
    expect(findFolders(diskFiles(root), ['packages/**'], holding)).toEqual([
      'packages/a',
      'packages/b',
    ]);
    expect(findFolders(diskFiles(root), ['packages/*'], holding)).toEqual([
      'packages/a',
      'packages/b',
    ]);
    expect(findFolders(diskFiles(root), ['packages/**'])).toEqual([
      'packages',
      'packages/a',
      'packages/a/top',
      'packages/a/up',
      'packages/b',
    ]);
  });
});

describe('patterns', () => {
  it.each<[pattern: string, negated: boolean, rest: string]>([
    ['a', false, 'a'],
    ['!a', true, 'a'],
    ['!!a', false, 'a'],
    ['!!!a', true, 'a'],
    ['!(a)', false, '!(a)'],
    ['!!(a)', true, '!(a)'],
    ['a!', false, 'a!'],
    ['', false, ''],
  ])('reads the negation of %j', (pattern, negated, rest) => {
    expect(isNegated(pattern)).toBe(negated);
    expect(withoutNegation(pattern)).toBe(rest);
  });

  it.each<[glob: string, normal: string]>([
    ['./a/', 'a'],
    ['/a//b', 'a/b'],
    ['a\\*', 'a/*'],
    ['.', ''],
    ['../a', '../a'],
  ])('normalises %j', (glob, normal) => {
    expect(normaliseGlob(glob)).toBe(normal);
  });

  it('tells a glob from a path', () => {
    expect(['a', '@a/b', 'a.b', 'c++'].map(isGlob)).toEqual([false, false, false, false]);
    expect(['*', '@*/b', 'a?', '{a,b}', '!(a)'].map(isGlob)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  it('matches a path', () => {
    expect(matchesGlob('packages/a', ['packages/*'])).toBe(true);
    expect(matchesGlob('packages/.a', ['./packages/*/'])).toBe(true);
    expect(matchesGlob('packages', ['packages/**'])).toBe(true);
    expect(matchesGlob('packages/a/b', ['packages/*', 'libs/*'])).toBe(false);
    expect(matchesGlob('packages/a', [])).toBe(false);
    expect(matchesGlob('packages/a', ['', '.', '*'.repeat(70_000)])).toBe(false);
  });
});
