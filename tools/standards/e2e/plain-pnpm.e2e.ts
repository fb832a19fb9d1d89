import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Sandbox } from './sandbox.ts';
import { createSandbox } from './sandbox.ts';

// pnpm would otherwise fetch the exact version that the manifest names, and be that one.
const settings = 'packages:\n  - packages/*\nmanagePackageManagerVersions: false\n';
const catalog = `${settings}catalog:
  tiny: file:vendor/tiny.tgz
`;

// One story in order, as in nx-workspace.e2e.ts.
describe('a plain workspace of pnpm 10', () => {
  let workspace: Sandbox;
  const standards = (...args: string[]) => workspace.run('pnpm', 'exec', 'standards', ...args);

  beforeAll(() => {
    workspace = createSandbox({
      '.gitignore': 'node_modules/\n',
      'tools/package.json': { private: true, devDependencies: { pnpm: '^10.0.0' } },
      'package.json': {
        name: 'plain',
        private: true,
        type: 'module',
        packageManager: 'pnpm@10.0.0',
        engines: { node: '>=20' },
      },
      'pnpm-workspace.yaml': settings,
      'packages/a/package.json': { name: 'a', version: '1.0.0', private: true, type: 'module' },
      'packages/b/package.json': {
        name: 'b',
        version: '1.0.0',
        private: true,
        type: 'module',
        dependencies: { a: 'workspace:*' },
      },
      'packages/b/index.js': "import 'a';\n",
    });
    workspace.succeed(
      'npm',
      'install',
      '--prefix=tools',
      '--no-audit',
      '--no-fund',
      '--workspaces=false',
    );
    expect(workspace.succeed('pnpm', '--version').stdout).toMatch(/^10\./);
    workspace.succeed('pnpm', 'add', '--workspace-root', '--save-dev', inject('tarball'));
    // As it stands once the package is published.
    for (const file of ['package.json', 'pnpm-lock.yaml']) {
      workspace.write({
        [file]: workspace.read(file).replaceAll(/file:[^"'\s)]*\.tgz/g, '0.1.0'),
      });
    }
    workspace.commit('plain');
  });
  afterAll(() => workspace?.remove());

  it('is read by the reader of pnpm, whole, and passes', () => {
    const { exitCode, stdout, output } = standards('check', '--format', 'json');
    expect(exitCode, output).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 2,
      workspace: { root: workspace.root, reader: 'pnpm', projects: 2 },
      findings: [],
      exitCode: 0,
    });
  });

  it('finds what is planted in a manifest and in the catalog', () => {
    workspace.replace('packages/b/package.json', 'workspace:*', 'link:../a');
    workspace.write({ 'pnpm-workspace.yaml': catalog });
    const { exitCode, stdout, output } = standards(
      ...['check', '--skill', 'deps:file-protocol-check', '--format', 'json'],
    );
    const report = JSON.parse(stdout);
    expect(
      report.findings.map(({ project, file, line, actual }: Record<string, unknown>) => ({
        project,
        file,
        line,
        actual,
      })),
      output,
    ).toStrictEqual([
      { project: 'b', file: 'packages/b/package.json', line: 7, actual: 'link:../a' },
      { project: 'plain', file: 'pnpm-workspace.yaml', line: 5, actual: 'file:vendor/tiny.tgz' },
    ]);
    expect(exitCode).toBe(1);
    expect(report).toMatchObject({ exitCode: 1, workspace: { projects: 2 } });
  });

  it('exits 0 as a pilot, and 2 for bad use', () => {
    expect(standards('check', '--pilot').exitCode).toBe(0);
    const bad = standards('check', '--skill', 'deps:file-protocol-chek');
    expect(bad.exitCode, bad.output).toBe(2);
    expect(bad.output).toContain('deps:file-protocol-check');
  });

  it('refuses to write a fix in CI and on a protected branch', () => {
    const before = workspace.read('packages/b/package.json');
    const fix = ['exec', 'standards', 'fix', 'deps:file-protocol-check', '--write'];
    expect(workspace.run('pnpm', ...fix).exitCode).toBe(2);
    expect(workspace.runByHand('pnpm', ...fix).exitCode).toBe(2);
    expect(workspace.read('packages/b/package.json')).toBe(before);
  });

  it('fix --write mends on another branch what it can, and exits as check would', () => {
    workspace.succeed('git', 'switch', '--quiet', '--create', 'mend');
    const { exitCode, output } = workspace.runByHand(
      ...(['pnpm', 'exec', 'standards', 'fix', 'deps:file-protocol-check', '--write'] as const),
    );
    expect(workspace.json('packages/b/package.json')).toStrictEqual({
      name: 'b',
      version: '1.0.0',
      private: true,
      type: 'module',
      dependencies: { a: 'workspace:*' },
    });
    // What the tarball of the catalog holds, and whether it is published, nothing here can say.
    expect(workspace.read('pnpm-workspace.yaml')).toBe(catalog);
    expect(output).toContain('left: pnpm-workspace.yaml:5');
    expect(exitCode, output).toBe(1);
    workspace.write({ 'pnpm-workspace.yaml': settings });
    expect(standards('check').exitCode).toBe(0);
  });
});
