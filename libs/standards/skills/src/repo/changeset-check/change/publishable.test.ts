import { describe, expect, it } from 'vitest';
import { isPublishable } from './publishable.ts';

describe('a file of a package', () => {
  it.each([
    'src/index.ts',
    'src/deep/area.tsx',
    'schemas/report.schema.json',
    'styles.css',
    'src/testing/index.ts',
    'templates/a.html',
    'bin/tool.js',
    'src/project.ts',
    'src/docs/index.ts',
  ])('is published, or becomes it: %s', (path) => {
    expect(isPublishable(path)).toBe(true);
  });

  it.each([
    'package.json',
    'src/index.test.ts',
    '__tests__/a.ts',
    'bench/a.ts',
    'vitest.config.ts',
    'stryker.config.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'jsconfig.json',
    'project.json',
    'tsconfig.tsbuildinfo',
    'package-lock.json',
    'src/a.snap',
    'README.md',
    'docs/a.svg',
    'CHANGELOG.md',
    'notes.txt',
    'LICENSE',
    'LICENCE.md',
    'src/NOTICE',
    '.npmignore',
    'src/.hidden/a.ts',
    'coverage/lcov.info',
    'reports/a.html',
  ])('is neither: %s', (path) => {
    expect(isPublishable(path)).toBe(false);
  });
});
