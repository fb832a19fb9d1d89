import { createProjectIndex, memoryFiles, readWorkspace } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import { isPublishable, publishableChange } from './publishable.ts';

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

describe('a field of a manifest', () => {
  const fieldsOf = async (field: string): Promise<readonly string[]> => {
    const is = { name: 'ui', version: '1.0.0', [field]: { a: 1 } };
    const files = memoryFiles({ 'package.json': JSON.stringify(is) });
    const workspace = await readWorkspace(files, { root: '/' });
    const index = createProjectIndex(workspace);
    return publishableChange(workspace.rootProject, index, [], { ...is, [field]: { a: 2 } }, [])
      .fields;
  };
  const published =
    'type main module browser types typings typesVersions exports imports bin files man directories sideEffects engines os ' +
    'cpu libc dependencies optionalDependencies peerDependencies peerDependenciesMeta bundleDependencies ' +
    'bundledDependencies publishConfig private license executors generators schematics unpkg jsdelivr';

  it.each(published.split(' '))('is met by users: %s', async (field) => {
    expect(await fieldsOf(field)).toEqual([field]);
  });

  it.each('devDependencies scripts description keywords nx volta repository'.split(' '))(
    'is not: %s',
    async (field) => {
      expect(await fieldsOf(field)).toEqual([]);
    },
  );
});
