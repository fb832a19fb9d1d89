import type { Catalog, DependencySite, Specifier } from '@h-j-petroleum/standards-engine';
import { parseSpecifier } from '@h-j-petroleum/standards-engine';

/** A site whose range asks the registry for versions. */
export interface Use {
  readonly site: DependencySite;
  /** The package that is installed: the site's name or, in an alias, the name behind it. */
  readonly target: string;
  /** The range alone, without alias; of a reference, what the catalog holds. */
  readonly range: string;
  /** The catalog that the range comes from. */
  readonly catalog: Catalog | undefined;
  /** Puts another range into the form that stands here. */
  wrap(range: string): string;
}

/** A reference to a catalog that does not hold the name. */
export interface MissingEntry {
  readonly site: DependencySite;
  readonly missingIn: string;
}

/** What a site asks for; undefined where it does not ask the registry for a range of versions. */
export function readUse(
  site: DependencySite,
  catalogs: ReadonlyMap<string, Catalog>,
): Use | MissingEntry | undefined {
  const specifier = parseSpecifier(site.range);
  if (specifier.kind !== 'catalog') return useOf(site, specifier, site.range, undefined);
  const catalog = catalogs.get(specifier.catalog);
  const entry =
    catalog && Object.hasOwn(catalog.entries, site.name) ? catalog.entries[site.name] : undefined;
  return entry === undefined
    ? { site, missingIn: specifier.catalog }
    : useOf(site, parseSpecifier(entry), entry, catalog);
}

function useOf(
  site: DependencySite,
  specifier: Specifier,
  text: string,
  catalog: Catalog | undefined,
): Use | undefined {
  if (specifier.kind === 'registry') {
    // Yarn berry may write `npm:` before a bare range.
    const wrap = /^\s*npm:/i.test(text) ? explicit : bare;
    return { site, target: site.name, range: specifier.range, catalog, wrap };
  }
  if (specifier.kind !== 'alias' || specifier.target.kind !== 'registry') return undefined;
  const target = specifier.name;
  const { range } = specifier.target;
  return { site, target, range, catalog, wrap: (other) => `npm:${target}@${other}` };
}

const bare = (range: string): string => range;
const explicit = (range: string): string => `npm:${range}`;
