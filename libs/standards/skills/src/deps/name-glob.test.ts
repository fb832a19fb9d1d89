import { describe, expect, it } from 'vitest';
import { nameGlob } from './name-glob.ts';

describe('nameGlob', () => {
  it.each([
    ['react', 'react', true],
    ['react', 'react-dom', false],
    ['*', 'react', true],
    ['*', '@types/node', true],
    ['react*', 'react-dom', true],
    ['react*', 'preact', false],
    ['react*', 'react/x', false],
    ['@types/*', '@types/node', true],
    ['@types/*', '@other/node', false],
    ['@*/eslint-plugin', '@a/eslint-plugin', true],
    ['**/eslint-*', '@a/eslint-plugin', true],
    ['**eslint**', '@a/eslint-plugin', true],
    ['a.b*', 'a.bc', true],
    ['a.b*', 'axbc', false],
    ['(*', '(x', true],
    ['[a]*', 'a', false],
  ])('%j on %j: %j', (glob, name, matches) => {
    expect(nameGlob(glob)(name)).toBe(matches);
  });
});
