import type { Change, Files } from '@h-j-petroleum/standards-engine';
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
import { undeclaredCheck } from './undeclared-check.ts';

const names = fc.constantFrom(
  ...[
    'a',
    'b',
    '@s/c',
    'react',
    '__proto__',
    'constructor',
    '.',
    '@types/react',
    '$x',
    'a.b',
    'x+(',
  ],
);
const field = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.dictionary(names, fc.constantFrom('^1.0.0', '*', 'workspace:*', 'file:../b', '')),
  },
  { weight: 1, arbitrary: fc.dictionary(names, fc.jsonValue()) },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const manifest = fc.record(
  {
    private: fc.oneof(fc.boolean(), fc.jsonValue()),
    dependencies: field,
    devDependencies: field,
    peerDependencies: field,
    optionalDependencies: field,
    imports: fc.oneof(
      fc.dictionary(fc.constantFrom('#x', '#y/*', '#'), fc.jsonValue()),
      fc.jsonValue(),
    ),
    scripts: fc.oneof(fc.dictionary(names, fc.string()), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const specifier = fc.oneof(
  names,
  fc.constantFrom(
    '#x',
    '#y/z',
    'a/b',
    '@s/c/d',
    'node:fs',
    'fs',
    '../b',
    '@',
    '\\u0061',
    'x?y',
    'l!a',
    '${x}',
  ),
  fc.string(),
);
const source = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(
          ...['import ', 'import type x from ', 'export * from ', 'require(', 'import('],
          ...['type T = import(', '/// <reference types=', 'declare module ', '// ', 'x('],
        ),
        fc.constantFrom('"', "'", '`', ''),
        specifier,
        fc.constantFrom(';\n', ');\n', '\r\n', ''),
      )
      .map(([before, quote, inner, after]) => before + quote + inner + quote + after),
    { maxLength: 6 },
  )
  .map((lines) => lines.join(''));

const workspaces: fc.Arbitrary<Files> = fc
  .record({
    manager: fc.constantFrom('npm@11.0.0', 'pnpm@10.0.0', 'yarn@4.10.0'),
    root: manifest,
    a: manifest,
    b: manifest,
    files: fc.dictionary(
      fc.constantFrom(
        ...['packages/a/index.ts', 'packages/a/x.test.js', 'packages/b/y.vue', 'packages/b/z.d.ts'],
        ...['packages/b/tsup.config.ts', 'packages/a/tsconfig.json', 'tool.mjs', '.toolrc'],
        ...['node_modules/react/package.json', 'tsconfig.base.json'],
      ),
      source,
    ),
  })
  .map(({ manager, root, a, b, files }) => {
    const packages = ['packages/*'];
    const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
    return memoryFiles({
      ...files,
      'package.json': text({
        ...root,
        name: 'root',
        packageManager: manager,
        workspaces: packages,
      }),
      'packages/a/package.json': text({ ...a, name: 'a', version: '1.0.0' }),
      'packages/b/package.json': text({ ...b, name: 'b', version: '1.0.0' }),
      'pnpm-workspace.yaml': text({ packages }),
    });
  });

const read = (files: Files) => readWorkspace(files, { root: '/' });
const skills = [undeclaredCheck];
const config = createConfig(parseConfigInput({}), skills);

async function fixed(files: Files): Promise<readonly Change[]> {
  return (await fix({ files, read, config, skills })).changes;
}

describe('deps:undeclared-check', () => {
  it('is crashed by no manifest and no source, and says nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(workspaces, async (files) => {
        const workspace = await read(files);
        const part = await check({ workspace, gate: createGate({ workspace, config, skills }) });
        expect(part.outcomes.filter(({ outcome }) => outcome === 'error')).toEqual([]);
        const fingerprints = part.findings.map(({ fingerprint }) => fingerprint);
        expect(new Set(fingerprints).size).toBe(fingerprints.length);
      }),
      { numRuns: 150 },
    );
  });

  it('leaves nothing to fix after a fix, and every manifest readable', async () => {
    await fc.assert(
      fc.asyncProperty(workspaces, async (files) => {
        const tree = createTree(files);
        for (const { path, after } of await fixed(files)) {
          expect(path).toMatch(/package\.json$/);
          JSON.parse(after ?? '');
          tree.write(path, after ?? '');
        }
        expect((await fixed(tree)).map(({ path }) => path)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
