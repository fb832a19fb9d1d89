import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Ran, Sandbox } from './sandbox.ts';
import { createSandbox } from './sandbox.ts';

/** What npm itself would ask, so that the others find the packages where it does. */
const registryOf = (workspace: Sandbox): string =>
  workspace.succeed('npm', 'config', 'get', 'registry').stdout.trim();

interface Manager {
  readonly name: string;
  /** In `tools`, from the registry. */
  readonly installed: Readonly<Record<string, string>>;
  readonly packageManager: string;
  settings(registry: string): Readonly<Record<string, string>>;
  add(workspace: Sandbox, tarball: string): Ran;
  run(workspace: Sandbox, ...args: string[]): Ran;
}

const berry: Omit<Manager, 'name' | 'settings'> = {
  installed: { '@yarnpkg/cli-dist': '4.18.1' },
  packageManager: 'yarn@4.18.1',
  add: (workspace, tarball) =>
    workspace.succeed('yarn', 'add', '--dev', `@h-j-petroleum/standards@file:${tarball}`),
  run: (workspace, ...args) => workspace.run('yarn', 'standards', ...args),
};
const yarnSettings = (linker: string, registry: string): Readonly<Record<string, string>> => ({
  '.yarnrc.yml': [
    `nodeLinker: ${linker}`,
    'enableTelemetry: false',
    `npmRegistryServer: '${registry}'`,
    "unsafeHttpWhitelist: ['*']",
    '',
  ].join('\n'),
  'yarn.lock': '',
});

const managers: readonly Manager[] = [
  {
    ...berry,
    name: 'yarn berry with node_modules',
    settings: (registry) => yarnSettings('node-modules', registry),
  },
  {
    ...berry,
    name: "yarn berry with Plug'n'Play",
    settings: (registry) => yarnSettings('pnp', registry),
  },
  {
    name: 'bun',
    installed: { bun: '1.4.5' },
    packageManager: 'bun@1.4.5',
    settings: (registry) => ({ 'bunfig.toml': `[install]\nregistry = "${registry}"\n` }),
    add: (workspace, tarball) => workspace.succeed('bun', 'add', '--dev', tarball),
    run: (workspace, ...args) => workspace.run('bun', 'run', 'standards', ...args),
  },
];

// One story in order, as in nx-workspace.e2e.ts.
describe.each(managers)('a plain workspace of $name', (manager) => {
  let workspace: Sandbox;

  beforeAll(() => {
    workspace = createSandbox({
      '.gitignore': 'node_modules/\n.yarn/\n.pnp.*\n',
      // The tarball under test comes by its path, and these managers refuse to run what is not installed as declared.
      'standards.config.json': {
        skills: {
          'deps:file-protocol-check': { options: { allow: ['@h-j-petroleum/standards'] } },
        },
      },
      'tools/package.json': { private: true, devDependencies: manager.installed },
      'package.json': {
        name: 'plain',
        private: true,
        type: 'module',
        packageManager: manager.packageManager,
        engines: { node: '>=20' },
        workspaces: ['packages/*'],
      },
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        private: true,
        type: 'module',
        exports: './index.js',
      },
      'packages/a/index.js': 'export const a = 1;\n',
      'packages/b/package.json': {
        name: 'b',
        version: '1.0.0',
        private: true,
        type: 'module',
        dependencies: { a: 'workspace:*' },
      },
      'packages/b/index.js': "import { a } from 'a';\nexport const b = a;\n",
    });
    workspace.write(manager.settings(registryOf(workspace)));
    workspace.succeed(
      'npm',
      ...['install', '--prefix=tools', '--no-audit', '--no-fund', '--workspaces=false'],
    );
    manager.add(workspace, inject('tarball'));
  });
  afterAll(() => workspace?.remove());

  it('is read whole, and passes', () => {
    const { exitCode, stdout, output } = manager.run(workspace, 'check', '--format', 'json');
    expect(exitCode, output).toBe(0);
    const json = stdout.slice(stdout.indexOf('{'), stdout.lastIndexOf('}') + 1);
    expect(JSON.parse(json)).toMatchObject({
      workspace: { reader: manager.packageManager.split('@')[0], projects: 2 },
      findings: [],
      exitCode: 0,
    });
  });

  it('finds a path and a deep import, and fixes the path by its own reference', () => {
    workspace.replace('packages/b/package.json', 'workspace:*', 'file:../a');
    workspace.replace('packages/b/index.js', "'a'", "'a/src/x.js'");
    const { exitCode, output } = manager.run(workspace, 'check');
    expect(exitCode, output).toBe(1);
    expect(output).toContain('dependencies "a" reaches the member a by path: file:../a');
    expect(output).toContain('`a/src/x.js` is not exported by a');
    const fix = manager.run(workspace, 'fix', 'deps:file-protocol-check', '--patch', 'fix.patch');
    expect(fix.exitCode, fix.output).toBe(0);
    expect(workspace.read('fix.patch')).toContain('+    "a": "workspace:*"');
  });
});
