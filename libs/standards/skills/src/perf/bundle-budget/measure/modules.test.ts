import { describe, expect, it } from 'vitest';
import { byWeight, laterBytes, withoutHash } from './modules.ts';

describe('what a bundle is made of', () => {
  it.each([
    ['dist/chunk-FFXGBOCT.js', 'dist/chunk-*.js'],
    ['dist/chunk-7QXK2ZAB.js', 'dist/chunk-*.js'],
    ['assets/index-BxA3d_1k.js', 'assets/index-*.js'],
    ['assets/index-BxAaDdEk.css', 'assets/index-*.css'],
    ['main.8f3a2b1c9d.js', 'main.*.js'],
    ['dist/check.batch.js', 'dist/check.batch.js'],
    ['dist/data-components.js', 'dist/data-components.js'],
    ['dist/my-Selector.js', 'dist/my-Selector.js'],
    ['dist/es2020-v8.js', 'dist/es2020-v8.js'],
  ])('%s is shown as %s', (path, shown) => {
    expect(withoutHash(path)).toBe(shown);
  });

  it('is summed up by name, most bytes first, then by name', () => {
    expect(
      byWeight([
        ['b', 1],
        ['a', 2],
        ['c', 3],
        ['a', 1],
        ['d', 1],
      ]),
    ).toEqual([
      { name: 'a', bytes: 3 },
      { name: 'c', bytes: 3 },
      { name: 'b', bytes: 1 },
      { name: 'd', bytes: 1 },
    ]);
  });

  it('comes later where only an import() leads to it', () => {
    const file = (...imports: [string, 'import-statement' | 'dynamic-import'][]) => ({
      bytes: 1,
      imports: imports.map(([path, kind]) => ({ path, kind })),
    });
    const metafile = {
      inputs: {
        'a.js': file(
          ['b.js', 'import-statement'],
          ['c.js', 'dynamic-import'],
          ['node:fs', 'import-statement'],
        ),
        'b.js': file(['a.js', 'import-statement'], ['d.js', 'dynamic-import']),
        'c.js': file(['b.js', 'import-statement'], ['e.js', 'import-statement']),
        'd.js': file(),
        'e.js': file(),
      },
      outputs: {},
    };
    const output = Object.fromEntries(
      ['a.js', 'b.js', 'c.js', 'd.js', 'e.js'].map((path, at) => [
        path,
        { bytesInOutput: 10 ** at },
      ]),
    );
    expect(laterBytes(metafile, 'a.js', output)).toBe(11_100);
    expect(laterBytes(metafile, 'c.js', output)).toBe(1000);
    expect(laterBytes(metafile, undefined, output)).toBe(11_111);
  });
});
