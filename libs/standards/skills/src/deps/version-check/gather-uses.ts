import type { DependencySite, Project, Workspace } from '@h-j-petroleum/standards-engine';
import type { Exceptions } from './exceptions.ts';
import type { Options } from './options.ts';
import type { MissingEntry, Use } from './uses.ts';
import { readUse } from './uses.ts';

/** The uses of a workspace, by what is asked of them. Members and exceptions are in none of the lists. */
export interface GatheredUses {
  /** By name, in the fields that are compared; with Rush's preferred versions. */
  readonly compared: ReadonlyMap<string, readonly Use[]>;
  /** Of all fields but the peers. */
  readonly dependencies: readonly Use[];
  readonly peers: readonly Use[];
  /** Overrides that hold for every package and version. */
  readonly overrides: readonly Use[];
  /** The entries of catalogs. */
  readonly catalogs: readonly Use[];
  /** References to a catalog that does not hold the name; members are among them. */
  readonly missing: readonly MissingEntry[];
  /** The projects that declare an external dependency, whatever comes of it. */
  readonly seen: ReadonlySet<Project>;
}

export function gatherUses(
  sites: readonly DependencySite[],
  workspace: Workspace,
  include: Options['include'],
  exceptions: Exceptions,
): GatheredUses {
  const members = new Set(workspace.projects.map(({ name }) => name));
  const catalogsByName = new Map(workspace.catalogs.map((catalog) => [catalog.name, catalog]));
  const included = new Set<string>(include);
  const compared = new Map<string, Use[]>();
  const dependencies: Use[] = [];
  const peers: Use[] = [];
  const overrides: Use[] = [];
  const catalogs: Use[] = [];
  const missing: MissingEntry[] = [];
  const seen = new Set<Project>();

  for (const site of sites) {
    const use = readUse(site, catalogsByName);
    if (use && 'missingIn' in use) {
      missing.push(use);
      seen.add(site.project);
      continue;
    }
    if (members.has(site.name)) continue;
    seen.add(site.project);
    if (!use || exceptions.covers(site)) continue;
    if (site.kind === 'catalog') catalogs.push(use);
    if (site.kind === 'override' && !site.conditional) overrides.push(use);
    const isPeer = site.field === 'peerDependencies';
    if (site.kind === 'dependency') (isPeer ? peers : dependencies).push(use);
    if (site.kind === 'preference' || (site.kind === 'dependency' && included.has(site.field))) {
      const known = compared.get(site.name);
      if (known) known.push(use);
      else compared.set(site.name, [use]);
    }
  }
  return { compared, dependencies, peers, overrides, catalogs, missing, seen };
}
