import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { importPack } from './import-pack.ts';

const folders: string[] = [];

function folderWith(texts: Readonly<Record<string, string | object>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'standards-pack-')));
  folders.push(root);
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), typeof text === 'string' ? text : JSON.stringify(text));
  }
  return root;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const module = 'export default "it";';

describe('a pack is imported', () => {
  it.each([
    ['a file', './mine.mjs', { 'mine.mjs': module }],
    ['a folder with an index file', './pack', { 'pack/index.mjs': module }],
    ['a folder in CommonJS', './pack', { 'pack/index.cjs': 'module.exports = "it";' }],
    ['TypeScript', './pack', { 'pack/index.ts': 'const it: string = "it";\nexport default it;' }],
    [
      'a folder whose manifest names the file',
      './pack',
      { 'pack/package.json': { main: 'lib/x.mjs' }, 'pack/lib/x.mjs': module },
    ],
    [
      'a folder whose manifest exports the file',
      './pack',
      {
        'pack/package.json': { exports: { '.': { types: './x.d.ts', default: './lib/x.mjs' } } },
        'pack/lib/x.mjs': module,
      },
    ],
    [
      'a package that exports to import alone',
      '@acme/std',
      {
        'node_modules/@acme/std/package.json': { exports: { import: './x.mjs' } },
        'node_modules/@acme/std/x.mjs': module,
      },
    ],
    [
      'a subpath of such a package',
      '@acme/std/pack',
      {
        'node_modules/@acme/std/package.json': { exports: { './pack': { import: './x.mjs' } } },
        'node_modules/@acme/std/x.mjs': module,
      },
    ],
  ])('from %s', async (_, specifier, tree) => {
    expect(await importPack(specifier, folderWith(tree))).toMatchObject({ default: 'it' });
  });

  it('not from what is not there', async () => {
    const root = folderWith({ 'empty/x.txt': '' });
    await expect(importPack('./none', root)).rejects.toThrow(`there is no ${join(root, 'none')}`);
    await expect(importPack('./empty', root)).rejects.toThrow('holds none of index.js, ');
    await expect(importPack('@acme/none', root)).rejects.toThrow("Cannot find module '@acme/none'");
  });
});
