import type { Project } from '../workspace/workspace.ts';
import type { DependencySite } from './dependency-sites.ts';
import { overrideSites } from './dependency-sites-overrides.ts';
import type { JsonPath } from './json.ts';
import { pushAll } from './push-all.ts';

/** The fields of a manifest that map names to ranges. `bundleDependencies` holds names only. */
export const dependencyFields = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const;

/** What all sites of one file share. */
export type SiteFile = Pick<DependencySite, 'project' | 'file' | 'base'>;

/** Several skills ask for the sites of each project, and a project does not change. */
const known = new WeakMap<Project, readonly DependencySite[]>();

/** Every place of one project's manifest where a dependency's range can stand; none where it has no manifest. */
export function manifestSites(project: Project): readonly DependencySite[] {
  const { manifest, root } = project;
  if (!manifest) return [];
  let sites = known.get(project);
  if (!sites) {
    sites = fieldSites({ project, file: manifest.file, base: root }, [], manifest.data);
    known.set(project, sites);
  }
  return sites;
}

/**
 * The sites of an object that has a manifest's fields.
 *
 * @param at where the object stands in its file
 */
export function fieldSites(
  file: SiteFile,
  at: JsonPath,
  data: Readonly<Record<string, unknown>>,
): DependencySite[] {
  const sites: DependencySite[] = [];
  for (const field of dependencyFields) {
    const ranges = own(data, field);
    if (ranges !== undefined)
      pushAll(sites, rangeSites(file, [...at, field], ranges, 'dependency', field));
  }
  for (const field of ['overrides', 'resolutions']) {
    pushAll(sites, overrideSites(file, [...at, field], own(data, field), field));
  }
  const pnpm = own(data, 'pnpm');
  if (isRecord(pnpm)) {
    const overrides = own(pnpm, 'overrides');
    pushAll(sites, overrideSites(file, [...at, 'pnpm', 'overrides'], overrides, 'pnpm.overrides'));
    const extensions = own(pnpm, 'packageExtensions');
    const path = [...at, 'pnpm', 'packageExtensions'];
    pushAll(sites, extensionSites(file, path, extensions, 'pnpm.packageExtensions'));
  }
  return sites;
}

/** The sites of an object of names and ranges; what is no text is not a range. */
export function rangeSites(
  file: SiteFile,
  at: JsonPath,
  ranges: unknown,
  kind: DependencySite['kind'],
  field: string,
): DependencySite[] {
  if (!isRecord(ranges)) return [];
  const { project, file: path, base } = file;
  const sites: DependencySite[] = [];
  for (const name of Object.keys(ranges)) {
    const range = ranges[name];
    if (typeof range !== 'string') continue;
    sites.push({
      project,
      file: path,
      path: at.concat(name),
      kind,
      field,
      name,
      range,
      base,
      conditional: false,
    });
  }
  return sites;
}

/** The sites of an object of packages, each with dependencies that are added to it. */
export function extensionSites(
  file: SiteFile,
  at: JsonPath,
  extensions: unknown,
  field: string,
): DependencySite[] {
  if (!isRecord(extensions)) return [];
  const sites: DependencySite[] = [];
  for (const [selector, extension] of Object.entries(extensions)) {
    if (!isRecord(extension)) continue;
    for (const inner of dependencyFields) {
      const path = [...at, selector, inner];
      pushAll(sites, rangeSites(file, path, own(extension, inner), 'extension', field));
    }
  }
  return sites;
}

/** An own property: names such as `constructor` must not reach the prototype. */
export function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** An object that is no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
