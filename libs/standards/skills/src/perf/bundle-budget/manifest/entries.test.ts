import { describe, expect, it } from 'vitest';
import type { BundleSettings } from '../options.ts';
import { entriesOf } from './entries.ts';
import { matchesStar } from '../../star.ts';

/** `name target platform` of each entry. */
const entries = (manifest: Record<string, unknown>, settings: BundleSettings = {}) =>
  entriesOf(manifest, settings).map(
    ({ name, target, platform }) => `${name} ${target} ${platform}`,
  );

describe('what a manifest offers', () => {
  it('is its exports, without data and types, and its commands', () => {
    expect(
      entries({
        name: '@acme/ui',
        exports: {
          '.': {
            types: './dist/index.d.ts',
            import: './dist/index.js',
            require: './dist/index.cjs',
          },
          './run': ['./dist/run.mjs', './dist/run.js'],
          './theme.css': './theme.css',
          './types': './dist/types.d.mts',
          './data.json': './data.json',
          './internal/*': null,
          './icons/*': './dist/icons/*.js',
          './only-require': { require: './x.cjs' },
        },
        bin: './dist/bin.js',
      }),
    ).toEqual([
      '. ./dist/index.js node',
      './run ./dist/run.mjs node',
      './theme.css ./theme.css node',
      './icons/* ./dist/icons/*.js node',
      'bin ui ./dist/bin.js node',
    ]);
  });

  it('is resolved for browsers where the package speaks of them, and commands never are', () => {
    const exports = { '.': { browser: './web.js', default: './node.js' } };
    expect(entries({ exports, bin: { ui: 'bin.js' } })).toEqual([
      '. ./web.js browser',
      'bin ui bin.js node',
    ]);
    expect(entries({ exports }, { platform: 'node' })).toEqual(['. ./node.js node']);
  });

  it('follows conditions in the order of the manifest, those of the settings too', () => {
    const exports = {
      '@acme/source': './src/index.ts',
      node: { require: './a.cjs', module: './a.mjs' },
      default: './a.js',
    };
    expect(entries({ exports })).toEqual(['. ./a.mjs node']);
    expect(entries({ exports }, { conditions: ['@acme/source'] })).toEqual([
      '. ./src/index.ts node',
    ]);
    // What is null is hidden, and what follows it is not looked at.
    expect(entries({ exports: { node: null, default: './a.js' } })).toEqual([]);
    expect(entries({ exports: { node: { require: './a.cjs' }, default: './a.js' } })).toEqual([
      '. ./a.js node',
    ]);
    expect(entries({ exports: [null, { require: './a.cjs' }, './a.js'] })).toEqual([
      '. ./a.js node',
    ]);
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{ main: './lib/index', module: './esm.js' }, ['. ./lib/index node']],
    [{ module: './esm.js' }, ['. ./esm.js node']],
    [{ main: './a.js', browser: './web.js' }, ['. ./web.js browser']],
    [
      { main: './a.js', module: './esm.js', browser: { './a.js': './b.js' } },
      ['. ./esm.js browser'],
    ],
    [{ main: '' }, []],
    [{ exports: null, main: './a.js' }, ['. ./a.js node']],
    [{ exports: {}, main: './a.js' }, []],
    [{ exports: 7, bin: 7, name: 7, main: 7 }, []],
    [{ bin: { one: './1.js', two: 2 } }, ['bin one ./1.js node']],
    [{ bin: './1.js' }, []],
    [{ bin: ['./1.js'] }, []],
  ])('of %j is %j', (manifest, expected) => {
    expect(entries(manifest)).toEqual(expected);
  });

  it('is cut down to what is wanted', () => {
    const manifest = { exports: { '.': './a.js', './b': './b.js' }, bin: { c: './c.js' } };
    expect(entries(manifest, { exports: ['.', 'bin *'] })).toEqual([
      '. ./a.js node',
      'bin c ./c.js node',
    ]);
  });

  it('is nothing below conditions that are nested without end', () => {
    let exports: unknown = './a.js';
    for (let depth = 0; depth < 100; depth++) exports = { default: exports };
    expect(entries({ exports })).toEqual([]);
  });
});

describe('a pattern', () => {
  it.each([
    ['*', '.', true],
    ['./a', './a', true],
    ['./a', './ab', false],
    ['./icons/*', './icons/a/b', true],
    ['./icons/*', './icon', false],
    ['*.css', './theme.css', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*b*c*', 'abc', true],
    ['*c*b*', 'abc', false],
    ['a*b*b', 'ab', false],
    ['a*bc*c', 'abc', false],
    ['', '', true],
  ])('%s, %s: %s', (pattern, name, matches) => {
    expect(matchesStar(pattern, name)).toBe(matches);
  });
});
