import { describe, expect, it } from 'vitest';
import { optionsSchema } from '../options.ts';
import { counterparts } from './counterparts.ts';

const { outputs } = optionsSchema.parse({});

/** The candidates for a built file, of those that are asked about. */
function among(built: string, ...asked: string[]): string[] {
  const all = new Set(counterparts(built, outputs));
  return asked.filter((path) => all.has(path));
}

describe('counterparts', () => {
  it.each([
    ['dist/x.js', 'src/x.ts'],
    ['dist/x.js', 'src/x.tsx'],
    ['dist/x.js', 'src/x.mts'],
    ['dist/x.js', 'src/x.js'],
    ['dist/x.js', 'src/x.vue'],
    ['dist/x.js', 'src/x/index.ts'],
    ['dist/x.js', 'x.ts'],
    ['dist/x.d.ts', 'src/x.ts'],
    ['dist/x.d.ts', 'src/x.d.ts'],
    ['dist/x.d.cts', 'src/x.cts'],
    ['dist/x.mjs', 'src/x.ts'],
    ['dist/x.jsx', 'src/x.tsx'],
    ['dist/a/b.js', 'src/a/b.ts'],
    ['dist/esm/x.js', 'src/x.ts'],
    ['dist/esm/x.js', 'src/esm/x.ts'],
    ['dist/node/cjs/x.js', 'src/x.ts'],
    ['dist/es2022/x.js', 'src/x.ts'],
    ['dist/x.esm.js', 'src/x.ts'],
    ['dist/x.min.js', 'src/x.ts'],
    ['dist/x.cjs.js', 'src/x/index.ts'],
    ['dist/x.development.js', 'src/x.ts'],
    ['dist/x.worker.js', 'src/x.worker.ts'],
    ['lib/x.js', 'src/x.ts'],
    ['build/x.js', 'src/x.ts'],
    ['out/x.js', 'src/x.ts'],
    ['esm/x.js', 'src/x.ts'],
    ['cjs/x.cjs', 'src/x.ts'],
    ['dist/x.css', 'src/x.css'],
    ['dist/x.css', 'src/x.scss'],
    ['dist/x.min.css', 'src/x.less'],
    ['dist/x.json', 'src/x.json'],
    ['dist/*.js', 'src/*.ts'],
  ])('says that %s may be built of %s', (built, source) => {
    expect(among(built, source)).toEqual([source]);
  });

  it.each([
    ['dist/x.js', 'src/y.ts'],
    ['dist/x.js', 'src/x.css'],
    ['dist/x.js', 'src/x.d.ts'],
    ['dist/x.json', 'src/x.ts'],
    ['dist/x.css', 'src/x.ts'],
    ['dist/other/x.js', 'src/x.ts'],
    ['dist/esm', 'src/'],
    ['distant/x.js', 'src/x.ts'],
    ['packages/dist/x.js', 'src/x.ts'],
    ['dist/x.worker.js', 'src/x.ts'],
  ])('does not say that %s may be built of %s', (built, source) => {
    expect(among(built, source)).toEqual([]);
  });

  it('names the likeliest first and nothing twice', () => {
    const all = [...counterparts('dist/x.js', [{ from: 'dist/', to: 'src/' }])];
    expect(all.slice(0, 3)).toEqual(['src/x.ts', 'src/x.tsx', 'src/x.mts']);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(19);
  });

  it('takes one file for one file', () => {
    const one = [{ from: 'dist/bundle.js', to: 'code/main.ts' }];
    expect([...counterparts('dist/bundle.js', one)]).toEqual(['code/main.ts']);
    expect([...counterparts('dist/bundle.js/x.js', one)]).toEqual([]);
    expect([...counterparts('dist/other.js', one)]).toEqual([]);
  });
});
