import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Manifest } from '../plan/manifest.ts';
import { parseManifest, readManifest } from '../plan/manifest.ts';
import type { Member } from '../plan/members.ts';
import { packageRoot } from '../plan/members.ts';
import { siblingsOf } from '../plan/order.ts';
import { ReleaseError } from '../release-error.ts';
import { auditTarball } from './audit.ts';
import { entryPoints, resolvedTypes } from './entry-points.ts';
import { publishedManifest } from './published-manifest.ts';
import type { Packed } from './release.ts';
import { digests, writeRelease } from './release.ts';

const run = promisify(execFile);

export interface PackRequest {
  /** Absolute path of the workspace. */
  readonly root: string;
  /** Members to pack, in the order of publishing. */
  readonly members: readonly Member[];
  /** Versions of all that this workspace publishes. */
  readonly versions: ReadonlyMap<string, string>;
  /** Where tarballs and their list are put. */
  readonly out: string;
}

/**
 * Packs every member once, looks into each tarball, and leaves `release.json` beside them. Equal sources give equal bytes.
 *
 * @throws ReleaseError for what is not built, and with all problems of all tarballs
 */
export async function pack(request: PackRequest): Promise<readonly Packed[]> {
  const { root, members, versions, out } = request;
  mkdirSync(out, { recursive: true });
  const stages = mkdtempSync(join(tmpdir(), 'release-stages-'));
  try {
    const roots = members.map((member) => packageRoot(root, member));
    const would = await npmPack(['--dry-run', ...roots], root);
    const staged = roots.map((from, index) => {
      const files = would[index]?.files ?? [];
      return stage(from, join(stages, `${index}`), files, versions);
    });
    const packed = await npmPack(['--pack-destination', out, ...staged], stages);
    const names = new Set(versions.keys());
    const problems: string[] = [];
    const release: Packed[] = [];
    for (const [index, { folder }] of members.entries()) {
      const made = packed[index];
      if (made === undefined) throw new ReleaseError(`npm pack made no tarball for ${folder}.`);
      const file = join(out, made.filename);
      const manifest = await manifestIn(file);
      const files = made.files.map(({ path }) => path);
      for (const { text } of auditTarball(manifest, files)) {
        problems.push(`${manifest.name}: ${text}`);
      }
      release.push({
        ...{ name: manifest.name, version: manifest.version, folder, tarball: made.filename },
        ...digests(file),
        ...{ size: made.size, unpackedSize: made.unpackedSize, files: files.length },
        exports: [...resolvedTypes(manifest, new Set(files))],
        bins: entryPoints(manifest)
          .filter(({ where }) => /^bin\b/.test(where))
          .map(({ entry }) => entry.replace(/^bin /, '')),
        siblings: [...siblingsOf(manifest, names)],
        optionalPeers: optionalPeers(manifest),
      });
    }
    if (problems.length > 0) {
      throw new ReleaseError(
        `${problems.length} ${problems.length === 1 ? 'thing keeps' : 'things keep'} tarballs from being published:\n  ${problems.join('\n  ')}`,
        ['Mend the manifests and builds that are named, and build again.'],
      );
    }
    writeRelease(out, release);
    return release;
  } finally {
    rmSync(stages, { recursive: true, force: true });
  }
}

function optionalPeers(manifest: Manifest): Record<string, string> {
  const meta = Object(manifest['peerDependenciesMeta']);
  return Object.fromEntries(
    Object.entries(manifest.peerDependencies ?? {}).filter(
      ([name]) => meta[name]?.optional === true,
    ),
  );
}

/** Copies what a package root would pack, and writes the manifest that is published. */
function stage(
  from: string,
  to: string,
  files: readonly { readonly path: string }[],
  versions: ReadonlyMap<string, string>,
): string {
  for (const { path } of files) {
    const target = join(to, path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(from, path), target);
  }
  const manifest: Manifest = publishedManifest(readManifest(join(from, 'package.json')), versions);
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return to;
}

const packedByNpm = z.array(
  z.object({
    filename: z.string(),
    size: z.number(),
    unpackedSize: z.number(),
    files: z.array(z.object({ path: z.string() })),
  }),
);

/** One process for all folders: npm's start is most of the time. */
async function npmPack(args: readonly string[], cwd: string): Promise<z.infer<typeof packedByNpm>> {
  try {
    const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', ...args], {
      cwd,
      maxBuffer: 64 * 1024 * 1024,
    });
    return packedByNpm.parse(JSON.parse(stdout));
  } catch (error) {
    const stderr: unknown = Object(error).stderr;
    throw new ReleaseError(`npm pack fails: ${String(stderr ?? error).trim()}`);
  }
}

/** The manifest as it lies in the tarball. */
async function manifestIn(tarball: string): Promise<Manifest> {
  const { stdout } = await run('tar', ['-xzOf', tarball, 'package/package.json'], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return parseManifest(stdout, `${tarball}: package.json`);
}
