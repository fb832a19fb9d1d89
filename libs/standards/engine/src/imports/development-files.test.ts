import { describe, expect, it } from 'vitest';
import { isDevelopmentFile } from './development-files.ts';

describe('isDevelopmentFile', () => {
  it.each([
    'src/a.test.ts',
    'src/a.spec.tsx',
    'a.stories.vue',
    'src/a.test-d.ts',
    'test/a.ts',
    'tests/deep/a.ts',
    'src/__tests__/a.js',
    'e2e/a.ts',
    '.storybook/main.ts',
    'scripts/build.mjs',
    'bench/a.ts',
    'vite.config.ts',
    'webpack.prod.config.js',
    'deep/jest.config.cjs',
    '.eslintrc.cjs',
    'Gulpfile.js',
    'gulpfile.babel.js',
    'types/index.tst.ts',
    'bench.js',
    'benchmark.mjs',
    'examples/server.js',
    'example/a.js',
  ])('is: %s', (path) => {
    expect(isDevelopmentFile(path)).toBe(true);
  });

  it.each([
    'src/a.ts',
    'src/testing/a.ts',
    'src/latest/a.ts',
    'src/test.ts',
    'test.ts',
    'src/config.ts',
    'src/a.tests.ts',
    'src/a.config/b.ts',
    'src/spectest.ts',
    'mygulpfile.js',
    'src/bench.ts',
    'src/example.ts',
    'src/a.tsts.ts',
    'src/xrc.js',
  ])('is not: %s', (path) => {
    expect(isDevelopmentFile(path)).toBe(false);
  });
});
