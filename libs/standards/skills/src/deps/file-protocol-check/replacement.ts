import type { DependencySite, Project, Workspace } from '@h-j-petroleum/standards-engine';
import {
  joinPath,
  manifestSites,
  parseJson,
  parseSpecifier,
} from '@h-j-petroleum/standards-engine';
import { referenceStyle, referenceTo } from '../workspace-reference.ts';
import type { Departure } from './departure.ts';
import { isVersion, versionInAddress } from './published-version.ts';

/** What is right at a site: this range, or no entry at all; of a catalog, with the reference for those who refer to it. */
export type Replacement =
  | { readonly range: string }
  | { readonly remove: true }
  | { readonly remove: true; readonly reference: string; readonly catalog: string };

/**
 * What should stand where a departure stands, as far as the tree itself tells it; undefined where it does not. The order
 * is from what is known best: the member, the version that the address names, the version of the folder, the catalog,
 * the one range that the workspace uses elsewhere.
 */
export function replacementFor(
  site: DependencySite,
  departure: Departure,
  workspace: Workspace,
): Replacement | undefined {
  const member = memberFor(site, departure, workspace);
  if (member) return memberReplacement(site, departure, member, workspace);
  const range =
    versionInAddress(departure.source, departure.name) ??
    versionOfFolder(departure, workspace) ??
    catalogReference(site, departure, workspace) ??
    rangeElsewhere(workspace, departure.name);
  return range === undefined ? undefined : { range: departure.wrap(range) };
}

/**
 * The project that a departure should refer to: the one at its path, else the one of its name. A name that is taken twice
 * names none, and a package that asks for an older copy of itself does not mean itself.
 */
export function memberFor(
  site: DependencySite,
  departure: Departure,
  workspace: Workspace,
): Project | undefined {
  if (departure.member) return departure.member;
  const [first, second] = workspace.members.filter(({ name }) => name === departure.name);
  return second || first === site.project ? undefined : first;
}

function memberReplacement(
  site: DependencySite,
  departure: Departure,
  member: Project,
  workspace: Workspace,
): Replacement | undefined {
  // A package cannot depend on itself, and a patch of a member belongs into the member.
  if (member === site.project || departure.wrapping === 'patch') return undefined;
  switch (site.kind) {
    case 'dependency': {
      const range = referenceTo(member, site.name, workspace);
      return range === undefined ? undefined : { range };
    }
    case 'override':
      if (overridesByReference(workspace)) {
        const range = referenceTo(member, site.name, workspace);
        return range === undefined ? undefined : { range };
      }
      // Without the entry, the package manager links the member wherever its version fits.
      return member.name === site.name ? { remove: true } : undefined;
    case 'catalog': {
      // No catalog may hold a workspace reference, so those who refer to the entry refer to the member themselves.
      const reference = referenceTo(member, site.name, workspace);
      const catalog = catalogOf(site, workspace);
      return reference === undefined || catalog === undefined
        ? undefined
        : { remove: true, reference, catalog };
    }
    default:
      // Extensions and preferred versions of several package managers refuse workspace references.
      return undefined;
  }
}

/** The name of the catalog that an entry stands in. */
function catalogOf({ file, path }: DependencySite, { catalogs }: Workspace): string | undefined {
  const place = JSON.stringify(path.slice(0, -1));
  return catalogs.find((one) => one.file === file && JSON.stringify(one.path) === place)?.name;
}

/** pnpm and yarn berry override by workspace references; npm, yarn classic and bun do not. */
function overridesByReference(workspace: Workspace): boolean {
  return referenceStyle(workspace) !== 'range' && workspace.packageManager.name !== 'bun';
}

/** The version of a folder that is a published package: named as it is asked for, and not private. */
function versionOfFolder(departure: Departure, workspace: Workspace): string | undefined {
  if (departure.message !== 'folder-by-path' || departure.target === undefined) return undefined;
  const text = workspace.files.read(joinPath(departure.target, 'package.json'));
  const parsed = text === undefined ? undefined : parseJson(text);
  if (!parsed?.ok || typeof parsed.value !== 'object' || parsed.value === null) return undefined;
  const manifest: { name?: unknown; version?: unknown; private?: unknown } = parsed.value;
  if (manifest.name !== departure.name || manifest.private === true) return undefined;
  return isVersion(manifest.version) ? manifest.version : undefined;
}

function catalogReference(
  site: DependencySite,
  departure: Departure,
  workspace: Workspace,
): string | undefined {
  if (site.kind !== 'dependency' || departure.wrapping !== 'none') return undefined;
  const catalog = workspace.catalogs.find(({ name }) => name === 'default');
  if (!catalog || !Object.hasOwn(catalog.entries, site.name)) return undefined;
  const entry = catalog.entries[site.name];
  return typeof entry === 'string' && isPlainRange(entry) ? 'catalog:' : undefined;
}

/**
 * Plain ranges by name over all manifests, found once for each workspace: many departures ask for it, and the
 * workspace does not change.
 */
const plainRanges = new WeakMap<Workspace, Map<string, Set<string>>>();

function rangeElsewhere(workspace: Workspace, name: string): string | undefined {
  let ranges = plainRanges.get(workspace);
  if (!ranges) {
    ranges = new Map();
    for (const project of workspace.projects) {
      for (const site of manifestSites(project)) {
        // A peer range is a promise to consumers, and an override may hold for one parent alone.
        if (site.kind !== 'dependency' || site.field === 'peerDependencies') continue;
        if (!isPlainRange(site.range)) continue;
        const known = ranges.get(site.name);
        if (known) known.add(site.range.trim());
        else ranges.set(site.name, new Set([site.range.trim()]));
      }
    }
    plainRanges.set(workspace, ranges);
  }
  const [first, second] = ranges.get(name) ?? [];
  return second === undefined ? first : undefined;
}

/** A range of versions; a tag or "any version" tells nothing. */
function isPlainRange(text: string): boolean {
  const specifier = parseSpecifier(text);
  return specifier.kind === 'registry' && /^[\^~<>=v\s]*\d/.test(specifier.range);
}
