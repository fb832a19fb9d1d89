import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ReleaseError } from '../release-error.ts';
import { readManifest } from './manifest.ts';
import type { Member } from './members.ts';

/**
 * Versions of all members as `changeset version` will write them. The command runs on a copy of the manifests, so that nothing
 * in the workspace changes. Where no changeset waits, versions stay what they are.
 *
 * @returns version by name
 */
export async function plannedVersions(
  root: string,
  members: readonly Member[],
): Promise<ReadonlyMap<string, string>> {
  const changesets = join(root, '.changeset');
  if (!isWaiting(changesets)) {
    return new Map(members.map(({ manifest }) => [manifest.name, manifest.version]));
  }
  const copy = mkdtempSync(join(tmpdir(), 'release-versions-'));
  try {
    cpSync(changesets, join(copy, '.changeset'), { recursive: true });
    cpSync(join(root, 'package.json'), join(copy, 'package.json'));
    // By a lock file changesets tells that the workspace is npm's.
    writeFileSync(join(copy, 'package-lock.json'), '{}\n');
    for (const { folder } of members) {
      const target = join(copy, folder, 'package.json');
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(root, folder, 'package.json'), target);
    }
    await runChangesets(copy);
    return new Map(
      members.map(({ folder }) => {
        const { name, version } = readManifest(join(copy, folder, 'package.json'));
        return [name, version];
      }),
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Of nothing that waits the command makes a failure. */
function isWaiting(changesets: string): boolean {
  if (!existsSync(changesets)) return false;
  return readdirSync(changesets).some((file) => file.endsWith('.md') && file !== 'README.md');
}

async function runChangesets(folder: string): Promise<void> {
  const cli = dirname(createRequire(import.meta.url).resolve('@changesets/cli/package.json'));
  try {
    await promisify(execFile)(process.execPath, [join(cli, 'bin.js'), 'version'], { cwd: folder });
  } catch (error) {
    const { stdout, stderr } = Object(error);
    throw new ReleaseError(`changeset version fails: ${`${stdout}${stderr}`.trim()}`, [
      'What it names stands in .changeset/ or in a manifest.',
    ]);
  }
}
