import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  check,
  createConfig,
  createGate,
  diskFiles,
  fix,
  readWorkspace,
  skillsOf,
} from '@h-j-petroleum/standards-engine';
import { afterEach, describe, expect, it } from 'vitest';
import { packs } from './index.ts';

/**
 * Manifests that only somebody who means harm would write, on a real disk: the file system refuses names that a tree in
 * memory takes. Whatever else is said of them, no skill may crash.
 */

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function onDisk(texts: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'standards-hostile-'));
  folders.push(root);
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const skills = skillsOf(packs);
const config = createConfig({}, skills);

async function crashes(root: string): Promise<unknown> {
  const files = diskFiles(root);
  const read = (from: typeof files) => readWorkspace(from, { root });
  const workspace = await read(files);
  const part = await check({ workspace, gate: createGate({ workspace, config, skills }) });
  const fixed = await fix({ files, read, config, skills });
  return [...part.outcomes, ...fixed.part.outcomes].flatMap(
    ({ skill, project, outcome, reason }) =>
      outcome === 'error' && !reason?.startsWith('The manifest could not be read')
        ? [`${skill} ${project}: ${reason?.slice(0, 200)}`]
        : [],
  );
}

const root = JSON.stringify({
  name: 'root',
  private: true,
  packageManager: 'npm@11.0.0',
  workspaces: ['p/*'],
});
const manifestWith = (fields: object): string =>
  JSON.stringify({ name: 'x', version: '1.0.0', ...fields });
const everyPath = (value: unknown): object => ({
  ...{ main: value, module: value, types: value, bin: { x: value }, browser: { './x': value } },
  ...{ exports: { '.': value, './*': { import: value } }, imports: { '#x': value } },
  ...{ files: [value], license: `SEE LICENSE IN ${String(value)}`, workspaces: [value] },
  ...{ dependencies: { x: `file:${String(value)}`, y: `workspace:${String(value)}` } },
  ...{ overrides: { [String(value)]: value }, resolutions: { [String(value)]: value } },
  ...{ publishConfig: { directory: value }, nx: { tags: [value] }, engines: { node: value } },
});

describe('no skill is crashed by a manifest', () => {
  it.each([
    ['a null byte', '\0'],
    ['a null byte inside', './a\0/b.js'],
    ['a name that is too long', `./${'a'.repeat(5000)}.js`],
    ['a path that is too long', `./${'a/'.repeat(50_000)}a.js`],
    ['a path far up', `${'../'.repeat(2000)}x`],
    ['half a character', './\uD800.js'],
    ['an encoding that ends early', './%E0%A4%A'],
    ['a glob without end', '{a,b}'.repeat(500)],
    ['brackets that open only', '('.repeat(5000)],
    ['stars', '**/'.repeat(3000)],
    ['a device', '/dev/zero'],
  ])('with %s in every field', async (_name, value) => {
    for (const fields of [{}, { private: true }]) {
      const manifest = manifestWith({ ...everyPath(value), ...fields });
      const { workspaces: _, ...inMember } = JSON.parse(manifest);
      expect(
        await crashes(
          onDisk({ 'package.json': root, 'p/a/package.json': JSON.stringify(inMember) }),
        ),
      ).toEqual([]);
      expect(await crashes(onDisk({ 'package.json': manifest }))).toEqual([]);
    }
  });

  it.each([
    ['objects', '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
    ['lists', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['objects that never close', '{"a":'.repeat(50_000)],
  ])('with %s in one another', async (_name, nested) => {
    for (const field of ['exports', 'dependencies', 'overrides', 'files', 'bin', 'repository']) {
      const manifest = `{"name":"x","version":"1.0.0","${field}":${nested}}`;
      expect(await crashes(onDisk({ 'package.json': root, 'p/a/package.json': manifest }))).toEqual(
        [],
      );
    }
  });

  it.each([
    ...['rush.json', 'lerna.json', 'nx.json', 'tsconfig.json', 'tsconfig.base.json'],
    ...['jsconfig.json', 'pnpm-workspace.yaml', '.yarnrc.yml', '.npmrc', '.gitignore'],
    ...['p/a/project.json', 'p/a/tsconfig.json', 'p/a/src/index.ts', 'p/a/src/index.vue'],
    ...['p/a/openapi.json', 'p/a/openapi.yaml'],
    ...['common/config/rush/pnpm-config.json', 'common/config/rush/common-versions.json'],
  ])('beside a %s that is nested past any stack', async (file) => {
    // The YAML parser takes its time, and its stack ends sooner.
    const depth = /\.ya?ml$/.test(file) ? 3000 : 50_000;
    for (const text of [
      '{"projects":'.repeat(depth),
      '{"paths":'.repeat(depth),
      `{"packages":${'['.repeat(depth)}${']'.repeat(depth)}}`,
      `overrides: ${'{a: '.repeat(depth)}`,
      `import x from 'a/${'('.repeat(depth)}';\n${'('.repeat(depth)}`,
    ]) {
      const texts = { 'package.json': root, 'p/a/package.json': manifestWith({}) };
      expect(await crashes(onDisk({ ...texts, [file]: text }))).toEqual([]);
    }
    const rush = { 'rush.json': '{"projects":[{"packageName":"x","projectFolder":"p/a"}]}' };
    const deep = `{"globalOverrides":${'{"a":'.repeat(50_000)}`;
    const texts = { ...rush, 'p/a/package.json': manifestWith({}) };
    expect(await crashes(onDisk({ ...texts, [file]: deep }))).toEqual([]);
  });

  it('with the names of the prototype', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
    const object = (value: string): string =>
      `{${names.map((name) => `"${name}": ${value}`).join(', ')}}`;
    const ranges = object('"file:../b"');
    const nested = object(ranges);
    const manifest = `{
      "name": "__proto__", "version": "constructor", "dependencies": ${ranges},
      "devDependencies": ${object('"^1.0.0"')}, "peerDependencies": ${object('{}')},
      "overrides": ${nested}, "resolutions": ${ranges}, "exports": ${nested}, "bin": ${ranges},
      "publishConfig": ${ranges}, "catalog": ${ranges}, "catalogs": ${nested}, "imports": ${nested},
      "pnpm": { "overrides": ${nested}, "packageExtensions": ${object(nested)} },
      "engines": ${ranges}, "repository": ${ranges}, "__proto__": ${nested}
    }`;
    const texts = {
      'package.json': root,
      'p/b/package.json': manifestWith({ name: 'constructor' }),
    };
    expect(await crashes(onDisk({ ...texts, 'p/a/package.json': manifest }))).toEqual([]);
    expect(await crashes(onDisk({ 'package.json': manifest }))).toEqual([]);
  });

  it('of ten megabytes', async () => {
    const dependencies = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [`d${at}`, at % 2 === 0 ? '^1.0.0' : 'file:../x']),
    );
    const manifest = manifestWith({ description: 'x'.repeat(10_000_000), dependencies });
    const folder = onDisk({ 'package.json': root, 'p/a/package.json': manifest });
    expect(await crashes(folder)).toEqual([]);
  });

  it('behind links that lead round in a circle', async () => {
    const folder = onDisk({ 'package.json': root, 'p/a/package.json': manifestWith({}) });
    symlinkSync('..', join(folder, 'p/a/up'));
    symlinkSync(join(folder, 'p/loop'), join(folder, 'p/loop'));
    symlinkSync('../a', join(folder, 'p/b'));
    mkdirSync(join(folder, 'p/c'));
    symlinkSync('package.json', join(folder, 'p/c/package.json'));
    expect(await crashes(folder)).toEqual([]);
  });
});
