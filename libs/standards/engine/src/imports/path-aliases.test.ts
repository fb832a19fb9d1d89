import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../workspace/memory-files.ts';
import { readPathAliases } from './path-aliases.ts';

const withPaths = (paths: unknown, baseUrl?: unknown): string =>
  JSON.stringify({ compilerOptions: { baseUrl, paths } });

const resolve = (files: Record<string, string>, specifier: string) =>
  readPathAliases(memoryFiles(files)).resolve(specifier);

describe('readPathAliases', () => {
  it('resolves exact names and patterns', () => {
    const files = {
      'tsconfig.base.json': withPaths({
        '@a/b': ['libs/b/src/index.ts', './x/../y'],
        '@a/*': ['libs/*/src'],
        '@a/long/*.js': ['libs/long/*'],
        '*': ['any/*'],
      }),
    };
    expect(resolve(files, '@a/b')).toEqual({ exact: true, paths: ['libs/b/src/index.ts', 'y'] });
    expect(resolve(files, '@a/c/d')).toEqual({ exact: false, paths: ['libs/c/d/src'] });
    expect(resolve(files, '@a/long/x.js')).toEqual({ exact: false, paths: ['libs/long/x'] });
    expect(resolve(files, '@a/long/x')).toEqual({ exact: false, paths: ['libs/long/x/src'] });
    expect(resolve(files, '@a/')).toEqual({ exact: false, paths: ['libs/src'] });
    expect(resolve(files, 'z')).toEqual({ exact: false, paths: ['any/z'] });
  });

  it('needs the whole of what stands round the star', () => {
    expect(resolve({ 'tsconfig.json': withPaths({ 'ab*bc': ['x/*'] }) }, 'abc')).toBeUndefined();
    expect(resolve({ 'tsconfig.json': withPaths({ 'a*c': ['x/*'] }) }, 'abd')).toBeUndefined();
    expect(resolve({ 'tsconfig.json': withPaths({ 'a*c': ['x/*'] }) }, 'bbc')).toBeUndefined();
    expect(resolve({ 'tsconfig.json': withPaths({ 'a*c': ['x/*'] }) }, 'ac')).toEqual({
      exact: false,
      paths: ['x'],
    });
  });

  it('counts from the base', () => {
    const paths = { a: ['a.ts'] };
    expect(resolve({ 'tsconfig.json': withPaths(paths, './src') }, 'a')?.paths).toEqual([
      'src/a.ts',
    ]);
    expect(resolve({ 'tsconfig.json': withPaths(paths, 7) }, 'a')?.paths).toEqual(['a.ts']);
  });

  it('takes the first file that has paths, with comments and commas at the end', () => {
    const files = {
      'tsconfig.base.json': '{ "compilerOptions": {} }',
      'tsconfig.json': '{ // here\n "compilerOptions": { "paths": { "a": ["one",], }, }, }',
      'jsconfig.json': withPaths({ a: ['two'] }),
    };
    expect(resolve(files, 'a')?.paths).toEqual(['one']);
    expect(resolve({ 'jsconfig.json': withPaths({ a: ['two'] }) }, 'a')?.paths).toEqual(['two']);
  });

  it.each([
    [withPaths({ a: 'x' })],
    [withPaths({ 'a*b*c': ['x'] })],
    [withPaths(null)],
    [withPaths('"paths"')],
    ['{ "compilerOptions": 1, "paths": 1 }'],
    ['"paths"'],
    ['{'],
    ['{ "paths": {'],
  ])('passes over %s', (text) => {
    expect(resolve({ 'tsconfig.json': text }, 'a')).toBeUndefined();
  });

  it('leaves out targets that are no paths', () => {
    expect(resolve({ 'tsconfig.json': withPaths({ a: [1, 'x'] }) }, 'a')?.paths).toEqual(['x']);
  });
});
