import { describe, expect, it } from 'vitest';
import { entriesOf } from './entries.ts';

describe('what can be imported', () => {
  it.each([
    ['no entry at all', {}, [], [], false],
    ['an index without a word', {}, ['index.js'], ['.'], true],
    ['a main', { main: './x.js' }, [], ['.'], true],
    ['a main of ES modules', { main: './x.js', type: 'module' }, [], ['.'], false],
    ['types alone', { types: './x.d.ts', type: 'module' }, [], ['.'], false],
    ['a command is none', { bin: './x.js' }, [], [], false],
    ['a target', { exports: './x.js', type: 'module' }, [], ['.'], false],
    ['a target of CommonJS', { exports: './x.js' }, [], ['.'], true],
    [
      'data beside code',
      { type: 'module', exports: { '.': './x.js', './b.json': './b.json', './a': './a.mjs' } },
      [],
      ['.', './a'],
      false,
    ],
    ['a condition', { type: 'module', exports: { require: './x.cjs' } }, [], ['.'], true],
    ['an extension', { type: 'module', exports: { default: './x.cjs' } }, [], ['.'], true],
    ['imports alone', { exports: { import: './x.js' } }, [], ['.'], false],
    [
      'a pattern',
      { type: 'module', exports: { './*': './dist/*.js' } },
      ['dist/a.js', 'dist/b/c.js', 'dist/.js', 'src/a.js', 'dist/a.d.ts'],
      ['./a', './b/c'],
      false,
    ],
  ])('%s', (_, manifest, files, subpaths, hasRequire) => {
    expect(entriesOf(manifest, files)).toEqual({ subpaths, hasRequire });
  });
});
