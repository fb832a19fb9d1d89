import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Project } from '@h-j-petroleum/standards-engine';
import { afterEach, describe, expect, it } from 'vitest';
import { factsSchema, type Facts } from '../facts.ts';
import { optionsSchema, type BundleSettings } from '../options.ts';
import { measureBundles } from './measure.ts';
import { weigh } from './weigh.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A package on disk, measured by the esbuild of this workspace. */
async function measure(
  manifest: Record<string, unknown>,
  files: Readonly<Record<string, string>>,
  settings: BundleSettings = {},
) {
  const root = mkdtempSync(join(tmpdir(), 'bundle-budget-'));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const data = { name: 'ui', ...manifest };
  writeFileSync(join(root, 'package.json'), JSON.stringify(data));
  const project: Project = {
    ...{ id: 'ui', name: 'ui', root: '', tags: [] },
    manifest: { file: 'package.json', text: '', data },
  };
  const options = optionsSchema.parse({ projects: { ui: settings } });
  return measureBundles({ root, project, options });
}

async function entriesOf(...given: Parameters<typeof measure>): Promise<Facts['entries']> {
  const result = await measure(...given);
  if ('notSupported' in result) throw new Error(result.notSupported);
  expect(result.keep).toBe(true);
  return factsSchema.parse(result.value).entries;
}

/** What is known of one entry, by name. */
async function entryOf(name: string, ...given: Parameters<typeof measure>) {
  const entry = (await entriesOf(...given)).find((one) => one.name === name);
  if (!entry) throw new Error(`no ${name}`);
  if ('problem' in entry) throw new Error(entry.problem);
  return entry;
}

const big = `export const big = ${JSON.stringify('b'.repeat(5000))};`;
const dep = (name: string, text: string, more = {}) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({
    name,
    main: 'index.js',
    type: 'module',
    sideEffects: false,
    ...more,
  }),
  [`node_modules/${name}/index.js`]: text,
});

describe('what a consumer ships', () => {
  it('is the code that is used, of the package and of what it depends on, and no peer nor built-in', async () => {
    const { sizes, modules } = await entryOf(
      '.',
      { exports: './index.js', peerDependencies: { react: '1' } },
      {
        'index.js': `import { used } from 'dep'; import { jsx } from 'react/jsx-runtime'; import fs from 'node:fs';
          export const all = [used, jsx, fs]; import './nested/part.js';`,
        'nested/package.json': '{"type":"module"}',
        'nested/part.js': 'console.log("part");',
        ...dep('dep', `export const used = 'u'; export { big } from 'heavy';`),
        ...dep('heavy', big),
      },
    );
    expect(modules.map(({ name }) => name).sort()).toEqual(['dep', 'index.js', 'nested/part.js']);
    expect(sizes.raw).toBeGreaterThan(50);
    expect(sizes.raw).toBeLessThan(500);
    expect(sizes.initial).toBe(sizes.raw);
  });

  it('holds what an import() brings, which is not loaded at first', async () => {
    const { sizes, modules } = await entryOf(
      '.',
      { exports: './index.js' },
      { 'index.js': `export const later = () => import('heavy');`, ...dep('heavy', big) },
    );
    expect(modules[0]).toEqual({ name: 'heavy', bytes: modules[0]?.bytes });
    expect(sizes.raw).toBeGreaterThan(5000);
    expect(sizes.initial).toBeLessThan(1000);
    expect(sizes.gzip).toBeLessThan(1000);
  });

  it('is what the names need that are imported', async () => {
    const files = {
      'index.js': `export const small = 1; export { big } from 'heavy';`,
      ...dep('heavy', big),
    };
    const settings = { entries: { small: { from: '.', import: ['small'] } } };
    const manifest = { exports: './index.js', sideEffects: false };
    expect((await entryOf('.', manifest, files, settings)).sizes.raw).toBeGreaterThan(5000);
    const { sizes, modules } = await entryOf('small', manifest, files, settings);
    expect(sizes.raw).toBeLessThan(100);
    expect(modules).toEqual([{ name: 'index.js', bytes: modules[0]?.bytes }]);
  });

  it('follows the platform and the conditions', async () => {
    const manifest = {
      exports: { '.': { '@acme/source': './src.ts', browser: './web.js', default: './node.js' } },
    };
    const files = {
      'src.ts': 'export const which: string = "source" + `${process.env.NODE_ENV}`;',
      'web.js': 'export const which = "for the web";',
      'node.js': 'export const which = "of node";',
    };
    const named = async (settings: BundleSettings) =>
      (await entryOf('.', manifest, files, settings)).modules.map(({ name }) => name);
    expect(await named({})).toEqual(['web.js']);
    expect(await named({ platform: 'node' })).toEqual(['node.js']);
    expect(await named({ conditions: ['@acme/source'] })).toEqual(['src.ts']);
  });

  it('is, of a pattern, each file by the name that imports it', async () => {
    const entries = await entriesOf(
      { exports: { './icons/*': './dist/icons/*.js' } },
      {
        'dist/icons/a.js': 'export default 1;',
        'dist/icons/arrows/up.js': 'export default 2;',
        'dist/icons/a.d.ts': '',
      },
    );
    expect(entries.map(({ name }) => name)).toEqual(['./icons/a', './icons/arrows/up']);
  });

  it('is, of what is built already, all files, each compressed by itself', async () => {
    const text = 'let a = 1;\n'.repeat(100);
    const entry = await entryOf(
      'page',
      { private: true },
      { 'dist/main-BxA3d_1k.js': text, 'dist/more.js': 'more();', 'dist/style.css': 'a{}' },
      { entries: { page: { files: ['dist/**/*.js'] } } },
    );
    expect(entry.sizes.raw).toBe(1100 + 7);
    expect(entry.sizes.initial).toBe(1107);
    expect(entry.sizes.gzip).toBe(
      weigh(Buffer.from(text)).gzip + weigh(Buffer.from('more();')).gzip,
    );
    expect(entry.modules).toEqual([
      { name: 'dist/main-*.js', bytes: 1100 },
      { name: 'dist/more.js', bytes: 7 },
    ]);
  });

  it('is the same every time', async () => {
    const given = [
      { exports: './index.js' },
      { 'index.js': `export * from 'heavy';`, ...dep('heavy', big) },
    ] as const;
    expect(await entriesOf(...given)).toEqual(await entriesOf(...given));
  });
});

