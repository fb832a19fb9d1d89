import type { Files } from '@h-j-petroleum/standards-engine';
import { createConfig, fix, readWorkspace } from '@h-j-petroleum/standards-engine';
import { memoryFiles } from '@h-j-petroleum/standards-engine/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { published } from './cases/trees.ts';
import { manifestCheck } from './manifest-check.ts';

const config = createConfig(
  { skills: { 'pkg:manifest-check': { options: { suggestions: true } } } },
  [manifestCheck],
);
const read = (files: Files) => readWorkspace(files, { root: '/' });

/** Checks, fixes and checks again; gives back the tree after the fix. */
async function run(texts: Record<string, string>): Promise<Record<string, string>> {
  const result = await fix({ files: memoryFiles(texts), read, config, skills: [manifestCheck] });
  expect(result.part.outcomes.filter(({ outcome }) => outcome === 'error')).toEqual([]);
  expect(result.part.crashed).toBe(false);
  const after = { ...texts };
  for (const change of result.changes) after[change.path] = change.after ?? '';
  return after;
}

/** Members of one workspace, whatever stands in the manifest of one of them. */
function workspaceWith(manifest: unknown, root: unknown = {}): Record<string, string> {
  return {
    'package.json': JSON.stringify({
      name: 'root',
      private: true,
      workspaces: ['libs/*'],
      repository: 'acme/source',
      ...(typeof root === 'object' ? root : {}),
    }),
    '.gitignore': 'dist\n',
    '.npmrc': '@acme:registry=https://npm.pkg.github.com\n',
    'libs/a/package.json': JSON.stringify(manifest),
    'libs/a/src/index.ts': '',
    'libs/a/index.js': 'module.exports = {};\n',
  };
}

const path = fc.constantFrom(
  ...['./dist/index.js', './src/index.ts', 'index.js', './*', './dist/*.js', './*/*/*.js', '../x'],
  ...['', '.', './', '/', './gone.cjs', './dist/index.d.ts', 'types', '#a', 'https://example.com'],
  ...['./a\0b', `./${'x/'.repeat(3000)}x.js`],
);
/** Values near the ones that fields have, so that checks get far into them. */
const value = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    path,
    fc.jsonValue({ maxDepth: 2 }),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(
        path,
        fc.constantFrom('.', './x', 'import', 'require', 'types', 'default', 'module', 'node'),
        fc.constantFrom('__proto__', 'constructor', 'toString', 'url', 'directory', 'registry'),
        fc.string({ maxLength: 5 }),
      ),
      tie('node'),
      { maxKeys: 4 },
    ),
  ),
})).node;

const fields = [
  ...['name', 'version', 'private', 'type', 'main', 'module', 'types', 'typings', 'typesVersions'],
  ...['browser', 'bin', 'exports', 'imports', 'files', 'license', 'licenses', 'repository'],
  ...['publishConfig', 'dependencies', 'engines', 'sideEffects', 'unpkg', 'jsnext:main'],
] as const;

// Generous, because machines that run tests are often busy with others.
describe('pkg:manifest-check', () => {
  it('survives whatever object a manifest is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...fields), value), async (manifest) => {
        await run({ ...workspaceWith(manifest), 'libs/a/.npmignore': 'src\n' });
      }),
      { numRuns: 150 },
    );
  });

  it('survives any value in each field of a good manifest, and fixes once and for all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), value, async (field, inside) => {
        const once = await run(workspaceWith({ ...published(), [field]: inside }));
        expect(await run(once)).toEqual(once);
      }),
      { numRuns: 250 },
    );
  });

  it('survives any value in each field of the root', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('license', 'repository', 'publishConfig', 'packageManager'),
        value,
        async (field, inside) => {
          const manifest = { ...published(), license: undefined, repository: undefined };
          const once = await run(workspaceWith(manifest, { [field]: inside }));
          expect(await run(once)).toEqual(once);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('survives any text in the files that settings stand in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('.gitignore', '.npmrc', '.yarnrc.yml', 'libs/a/.npmignore'),
        fc.string({ unit: 'binary', maxLength: 40 }),
        async (file, text) => {
          await run({ ...workspaceWith({ ...published(), files: undefined }), [file]: text });
        },
      ),
      { numRuns: 80 },
    );
  });

  it('says the same before and after a build', async () => {
    const built = fc.constantFrom('dist/index.js', 'dist/index.d.ts', 'dist/cli.js', 'dist/x.json');
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('exports', 'main', 'bin', 'types', 'type'), value),
        fc.dictionary(built, fc.constantFrom('', 'module.exports = 1;\n', 'export {};\n')),
        async (differences, outputs) => {
          const texts = workspaceWith({ ...published(), ...differences });
          const afterBuild = { ...texts };
          for (const [file, text] of Object.entries(outputs)) afterBuild[`libs/a/${file}`] = text;
          expect(await findingsIn(afterBuild)).toEqual(await findingsIn(texts));
        },
      ),
      { numRuns: 100 },
    );
  });
});

async function findingsIn(texts: Record<string, string>): Promise<unknown> {
  const files = memoryFiles(texts);
  const { part } = await fix({
    files,
    read,
    config,
    skills: [manifestCheck],
    wanted: () => false,
  });
  return part.findings.map(({ fingerprint, message }) => [fingerprint, message]);
}
