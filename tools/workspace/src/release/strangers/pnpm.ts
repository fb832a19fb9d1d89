import { join } from 'node:path';
import { importAll } from './imports.ts';
import type { Stranger } from './stranger.ts';
import { specs } from './stranger.ts';

/** The folder of pnpm holds only what a package declares, so an import that is not declared fails here. */
export const pnpmStranger: Stranger = {
  title: 'pnpm, JavaScript',
  run: async (surroundings) => {
    const folder = surroundings.folder('pnpm');
    folder.write({
      'package.json': { name: 'shop', private: true, type: 'module' },
      'pnpm-workspace.yaml': 'managePackageManagerVersions: false\n',
      'tool/package.json': { private: true },
    });
    await folder.succeed('npm', ['install', '--prefix', 'tool', 'pnpm@^10.0.0']);
    const pnpm = join(folder.root, 'tool/node_modules/.bin/pnpm');
    await folder.succeed(pnpm, [
      // Peers that a package cannot do without come along, as with npm; optional ones do not.
      ...['add', '--ignore-scripts', '--config.auto-install-peers=true', '--config.hoist=false'],
      ...['--store-dir', join(folder.root, 'store'), ...specs(surroundings)],
    ]);
    const { entries, waiting } = await importAll(folder, surroundings, false);
    return `${entries - waiting.length} of ${entries} entries load, ${waiting.length} ask for an optional peer`;
  },
};
