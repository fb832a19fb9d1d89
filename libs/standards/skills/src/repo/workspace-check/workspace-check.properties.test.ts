import type { Files } from '@h-j-petroleum/standards-engine';
import { createConfig, fix, readWorkspace } from '@h-j-petroleum/standards-engine';
import { memoryFiles } from '@h-j-petroleum/standards-engine/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workspaceCheck } from './workspace-check.ts';

const config = createConfig({}, [workspaceCheck]);
const read = (files: Files) => readWorkspace(files, { root: '/' });

/** Checks, fixes and checks again; gives back the tree after the fix. */
async function run(texts: Record<string, string>): Promise<Record<string, string>> {
  const result = await fix({ files: memoryFiles(texts), read, config, skills: [workspaceCheck] });
  expect(result.part.crashed).toBe(false);
  const after = { ...texts };
  for (const { path, after: text } of result.changes) {
    if (text === undefined) delete after[path];
    else after[path] = text;
  }
  return after;
}

const range = fc.constantFrom(
  ...['*', '', '^1.0.0', '~2', '1.0.0', '>=1 <2', 'latest', 'workspace:*', 'workspace:^1.0.0'],
  ...[
    'workspace:../b',
    'workspace:c@~1',
    'catalog:',
    'catalog:x',
    'npm:b@1',
    'file:../b',
    '^',
    'x',
  ],
);
const name = fc.constantFrom('b', 'c', '@acme/d', '__proto__', 'constructor', 'a', 'zod');
const dependencies = fc.dictionary(name, fc.oneof(range, fc.jsonValue({ maxDepth: 1 })));
const manager = fc.constantFrom(
  ...['npm@11.0.0', 'pnpm@10.0.0', 'pnpm@8.0.0', 'yarn@1.22.22', 'yarn@4.0.0', 'bun@1.2.0', 'yarn'],
);
const manifest = fc.record(
  {
    name: fc.oneof(name, fc.jsonValue({ maxDepth: 1 })),
    version: fc.oneof(fc.constantFrom('1.0.0', '2.0.0-rc.1', ''), fc.jsonValue({ maxDepth: 1 })),
    private: fc.jsonValue({ maxDepth: 1 }),
    engines: fc.oneof(
      fc.record({ node: fc.oneof(range, fc.jsonValue({ maxDepth: 1 })) }),
      fc.jsonValue({ maxDepth: 1 }),
    ),
    dependencies: fc.oneof(dependencies, fc.jsonValue({ maxDepth: 1 })),
    devDependencies: fc.oneof(dependencies, fc.jsonValue({ maxDepth: 1 })),
    peerDependencies: fc.oneof(dependencies, fc.jsonValue({ maxDepth: 1 })),
  },
  { requiredKeys: [] },
);
const lockFiles = fc.subarray([
  ...['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'],
  ...['packages/b/package-lock.json', 'packages/b/yarn.lock', 'npm-shrinkwrap.json'],
]);

/** A workspace with two good members beside the manifests that are given. */
function workspaceWith(
  root: unknown,
  member: unknown,
  locks: readonly string[] = [],
): Record<string, string> {
  return {
    'package.json': JSON.stringify({
      ...(typeof root === 'object' && root !== null ? root : {}),
      workspaces: ['packages/*'],
    }),
    'packages/a/package.json': JSON.stringify(member),
    'packages/b/package.json': '{"name":"b","version":"1.0.0"}',
    'packages/c/package.json': '{"name":"c","version":"2.0.0-rc.1"}',
    ...Object.fromEntries(locks.map((lock) => [lock, ''])),
  };
}

// Generous, because machines that run tests are often busy with others.
describe('repo:workspace-check', () => {
  it('survives whatever manifests hold, and fixes once and for all', async () => {
    await fc.assert(
      fc.asyncProperty(manifest, manifest, manager, lockFiles, async (root, one, by, locks) => {
        const once = await run(workspaceWith({ ...root, packageManager: by }, one, locks));
        expect(await run(once)).toEqual(once);
      }),
      { numRuns: 250 },
    );
  });

  it('survives any JSON in the place of a manifest', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (root, one) => {
        await run(workspaceWith(root, one));
      }),
      { numRuns: 100 },
    );
  });

  it('survives any value in the fields of the root alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('packageManager', 'devEngines', 'engines', 'private', 'workspaces'),
        fc.jsonValue({ maxDepth: 3 }),
        async (field, inside) => {
          await run({
            ...workspaceWith({}, {}),
            'package.json': JSON.stringify({ workspaces: ['packages/*'], [field]: inside }),
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  it('survives any text in the files that settings stand in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('.npmrc', 'yarn.lock', 'pnpm-workspace.yaml'),
        fc.string({ unit: 'binary', maxLength: 40 }),
        async (file, text) => {
          const member = { dependencies: { b: '^1' } };
          await run({ ...workspaceWith({ packageManager: 'pnpm@9.0.0' }, member), [file]: text });
        },
      ),
      { numRuns: 80 },
    );
  });

  it('survives whatever rush.json holds', async () => {
    const project = fc.record(
      {
        packageName: fc.oneof(name, fc.jsonValue({ maxDepth: 1 })),
        projectFolder: fc.oneof(fc.constant('packages/b'), fc.jsonValue({ maxDepth: 1 })),
        decoupledLocalDependencies: fc.jsonValue({ maxDepth: 2 }),
      },
      { requiredKeys: [] },
    );
    const rush = fc.record(
      {
        rushVersion: fc.jsonValue({ maxDepth: 1 }),
        pnpmVersion: fc.jsonValue({ maxDepth: 1 }),
        nodeSupportedVersionRange: fc.oneof(range, fc.jsonValue({ maxDepth: 1 })),
        projects: fc.oneof(fc.array(project, { maxLength: 3 }), fc.jsonValue({ maxDepth: 1 })),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(rush, manifest, async (data, one) => {
        const { 'package.json': _, ...others } = workspaceWith({}, one);
        await run({ ...others, 'rush.json': JSON.stringify(data) });
      }),
      { numRuns: 100 },
    );
  });
});
