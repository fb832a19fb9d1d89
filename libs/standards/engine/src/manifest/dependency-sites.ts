import type { Files } from '../workspace/files.ts';
import type { Project, Workspace } from '../workspace/workspace.ts';
import { manifestSites } from './dependency-sites-manifest.ts';
import { rushSites } from './dependency-sites-rush.ts';
import { catalogSites, yamlSites } from './dependency-sites-workspace.ts';
import type { JsonPath } from './json.ts';
import { pushAll } from './push-all.ts';

export { dependencyFields, manifestSites } from './dependency-sites-manifest.ts';
export { rushAllowedVersions } from './dependency-sites-rush.ts';

/**
 * What a site does: declares a dependency, overrides one of any package, holds a range that others refer to, adds a
 * dependency to a package of somebody else, or prefers a version (Rush).
 */
export type DependencySiteKind = 'dependency' | 'override' | 'catalog' | 'extension' | 'preference';

/** One place where a dependency's range stands. */
export interface DependencySite {
  /** The project whose manifest it is; for files of the workspace, the root. */
  readonly project: Project;
  /** Relative to the workspace's root. */
  readonly file: string;
  /** Where in the file's JSON or YAML. */
  readonly path: JsonPath;
  readonly kind: DependencySiteKind;
  /** The field as people name it: `devDependencies`, `pnpm.overrides`, `catalogs.react18`. */
  readonly field: string;
  /** The package's name as others ask for it; of an override, without parents and versions. */
  readonly name: string;
  /** As written. */
  readonly range: string;
  /** The folder that relative paths start from, relative to the workspace's root. */
  readonly base: string;
  /** Of an override: holds only below some parent or for some versions. */
  readonly conditional: boolean;
}

/** Every place of a workspace where a dependency's range can stand, in the order of projects and fields. */
export async function dependencySites(workspace: Workspace): Promise<readonly DependencySite[]> {
  const sites = workspace.projects.flatMap((project) => manifestSites(project));
  pushAll(sites, await workspaceSites(workspace));
  return sites;
}

/** The places outside manifests: files of the package manager at the workspace's root. */
export async function workspaceSites(workspace: Workspace): Promise<readonly DependencySite[]> {
  return [
    ...catalogSites(workspace),
    ...(await yamlSites(workspace)),
    ...(isRush(workspace.files) ? rushSites(workspace) : []),
  ];
}

function isRush(files: Files): boolean {
  return files.kind('rush.json') === 'file';
}
