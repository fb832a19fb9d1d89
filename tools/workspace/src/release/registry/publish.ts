import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ReleaseError } from '../release-error.ts';
import type { Packed } from '../tarball/release.ts';
import { readRelease } from '../tarball/release.ts';
import { holdToPlace } from './loopback.ts';
import { nextStep } from './next-step.ts';
import { npmSettings } from './npm-settings.ts';
import type { Registry } from './registry.ts';
import { openRegistry } from './registry.ts';

export interface PublishRequest {
  /** Folder with `release.json` and its tarballs. */
  readonly folder: string;
  readonly registry: string;
  /** `NODE_AUTH_TOKEN` is the token for the registry; it is handed on by the environment and written nowhere. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Only packages of this scope (`@vector-toolkit`). */
  readonly scope?: string | undefined;
  /** Asks and tells, and publishes nothing. */
  readonly dryRun?: boolean;
  readonly onStep?: (step: PublishStep) => void;
}

export type PublishOutcome = 'published' | 'there' | 'would publish';

export interface PublishStep {
  readonly name: string;
  readonly version: string;
  readonly outcome: PublishOutcome;
}

/**
 * Publishes what the registry lacks, in order. A run that was stopped goes on where it ended.
 *
 * @throws ReleaseError before anything is published where a version is there with other content; and where the registry fails
 */
export async function publish(request: PublishRequest): Promise<readonly PublishStep[]> {
  const { folder, env, scope } = request;
  holdToPlace(request.registry, env);
  const registry = openRegistry(request.registry, env['NODE_AUTH_TOKEN']);
  const packages = readRelease(folder).filter(
    ({ name }) => scope === undefined || name.startsWith(`${scope}/`),
  );
  if (packages.length === 0) throw new ReleaseError(`No package of this release is of ${scope}.`);
  const there = await whatIsThere(registry, packages);
  const steps: PublishStep[] = [];
  const place = mkdtempSync(join(tmpdir(), 'release-publish-'));
  const npm = npmSettings({
    ...{ folder: place, registry: registry.url, env, token: env['NODE_AUTH_TOKEN'] },
    scopes: [...new Set(packages.map(({ name }) => name.replace(/\/.*$/, '')))],
  });
  try {
    for (const { name, version, ...packed } of packages) {
      const missing = !there.has(name);
      if (missing && request.dryRun !== true) {
        const tarball = join(resolve(folder), packed.tarball);
        await publishOne(registry, { name, version, ...packed }, tarball, {
          cwd: place,
          env: npm,
        }).catch((error: unknown) => {
          const done = steps.filter(({ outcome }) => outcome === 'published').length;
          throw stopped(error, name, version, done, packages.length - steps.length);
        });
      }
      const outcome = !missing ? 'there' : request.dryRun === true ? 'would publish' : 'published';
      steps.push({ name, version, outcome });
      request.onStep?.({ name, version, outcome });
    }
    return steps;
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Names of the packages that need no publishing. */
async function whatIsThere(
  registry: Registry,
  packages: readonly Packed[],
): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  const conflicts: string[] = [];
  for (const packed of packages) {
    const step = nextStep(packed, (await registry.versions(packed.name)).get(packed.version));
    if (step === 'there') there.add(packed.name);
    if (step === 'conflict') conflicts.push(`${packed.name}@${packed.version}`);
  }
  if (conflicts.length === 0) return there;
  throw new ReleaseError(
    `${registry.url} has ${conflicts.join(', ')} already, with other content. Nothing was published; a version is never overwritten.`,
    [
      'Add a changeset for what changed, so that it gets a version of its own: npm run changeset',
      'Where only tools changed what they build, publish the tarballs of the run that published the rest.',
    ],
  );
}

async function publishOne(
  registry: Registry,
  packed: Packed,
  tarball: string,
  place: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  const tag = packed.version.includes('-') ? 'next' : 'latest';
  let failure: Error | undefined;
  try {
    await promisify(execFile)(
      'npm',
      ['publish', tarball, `--registry=${registry.url}`, `--tag=${tag}`, '--ignore-scripts'],
      place,
    );
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  }
  // Asked whatever npm said: an answer that was lost on its way back is no failure, and another run may have been first.
  const found = (await registry.versions(packed.name)).get(packed.version);
  const step = nextStep(packed, found);
  if (step === 'there') return;
  if (step === 'conflict') {
    throw new ReleaseError(`The registry has other content than was sent.`, [
      'Somebody else published this version meanwhile, or the registry changes what it is given.',
    ]);
  }
  throw failure ?? new ReleaseError('npm publish says that it is done, and it is not there.');
}

function stopped(
  error: unknown,
  name: string,
  version: string,
  done: number,
  missing: number,
): ReleaseError {
  const said: unknown = Object(error).stderr;
  const reason =
    typeof said === 'string' && said.trim() !== ''
      ? said
          .split('\n')
          .filter((line) => !/A complete log of this run|npm error\s*$|npm notice|_logs/.test(line))
          .join('\n')
          .trim()
      : Object(error).message;
  return new ReleaseError(
    `${name}@${version} was not published: ${String(reason)}\n${done} published in this run, ${missing} missing.`,
    [
      ...(error instanceof ReleaseError ? error.waysOut : []),
      'Start again once it is well: only what is missing is published.',
    ],
  );
}
