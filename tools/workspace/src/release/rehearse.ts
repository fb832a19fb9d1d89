import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { OutsideFolder } from '../outside/outside-folder.ts';
import { outsideFolder } from '../outside/outside-folder.ts';
import { folderPrefix, removeAbandoned } from './abandoned.ts';
import { planRelease } from './plan/plan-release.ts';
import { npmSettings } from './registry/npm-settings.ts';
import { publish } from './registry/publish.ts';
import { readUplink } from './registry/uplink.ts';
import type { LocalRegistry } from './registry/verdaccio.ts';
import { startRegistry } from './registry/verdaccio.ts';
import type { InstalledTree } from './report/downloads.ts';
import { downloadOf, parseTree } from './report/downloads.ts';
import type { RehearsalReport, StrangerOutcome } from './report/report.ts';
import { gateName, npxStranger, nxStranger } from './strangers/gate.ts';
import { npmStrangers } from './strangers/npm.ts';
import { pnpmStranger } from './strangers/pnpm.ts';
import type { Stranger, Surroundings } from './strangers/stranger.ts';
import { pack } from './tarball/pack.ts';
import type { Packed } from './tarball/release.ts';

export interface RehearsalRequest {
  /** Absolute path of the workspace; its packages are built. */
  readonly root: string;
  /** Only these packages and the siblings that they need; all unless given. */
  readonly only?: readonly string[] | undefined;
  /** Whether the folder is left for whoever wants to look into it. */
  readonly keep: boolean;
  /** Told of each thing that begins or is done. */
  readonly onProgress: (line: string) => void;
}

/** The whole way of a release on this machine: versions, tarballs, a registry, and strangers who install from it. */
export async function rehearse(request: RehearsalRequest): Promise<RehearsalReport> {
  const { root, only, keep, onProgress } = request;
  removeAbandoned(tmpdir());
  const place = realpathSync(mkdtempSync(join(tmpdir(), folderPrefix(keep))));
  const remove = (): void => {
    if (!keep) rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', remove);
  let registry: LocalRegistry | undefined;
  try {
    if (keep) onProgress(`Everything stays in ${place}`);
    const plan = await planRelease({ root, changesets: true, ...(only ? { only } : {}) });
    onProgress(`Packing ${plan.packages.length} packages`);
    const out = join(place, 'tarballs');
    const packages = await pack({ root, members: plan.packages, versions: plan.versions, out });
    const scopes = [...new Set(packages.map(({ name }) => name.replace(/\/.*$/, '')))];
    onProgress('Starting a registry');
    const uplink = await readUplink(root);
    registry = await startRegistry({ folder: join(place, 'registry'), scopes, uplink });
    const { url, token } = registry;
    onProgress(`Publishing to ${url}`);
    await publish({
      ...{ folder: out, registry: url, env: { ...process.env, NODE_AUTH_TOKEN: token } },
      onStep: ({ name, version }) => onProgress(`  ${name}@${version}`),
    });
    const env = npmSettings({
      ...{ folder: join(place, 'npm'), registry: url, scopes, env: process.env },
      token: undefined,
    });
    // What programs leave in the folder for such things goes with the rest.
    const temporary = join(place, 'tmp');
    mkdirSync(temporary);
    const theirs = { ...env, TMPDIR: temporary };
    const { outcomes, tree } = await receive(packages, place, theirs, root, onProgress);
    const { storage } = registry;
    return {
      schemaVersion: 1,
      ok: outcomes.every(({ ok }) => ok),
      packages: packages.map((packed) => ({
        ...packed,
        download:
          tree === undefined
            ? null
            : downloadOf(packed.name, tree, (resolved) => sizeIn(storage, resolved)),
      })),
      strangers: outcomes,
    };
  } finally {
    await registry?.stop();
    process.off('exit', remove);
    remove();
  }
}

/** Lets every stranger try, also behind one that failed. */
async function receive(
  packages: readonly Packed[],
  place: string,
  env: NodeJS.ProcessEnv,
  root: string,
  onProgress: (line: string) => void,
): Promise<{ outcomes: readonly StrangerOutcome[]; tree: InstalledTree | undefined }> {
  let tree: InstalledTree | undefined;
  const surroundings: Surroundings = {
    packages,
    folder: (name) => outsideFolder({ parent: place, prefix: `${name}-`, env }),
    tsc: compilerOf(root),
    versions: versionsOf(root),
  };
  const strangers: readonly Stranger[] = [
    ...npmStrangers((folder: OutsideFolder) => {
      tree = parseTree(folder.read('node_modules/.package-lock.json'));
    }),
    pnpmStranger,
    ...(packages.some(({ name }) => name === gateName) ? [npxStranger, nxStranger] : []),
  ];
  const outcomes: StrangerOutcome[] = [];
  for (const { title, run } of strangers) {
    onProgress(`Stranger: ${title}`);
    const outcome = await run(surroundings).then(
      (text) => ({ title, ok: true, text }),
      (error: unknown) => ({
        ...{ title, ok: false },
        text: error instanceof Error ? error.message : String(error),
      }),
    );
    outcomes.push(outcome);
  }
  return { outcomes, tree };
}

/** Bytes of a tarball that the registry keeps. */
function sizeIn(storage: string, resolved: string): number {
  const [name = '', file = ''] = new URL(resolved).pathname.slice(1).split('/-/');
  return statSync(join(storage, decodeURIComponent(name), basename(file))).size;
}

function compilerOf(root: string): string {
  const manifest = createRequire(join(root, 'package.json')).resolve(
    '@typescript/native/package.json',
  );
  return join(dirname(manifest), 'bin/tsc');
}

const rootManifest = z.looseObject({ devDependencies: z.record(z.string(), z.string()) });

function versionsOf(root: string): Surroundings['versions'] {
  const { devDependencies } = rootManifest.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  return {
    nx: devDependencies['nx'] ?? 'latest',
    typesOfNode: devDependencies['@types/node'] ?? 'latest',
  };
}
