import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diskFiles, readWorkspace } from '@h-j-petroleum/standards-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeFacts } from '../judge.ts';
import { options as schema } from '../options.ts';
import { factsSchema } from './facts.ts';
import { installedFolder } from './install.ts';
import { measureTypes } from './measure.ts';

const tools = ['typescript', '@arethetypeswrong/core', '@types/node'];
const built = { type: 'module', version: '1.0.0', files: ['dist'] };

/** Packages as a build leaves them: one that holds, one that does not, one that is not built, one of a folder. */
const files: Readonly<Record<string, unknown>> = {
  'package.json': { name: 'root', private: true, workspaces: ['libs/*'] },
  'package-lock.json': {},
  'libs/core/package.json': {
    ...{ name: '@acme/core', ...built },
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
  },
  'libs/core/dist/index.js': 'export const port = 1;\n',
  'libs/core/dist/index.d.ts': 'export declare const port: number;\n',
  'libs/core/scripts/never.js': 'process.exit(1);\n',
  'libs/good/package.json': {
    ...{ name: 'good', ...built, scripts: { prepack: 'exit 1' }, files: ['dist', 'src'] },
    dependencies: { '@acme/core': '*', plain: '1.0.0' },
    exports: {
      '.': {
        '@acme/source': './src/index.ts',
        types: './dist/index.d.ts',
        default: './dist/index.js',
      },
      './node': { types: './dist/node.d.ts', default: './dist/node.js' },
      './package.json': './package.json',
    },
  },
  'libs/good/src/index.ts': 'export const port: number = 1;\n',
  'libs/good/dist/index.js': "export { port } from '@acme/core';\n",
  'libs/good/dist/index.d.ts':
    "import type { Plain } from 'plain';\nexport { port } from '@acme/core';\nexport type Plainer = Plain;\n",
  'libs/good/dist/node.js': 'export const serve = () => {};\n',
  'libs/good/dist/node.d.ts':
    "import type { Server } from 'node:http';\nexport declare function serve(server: Server): void;\n",
  'node_modules/plain/package.json': { name: 'plain', version: '1.0.0', types: './index.d.ts' },
  'node_modules/plain/index.d.ts': 'export interface Plain { a: Unknown }\n',
  'node_modules/hidden/package.json': { name: 'hidden', version: '1.0.0', types: './index.d.ts' },
  'node_modules/hidden/index.d.ts': 'export interface Hidden { a: 1 }\n',
  'libs/secret/package.json': { name: 'secret', version: '1.0.0', private: true },
  'libs/bad/package.json': {
    ...{ name: 'bad', ...built },
    dependencies: { secret: '*', absent: '^1.0.0', core: 'file:../core' },
    optionalDependencies: { gone: '1.0.0' },
    peerDependencies: { later: '>=1' },
    peerDependenciesMeta: { later: { optional: true } },
    exports: {
      '.': { import: './dist/index.js', types: './dist/index.d.ts' },
      './raw': './dist/raw.ts',
      './cjs': { types: './dist/cjs.d.ts', require: './dist/cjs.cjs' },
    },
  },
  'libs/bad/dist/index.js': 'export const a = 1;\n',
  'libs/bad/dist/index.d.ts':
    "import type { Hidden } from 'hidden';\nimport './missing.js';\nexport declare const a: Hidden;\nexport declare const b: number = 'text';\n",
  'libs/bad/dist/raw.ts': 'export const raw = 1;\n',
  'libs/bad/dist/cjs.cjs': 'exports.c = 1;\n',
  'libs/bad/dist/cjs.d.ts': 'export declare const c: number;\n',
  'libs/unbuilt/package.json': {
    ...{ name: 'unbuilt', ...built, dependencies: { good: '*' } },
    exports: { '.': './dist/index.js' },
  },
  'libs/nested/package.json': { name: 'nested', version: '1.0.0', exports: './src/index.ts' },
  'libs/nested/dist/package.json': { name: 'nested', version: '1.0.0', main: './index.js' },
  'libs/nested/dist/index.js': 'exports.a = 1;\n',
  'libs/nested/dist/index.d.ts': 'export declare const a: number;\n',
};

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'types-check-test-')));
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  for (const name of tools) {
    const target = installedFolder(import.meta.dirname, name);
    if (target === undefined) throw new Error(`${name} is not installed`);
    mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true });
    symlinkSync(target, join(root, 'node_modules', name), 'junction');
  }
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const measure = async (name: string, given: unknown = {}) => {
  const { projects } = await readWorkspace(diskFiles(root), { root });
  const project = projects.find((one) => one.root === `libs/${name}`);
  if (!project) throw new Error(`no libs/${name}`);
  const options = schema.parse(given);
  const result = await measureTypes({ root, project, options });
  if (!('value' in result)) return result;
  const facts = factsSchema.parse(result.value);
  const found = judgeFacts(facts, project, options);
  return { keep: result.keep, found: found.map(({ message, actual }) => `${message}: ${actual}`) };
};
const left = () => readdirSync(tmpdir()).filter((name) => /^types-check-(?!test)/.test(name));

describe('measuring a package', () => {
  it('finds nothing in one that holds, its sibling and what it declares installed', async () => {
    const before = left();
    expect(await measure('good')).toEqual({ keep: true, found: [] });
    expect(left()).toEqual(before);
  });

  it('finds what a consumer would', async () => {
    expect(await measure('bad')).toEqual({
      keep: true,
      found: [
        'source-reference: file:../core',
        'source-reference: ./dist/raw.ts',
        'not-installable: *',
        'not-installable: ^1.0.0',
        'not-installable: file:../core',
        'publint: LOCAL_DEPENDENCY',
        'publint: EXPORTS_TYPES_SHOULD_BE_FIRST',
        'cjs-resolves-to-esm: cjs-resolves-to-esm of are-the-types-wrong',
        'internal-resolution-error: dist/index.d.ts imports ./missing.js',
        'cjs-resolves-to-esm: cjs-resolves-to-esm of are-the-types-wrong',
        'false-esm: false-esm of are-the-types-wrong',
        "not-resolved: TS2307: Cannot find module 'hidden' or its corresponding type declarations.",
        "not-resolved: TS2882: Cannot find module or type declarations for side-effect import of './missing.js'.",
        "not-resolved: TS2322: Type 'string' is not assignable to type 'number'.",
        'not-resolved: TS1039: Initializers are not allowed in ambient contexts.',
      ],
    });
  });

  it('says what is not built', async () => {
    expect(await measure('unbuilt')).toEqual({
      notSupported:
        'It is not built: libs/unbuilt/dist/index.js is not there. Run the build of it and of the packages that it depends on.',
    });
  });

  it('takes the folder that is published', async () => {
    const given = { folders: { nested: 'dist' }, profile: 'strict' };
    expect(await measure('nested', given)).toEqual({ keep: true, found: [] });
  });

  it('has nothing to do with what is not published', async () => {
    expect(await measure('secret')).toEqual({
      notSupported: 'It is private, so nobody gets its types.',
    });
  });
});
