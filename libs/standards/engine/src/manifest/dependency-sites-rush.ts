import { tolerantJson } from '../readers/sources/json-with-comments.ts';
import { joinPath } from '../workspace/files.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { DependencySite } from './dependency-sites.ts';
import {
  extensionSites,
  fieldSites,
  isRecord,
  own,
  rangeSites,
} from './dependency-sites-manifest.ts';
import { overrideSites } from './dependency-sites-overrides.ts';
import { pushAll } from './push-all.ts';

/** Rush copies these settings into a manifest here, so relative paths start here. */
const installFolder = 'common/temp';

/** Rush's overrides, package extensions and preferred versions, of the repository and of its subspaces. */
export function rushSites(workspace: Workspace): DependencySite[] {
  const { rootProject: project } = workspace;
  const sites: DependencySite[] = [];
  for (const folder of settingsFolders(workspace)) {
    const settings = joinPath(folder, 'pnpm-config.json');
    const pnpm = readJsonWithComments(workspace, settings);
    const file = { project, file: settings, base: installFolder };
    const overrides = own(pnpm, 'globalOverrides');
    pushAll(sites, overrideSites(file, ['globalOverrides'], overrides, 'globalOverrides'));
    const extensions = own(pnpm, 'globalPackageExtensions');
    const field = 'globalPackageExtensions';
    pushAll(sites, extensionSites(file, [field], extensions, field));
    const bag = own(pnpm, 'unsupportedPackageJsonSettings');
    if (isRecord(bag)) pushAll(sites, fieldSites(file, ['unsupportedPackageJsonSettings'], bag));

    const versions = joinPath(folder, 'common-versions.json');
    const preferred = own(readJsonWithComments(workspace, versions), 'preferredVersions');
    sites.push(
      ...rangeSites(
        { project, file: versions, base: installFolder },
        ['preferredVersions'],
        preferred,
        'preference',
        'preferredVersions',
      ),
    );
  }
  return sites;
}

/** Ranges that Rush allows beside the common one, by package: its own list of exceptions. */
export function rushAllowedVersions(workspace: Workspace): ReadonlyMap<string, readonly string[]> {
  const allowed = new Map<string, string[]>();
  if (workspace.files.kind('rush.json') !== 'file') return allowed;
  for (const folder of settingsFolders(workspace)) {
    const versions = readJsonWithComments(workspace, joinPath(folder, 'common-versions.json'));
    const alternatives = own(versions, 'allowedAlternativeVersions');
    if (!isRecord(alternatives)) continue;
    for (const [name, ranges] of Object.entries(alternatives)) {
      if (!Array.isArray(ranges)) continue;
      const known = allowed.get(name) ?? [];
      pushAll(
        known,
        ranges.filter((range) => typeof range === 'string'),
      );
      allowed.set(name, known);
    }
  }
  return allowed;
}

/** Of the repository and of each of its subspaces. */
function settingsFolders({ files }: Workspace): string[] {
  const subspaces = files.list('common/config/subspaces');
  return ['common/config/rush', ...subspaces.map(({ name }) => `common/config/subspaces/${name}`)];
}

function readJsonWithComments(
  workspace: Workspace,
  file: string,
): Readonly<Record<string, unknown>> {
  const text = workspace.files.read(file);
  if (text === undefined) return {};
  const value: unknown = tolerantJson(text);
  return isRecord(value) ? value : {};
}
