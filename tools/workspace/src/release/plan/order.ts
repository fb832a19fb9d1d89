import { ReleaseError } from '../release-error.ts';
import type { Manifest } from './manifest.ts';
import { consumerFields } from './manifest.ts';

/** Names of the packages of `names` that a consumer of this one gets with it, sorted. */
export function siblingsOf(manifest: Manifest, names: ReadonlySet<string>): readonly string[] {
  const named = consumerFields.flatMap((field) => Object.keys(manifest[field] ?? {}));
  return [...new Set(named.filter((name) => names.has(name)))].sort();
}

/**
 * Manifests in an order in which each stands behind all that it depends on, so that whatever is published can be installed at
 * once. Of several such orders the one by name.
 *
 * @throws ReleaseError for a circle, with its names
 */
export function inOrder(manifests: readonly Manifest[]): readonly Manifest[] {
  const byName = new Map(manifests.map((manifest) => [manifest.name, manifest]));
  const names = new Set(byName.keys());
  const done = new Map<string, Manifest>();
  const visit = (name: string, path: readonly string[]): void => {
    if (done.has(name)) return;
    if (path.includes(name)) {
      const circle = [...path.slice(path.indexOf(name)), name].join(' → ');
      throw new ReleaseError(`Packages depend on each other in a circle: ${circle}.`, [
        'None of them could be installed before another is published: take one of these dependencies away.',
      ]);
    }
    const manifest = byName.get(name);
    if (manifest === undefined) return;
    for (const sibling of siblingsOf(manifest, names)) visit(sibling, [...path, name]);
    done.set(name, manifest);
  };
  for (const name of [...names].sort()) visit(name, []);
  return [...done.values()];
}

/** The named packages and all siblings that they need, in the order given. */
export function withSiblings(
  ordered: readonly Manifest[],
  wanted: readonly string[],
): readonly Manifest[] {
  const names = new Set(ordered.map(({ name }) => name));
  const unknown = wanted.find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw new ReleaseError(`${unknown} is no package that this workspace publishes.`, [
      `These are: ${[...names].join(', ')}.`,
    ]);
  }
  const kept = new Set(wanted);
  for (const manifest of [...ordered].reverse()) {
    if (!kept.has(manifest.name)) continue;
    for (const sibling of siblingsOf(manifest, names)) kept.add(sibling);
  }
  return ordered.filter(({ name }) => kept.has(name));
}
