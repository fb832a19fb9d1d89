import type { Manifest } from '../plan/manifest.ts';
import { consumerFields } from '../plan/manifest.ts';

/** The condition by which this workspace runs its sources without a build; outside it names what nobody has. */
export const sourceCondition = '@h-j-petroleum/source';

/** What means nothing outside this workspace. */
const dropped = ['devDependencies', 'nx', 'scripts', 'private'] as const;

/**
 * The manifest as it is published: with the version of this release, ranges of siblings that name it, no trace of how this
 * workspace is built, and no way into sources. The sources themselves stay out where nothing names them any more.
 *
 * @param versions of every package that this workspace publishes, by name
 */
export function publishedManifest(
  manifest: Manifest,
  versions: ReadonlyMap<string, string>,
): Manifest {
  const kept = Object.entries(manifest).filter(([key]) => !dropped.some((name) => name === key));
  const published: Record<string, unknown> = {
    ...Object.fromEntries(kept.map(([key, value]) => [key, withoutSources(value)])),
  };
  for (const field of consumerFields) {
    const ranges = manifest[field];
    if (ranges === undefined) continue;
    published[field] = Object.fromEntries(
      Object.entries(ranges).map(([name, range]) => [name, publishedRange(name, range, versions)]),
    );
  }
  if (Array.isArray(manifest['files']) && !namesSources(published)) {
    published['files'] = manifest['files'].filter((path) => !/^!?(?:\.\/)?src(?:\/|$)/.test(path));
  }
  return {
    ...published,
    name: manifest.name,
    version: versions.get(manifest.name) ?? manifest.version,
  };
}

function publishedRange(
  name: string,
  range: string,
  versions: ReadonlyMap<string, string>,
): string {
  const version = versions.get(name);
  return version !== undefined && range === '*' ? `^${version}` : range;
}

function withoutSources(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSources);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== sourceCondition)
      .map(([key, inner]) => [key, withoutSources(inner)]),
  );
}

/** Fields by which a consumer reaches files. */
const entryFields = ['exports', 'imports', 'bin', 'main', 'module', 'types', 'executors'] as const;

function namesSources(manifest: Readonly<Record<string, unknown>>): boolean {
  return entryFields.some((field) =>
    /"(?:\.\/)?src\//.test(JSON.stringify(manifest[field] ?? null)),
  );
}
