import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ReleaseError } from '../release-error.ts';
import type { Manifest } from './manifest.ts';
import { readManifest } from './manifest.ts';

export interface Member {
  /** Relative to the workspace's root, with forward slashes. */
  readonly folder: string;
  readonly manifest: Manifest;
}

const rootSchema = z.looseObject({ workspaces: z.array(z.string()) });

/** Every member of the workspace, by its folder. */
export function readMembers(root: string): readonly Member[] {
  const { workspaces } = rootSchema.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  const files = globSync(
    workspaces.map((pattern) => `${pattern}/package.json`),
    { cwd: root },
  );
  return [...new Set(files.map((file) => dirname(file).replaceAll('\\', '/')))]
    .sort()
    .map((folder) => ({ folder, manifest: readManifest(join(root, folder, 'package.json')) }));
}

/** What is packed for a member, once it is built. A build that leaves a manifest in `dist` made a package of that. */
export function packageRoot(root: string, { folder, manifest }: Member): string {
  const own = join(root, folder);
  const dist = join(own, 'dist');
  if (!existsSync(dist)) {
    throw new ReleaseError(`${folder}/dist is not there: ${manifest.name} is not built.`, [
      `Build it: npx nx build ${manifest.name}`,
    ]);
  }
  const built = join(dist, 'package.json');
  return existsSync(built) && readManifest(built).name === manifest.name ? dist : own;
}
