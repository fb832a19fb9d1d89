import type { AnySkill, Change, Files } from '@h-j-petroleum/standards-engine';
import {
  check,
  createConfig,
  createGate,
  createTree,
  fix,
  memoryFiles,
  parseConfigInput,
  readWorkspace,
} from '@h-j-petroleum/standards-engine';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileProtocolCheck } from './file-protocol-check/file-protocol-check.ts';
import { versionCheck } from './version-check/version-check.ts';

/**
 * Workspaces that nobody would write, for property-based tests: fields of any JSON, ranges of every form, names that are
 * names of the prototype.
 */

const names = fc.constantFrom(
  'a',
  'b',
  '@s/c',
  'react',
  '__proto__',
  'constructor',
  'x>react',
  '.',
);

const ranges = fc.oneof(
  fc.constantFrom(
    ...['^1.0.0', '^1.2.0', ' ^1.0.0', '1.2.3-rc.1', '>=1', '^2.0.0', '*', '', 'latest', 'next'],
    ...['npm:react@^1.0.0', 'npm:@s/c@file:../b', 'npm:a@npm:b@npm:c@x', 'catalog:', 'catalog:old'],
    ...['workspace:*', 'workspace:../b', 'workspace:../../../b', '$react', '-', 'file:', 'file:%'],
    ...['file:../b', 'FILE:..\\b', 'link:/b', './b-1.0.0.tgz', 'o/r#v1.0.0', 'git@h:o/r', 'C:\\x'],
    ...['https://h/react-1.0.0.tgz', 'patch:react@file%3A../b#p', 'exec:x', '>2 <1', '1.2.3.4'],
  ),
  fc.string(),
);

const fieldOf = (values: fc.Arbitrary<unknown>) => fc.dictionary(names, values, { maxKeys: 4 });

const field = fc.oneof(
  { weight: 4, arbitrary: fieldOf(ranges) },
  { weight: 1, arbitrary: fieldOf(fc.oneof(ranges, fieldOf(ranges), fc.jsonValue())) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

const extensions = fieldOf(fc.record({ dependencies: field, peerDependencies: field }));

const fields = fc.record(
  {
    dependencies: field,
    devDependencies: field,
    optionalDependencies: field,
    peerDependencies: field,
    bundleDependencies: fc.jsonValue(),
    overrides: field,
    resolutions: field,
    pnpm: fc.oneof(fc.jsonValue(), fc.record({ overrides: field, packageExtensions: extensions })),
    catalog: field,
    catalogs: fieldOf(field),
  },
  { requiredKeys: [] },
);

const manager = fc.constantFrom(
  'npm@11.0.0',
  'pnpm@10.0.0',
  'yarn@1.22.0',
  'yarn@4.10.0',
  'bun@1.3.0',
);

/** The files of a workspace with three members. */
const arbitraryFiles: fc.Arbitrary<Files> = fc
  .record({
    manager,
    root: fields,
    a: fields,
    b: fields,
    version: fc.oneof(fc.constantFrom('1.0.0', '2.0.0-rc.1'), fc.jsonValue()),
    settings: fc.option(
      fc.record(
        {
          overrides: field,
          packageExtensions: extensions,
          catalog: field,
          catalogs: fieldOf(field),
        },
        { requiredKeys: [] },
      ),
    ),
  })
  .map(({ manager, root, a, b, version, settings }) => {
    const packages = ['packages/*'];
    const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
    return memoryFiles({
      'package.json': text({
        ...root,
        name: 'root',
        packageManager: manager,
        workspaces: packages,
      }),
      'packages/a/package.json': text({ ...a, name: 'a', version: '1.0.0' }),
      'packages/b/package.json': text({ ...b, name: 'b', version }),
      // JSON is YAML.
      ...(settings ? { 'pnpm-workspace.yaml': text({ packages, ...settings }) } : {}),
    });
  });

const read = (files: Files) => readWorkspace(files, { root: '/' });

async function fixed(skill: AnySkill, files: Files): Promise<readonly Change[]> {
  const config = createConfig(parseConfigInput({}), [skill]);
  return (await fix({ files, read, config, skills: [skill] })).changes;
}

describe.each([fileProtocolCheck, versionCheck] as readonly AnySkill[])('$meta.id', (skill) => {
  it('is not crashed by any manifest', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryFiles, async (files) => {
        const workspace = await read(files);
        const config = createConfig(parseConfigInput({}), [skill]);
        const part = await check({
          workspace,
          gate: createGate({ workspace, config, skills: [skill] }),
        });
        expect(part.outcomes.filter(({ outcome }) => outcome === 'error')).toEqual([]);
        const fingerprints = part.findings.map(({ fingerprint }) => fingerprint);
        expect(new Set(fingerprints).size).toBe(fingerprints.length);
      }),
      { numRuns: 150 },
    );
  });

  it('changes nothing when it fixes twice, and leaves every file readable', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryFiles, async (files) => {
        const tree = createTree(files);
        for (const { path, after } of await fixed(skill, files)) {
          expect(after, path).toBeDefined();
          if (path.endsWith('package.json')) JSON.parse(after ?? '');
          tree.write(path, after ?? '');
        }
        const again = await fixed(skill, tree);
        expect(again.map(({ path }) => path)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