describe('what cannot be measured', () => {
  it('is said of each entry, and takes no other along', async () => {
    const entries = await entriesOf(
      {
        exports: {
          '.': './index.js',
          './broken': './broken.js',
          './missing': './missing.js',
          './none/*': './none/*.js',
        },
        bin: './bin.js',
      },
      {
        'index.js': 'export default 1;',
        'broken.js': 'export default (;',
        'bin.js': `import 'nowhere'; import 'nowhere-else';`,
      },
      {
        entries: {
          typo: { from: './idnex', import: ['a'] },
          absent: { from: '.', import: ['absent'] },
          page: { files: ['www/*.js', 'www/*.css'] },
        },
      },
    );
    expect(entries.map((one) => [one.name, 'problem' in one ? one.problem : 'measured'])).toEqual([
      ['./none/*', 'none is not there'],
      ['typo', './idnex is none of its exports'],
      ['page', 'no file is www/*.js or www/*.css; is it built?'],
      ['.', 'measured'],
      ['./broken', 'Unexpected ";" (broken.js:1)'],
      ['./missing', 'Could not resolve "./missing.js"'],
      ['bin ui', 'Could not resolve "nowhere" (bin.js:1), and 1 more'],
      ['absent', 'No matching export in "index.js" for import "absent" (consumer.js:1)'],
    ]);
  });

  it('is said of a pattern that matches files without end', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 201 }, (_, at) => [`icons/${at}.js`, 'export default 1;']),
    );
    expect(await entriesOf({ exports: { './icons/*': './icons/*.js' } }, files)).toEqual([
      {
        name: './icons/*',
        problem:
          'its pattern matches 201 files, more than 200; name those that matter in `entries`',
      },
    ]);
  });

  it('is not built', async () => {
    expect(await measure({ exports: './dist/index.js' }, {})).toEqual({
      notSupported: 'It is not built: ./dist/index.js is not there. Build it, and measure again.',
    });
  });
});

it('weighs by levels that stay the same', () => {
  const contents = Buffer.from('the same text, time and again; '.repeat(40));
  expect(weigh(contents)).toEqual({
    raw: 1240,
    gzip: gzipSync(contents, { level: 9 }).length,
    brotli: expect.any(Number),
  });
  expect(weigh(contents).brotli).toBeLessThan(60);
});
