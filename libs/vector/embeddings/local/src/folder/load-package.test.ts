import { describe, expect, it } from 'vitest';
import { loadPackage } from './load-package.ts';

const missing = 'a-package-that-is-not-installed';

describe('loadPackage', () => {
  it('gives the package', async () => {
    const path = await loadPackage('node:path', '1.0.0', 'A test', () => import('node:path'));
    expect(path.join('a', 'b')).toBe('a/b');
  });

  it('says how to install what is missing', async () => {
    const loaded = loadPackage(
      missing,
      '1.2.3',
      'A test',
      () => import(/* @vite-ignore */ missing),
    );
    await expect(loaded).rejects.toMatchObject({
      code: 'VECTOR_PACKAGE_MISSING',
      message: `A test needs the package ${missing}, which is not installed: npm install ${missing}@1.2.3`,
    });
  });

  it('says why another cannot be loaded', async () => {
    const loaded = loadPackage('zod', '1.2.3', 'A test', () => import(/* @vite-ignore */ missing));
    await expect(loaded).rejects.toMatchObject({
      code: 'VECTOR_PACKAGE_MISSING',
      message: expect.stringMatching(
        /^A test needs the package zod, which cannot be loaded: .*not-installed/,
      ),
    });
  });
});
