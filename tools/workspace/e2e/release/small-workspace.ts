import { planRelease } from '../../src/release/plan/plan-release.ts';
import { pack } from '../../src/release/tarball/pack.ts';
import type { OutsideFolder } from '../../src/outside/outside-folder.ts';
import { outsideFolder } from '../../src/outside/outside-folder.ts';

const member = (name: string, dependencies: Readonly<Record<string, string>>): object => ({
  ...{ name: `@acme/${name}`, version: '1.0.0', type: 'module', files: ['dist'] },
  exports: {
    '.': {
      '@h-j-petroleum/source': './src/index.ts',
      types: './dist/index.d.ts',
      default: './dist/index.js',
    },
  },
  dependencies,
  devDependencies: { vitest: '5.1.1' },
});

/** A built workspace of three packages: `queue` needs `store`, which needs `rows`. */
export function smallWorkspace(): OutsideFolder {
  const folder = outsideFolder({ prefix: 'release-e2e-' });
  const built = (name: string): Record<string, string> => ({
    [`libs/${name}/src/index.ts`]: `export const name: string = '${name}';\n`,
    [`libs/${name}/dist/index.js`]: `export const name = '${name}';\n`,
    [`libs/${name}/dist/index.d.ts`]: 'export declare const name: string;\n',
  });
  folder.write({
    'package.json': { name: 'small', private: true, workspaces: ['libs/*'] },
    'libs/rows/package.json': member('rows', {}),
    'libs/store/package.json': member('store', { '@acme/rows': '*' }),
    'libs/queue/package.json': member('queue', { '@acme/store': '*' }),
    'libs/notes/package.json': { name: '@acme/notes', version: '1.0.0', private: true },
    ...{ ...built('rows'), ...built('store'), ...built('queue') },
  });
  return folder;
}

/** Packs it as the release workflow does. */
export async function packAll({ root }: OutsideFolder, out: string): Promise<void> {
  const { packages, versions } = await planRelease({ root, changesets: false });
  await pack({ root, members: packages, versions, out });
}
