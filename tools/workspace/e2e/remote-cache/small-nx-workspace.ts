import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { OutsideFolder } from '../../src/outside/outside-folder.ts';
import { outsideFolder } from '../../src/outside/outside-folder.ts';

const workspace = join(import.meta.dirname, '../../../..');
const modules = join(workspace, 'node_modules');

const member = (name: string, more: object = {}): object => ({
  ...{ name, version: '1.0.0', private: true, type: 'module', exports: './index.js' },
  engines: { node: '>=20' },
  ...{ nx: { targets: { build: {}, test: {} } }, ...more },
});

/**
 * Two packages under Nx and the gate of this workspace: of `good` all is well; of `bad` its test fails, and the gate
 * forbids a dependency of it.
 */
export async function smallNxWorkspace(): Promise<OutsideFolder> {
  const folder = outsideFolder({ prefix: 'cache-faults-' });
  folder.write({
    'package.json': {
      ...{ name: 'small', private: true, type: 'module', workspaces: ['libs/*'] },
      ...{ packageManager: 'npm@11.19.1', engines: { node: '>=20' } },
    },
    'package-lock.json': { name: 'small', lockfileVersion: 3, packages: {} },
    'nx.json': {
      ...{ analytics: false, neverConnectToCloud: true, cacheDirectory: '.nx/cache' },
      ...{ tui: { enabled: false }, parallel: 2 },
      plugins: [join(workspace, 'tools/standards/src/nx/plugin.ts')],
      targetDefaults: {
        build: {
          ...{ command: 'mkdir -p dist && cp index.js dist/index.js', cache: true },
          ...{ options: { cwd: '{projectRoot}' }, outputs: ['{projectRoot}/dist'] },
        },
        test: { command: 'node check.js', options: { cwd: '{projectRoot}' }, cache: true },
      },
    },
    '.gitignore': 'node_modules\n.nx\n.standards\ndist\n',
    'libs/good/package.json': member('good'),
    'libs/good/index.js': 'export const good = 1;\n',
    'libs/good/check.js': 'process.exit(0);\n',
    'libs/bad/package.json': member('bad', { dependencies: { other: 'file:../../../other' } }),
    'libs/bad/index.js': 'export const bad = 1;\n',
    'libs/bad/check.js': 'process.exit(1);\n',
  });
  symlinkSync(modules, join(folder.root, 'node_modules'));
  await folder.succeed('git', ['init', '--quiet', '--initial-branch=main']);
  await folder.succeed('git', ['add', '--all']);
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid'];
  await folder.succeed('git', [...author, 'commit', '--quiet', '--message=All']);
  return folder;
}

/** As it was cloned: nothing made, nothing cached. */
export function forget({ root }: OutsideFolder): void {
  for (const made of ['.nx', '.standards', 'libs/good/dist', 'libs/bad/dist']) {
    const path = join(root, made);
    if (existsSync(path)) rmSync(path, { recursive: true, force: true });
  }
}
