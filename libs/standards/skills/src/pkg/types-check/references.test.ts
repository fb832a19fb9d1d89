import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceReferences } from './references.ts';

const everything = (): boolean => true;
const nothing = (): boolean => false;

describe('what a consumer cannot follow', () => {
  it.each([
    ['workspace:*'],
    ['workspace:^1.0.0'],
    ['file:../core'],
    ['link:../core'],
    ['portal:../core'],
    ['catalog:'],
    ['../core'],
    ['./core'],
    ['/home/me/core'],
    ['~/core'],
  ])('is a dependency by %s', (range) => {
    for (const field of ['dependencies', 'optionalDependencies', 'peerDependencies']) {
      expect(sourceReferences({ [field]: { core: range } }, everything)).toEqual([
        { where: `${field}.core`, value: range, expected: 'a range of versions' },
      ]);
    }
    expect(sourceReferences({ devDependencies: { core: range } }, everything)).toEqual([]);
  });

  it.each(['*', '^1.0.0', 'latest', 'npm:other@1', 'acme/core', 'git+https://example.com/x.git'])(
    'is none by %s',
    (range) => {
      expect(sourceReferences({ dependencies: { core: range } }, everything)).toEqual([]);
    },
  );

  it('is a source where what runs should be, also below conditions that tools set', () => {
    expect(
      sourceReferences(
        {
          main: './src/index.ts',
          types: './dist/index.d.ts',
          bin: { tool: './src/bin.mts' },
          exports: {
            '.': {
              types: './dist/index.d.mts',
              'types@>=5': './src/x.cts',
              default: './src/a.tsx',
            },
            './b': { browser: { import: './src/b.ts' }, require: './dist/b.d.cts' },
          },
        },
        everything,
      ).map(({ where, value, expected }) => [where, value, expected]),
    ).toEqual([
      ['main', './src/index.ts', 'a file that runs, or its declarations'],
      ['bin["tool"]', './src/bin.mts', 'a file that runs, or its declarations'],
      ['exports["."]["types@>=5"]', './src/x.cts', 'a file that runs, or its declarations'],
      ['exports["."]["default"]', './src/a.tsx', 'a file that runs, or its declarations'],
      [
        'exports["./b"]["browser"]["import"]',
        './src/b.ts',
        'a file that runs, or its declarations',
      ],
    ]);
  });

  it('is a file that was not packed behind a condition of one’s own, where it is a single one', () => {
    const exports = { '.': { '@acme/source': './src/index.ts', default: './dist/index.js' } };
    expect(sourceReferences({ exports }, (path) => path === 'src/index.ts')).toEqual([]);
    expect(sourceReferences({ exports }, nothing)).toEqual([
      {
        where: 'exports["."]["@acme/source"]',
        value: './src/index.ts',
        expected: 'a file that is packed, or no such condition',
      },
    ]);
    expect(
      sourceReferences({ exports: { './*': { '@acme/source': './src/*.ts' } } }, nothing),
    ).toEqual([]);
  });

  it('is told without fail of any manifest', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (dependencies, exports) => {
        const found = sourceReferences({ dependencies, exports }, nothing);
        for (const { where } of found) expect(where).toMatch(/^(?:dependencies|exports)/);
      }),
    );
    expect(sourceReferences(undefined, nothing)).toEqual([]);
    expect(sourceReferences({ dependencies: { a: 1 }, exports: 3 }, nothing)).toEqual([]);
  });
});
