import type { Files } from '../../workspace/files.ts';
import type {
  Catalog,
  Manifest,
  PackageManagerName,
  ReadProblem,
} from '../../workspace/workspace.ts';
import { isObject, ownProperty } from './untrusted.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

export interface CatalogSources {
  readonly files: Files;
  readonly packageManager: PackageManagerName;
  readonly manifest: Manifest | undefined;
  /** `pnpm-workspace.yaml` where it has been read already. */
  readonly pnpmFile?: YamlFile | undefined;
}

export interface FoundCatalogs {
  readonly catalogs: readonly Catalog[];
  readonly problems: readonly ReadProblem[];
}

/** The catalogs of a root, from where its package manager keeps them. npm and Yarn before 4.10 have none. */
export async function readCatalogs(sources: CatalogSources): Promise<FoundCatalogs> {
  const { files, manifest } = sources;
  if (sources.packageManager === 'pnpm') {
    const yaml = sources.pnpmFile ?? (await readYamlFile(files, 'pnpm-workspace.yaml'));
    return { catalogs: yaml ? catalogsIn(yaml.data, yaml.file, []) : [], problems: [] };
  }
  if (sources.packageManager === 'yarn') return readYarnCatalogs(files);
  if (sources.packageManager === 'bun' && manifest) {
    return { catalogs: bunCatalogs(manifest), problems: [] };
  }
  return { catalogs: [], problems: [] };
}

/** `catalog` and `catalogs` of an object that stands at a path of a file. */
export function catalogsIn(holder: unknown, file: string, path: readonly string[]): Catalog[] {
  const found: Catalog[] = [];
  const unnamed = ownProperty(holder, 'catalog');
  if (isObject(unnamed)) {
    found.push({ name: 'default', file, path: [...path, 'catalog'], entries: entriesOf(unnamed) });
  }
  return [...found, ...namedCatalogs(ownProperty(holder, 'catalogs'), file, [...path, 'catalogs'])];
}

/** Every map of ranges in an object of them. */
export function namedCatalogs(value: unknown, file: string, path: readonly string[]): Catalog[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, set]) =>
    isObject(set) ? [{ name, file, path: [...path, name], entries: entriesOf(set) }] : [],
  );
}

async function readYarnCatalogs(files: Files): Promise<FoundCatalogs> {
  const file = '.yarnrc.yml';
  // Most of these files name no catalog, and then need no parsing.
  if (!/^["']?catalogs?\b/m.test(files.read(file) ?? '')) return { catalogs: [], problems: [] };
  const yaml = await readYamlFile(files, file);
  return { catalogs: catalogsIn(yaml?.data, file, []), problems: yaml?.problems ?? [] };
}

/** Bun takes them from `workspaces` or from the top, and the ones in `workspaces` where both are there. */
function bunCatalogs({ data, file }: Manifest): Catalog[] {
  const inner = catalogsIn(ownProperty(data, 'workspaces'), file, ['workspaces']);
  const names = new Set(inner.map(({ name }) => name));
  return [...inner, ...catalogsIn(data, file, []).filter(({ name }) => !names.has(name))];
}

function entriesOf(set: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(set).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  // Not assigned key by key: `__proto__` must become a key like any other.
  return Object.fromEntries(entries);
}
