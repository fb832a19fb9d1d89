import type { Workspace } from '../workspace/workspace.ts';
import type { DependencySite } from './dependency-sites.ts';
import { extensionSites, isRecord, own, rangeSites } from './dependency-sites-manifest.ts';
import { overrideSites } from './dependency-sites-overrides.ts';
import { pushAll } from './push-all.ts';

/** The entries of the workspace's catalogs. */
export function catalogSites(workspace: Workspace): DependencySite[] {
  return workspace.catalogs.flatMap((catalog) => {
    const file = { project: workspace.rootProject, file: catalog.file, base: '' };
    const field = catalog.name === 'default' ? 'catalog' : `catalogs.${catalog.name}`;
    return rangeSites(file, catalog.path, catalog.entries, 'catalog', field);
  });
}

/** The YAML files that hold ranges beside catalogs, and the fields in which they do. */
const yamlFiles = [
  { file: 'pnpm-workspace.yaml', overrides: true },
  { file: '.yarnrc.yml', overrides: false },
] as const;

/** Overrides and package extensions of pnpm and yarn. A file that is no YAML has none; the reader reports it. */
export async function yamlSites(workspace: Workspace): Promise<DependencySite[]> {
  const sites: DependencySite[] = [];
  for (const { file: name, overrides } of yamlFiles) {
    const text = workspace.files.read(name);
    // The parser is loaded only for a file in which one of the fields stands.
    if (text === undefined || !/\b(?:overrides|packageExtensions)\b/.test(text)) continue;
    const { parseYaml } = await import('./yaml.ts');
    const parsed = await parseYaml(text);
    if (!parsed.ok || !isRecord(parsed.value)) continue;
    const file = { project: workspace.rootProject, file: name, base: '' };
    if (overrides) {
      const found = own(parsed.value, 'overrides');
      pushAll(sites, overrideSites(file, ['overrides'], found, 'overrides'));
    }
    const extensions = own(parsed.value, 'packageExtensions');
    pushAll(sites, extensionSites(file, ['packageExtensions'], extensions, 'packageExtensions'));
  }
  return sites;
}
