import type { DependencySite } from './dependency-sites.ts';
import type { SiteFile } from './dependency-sites-manifest.ts';
import { isRecord } from './dependency-sites-manifest.ts';
import type { JsonPath } from './json.ts';
import { pushAll } from './push-all.ts';

/** What the key of an override names. */
export interface OverrideSelector {
  /** The package that is overridden. */
  readonly name: string;
  /** Whether the key also names a parent or a version. */
  readonly conditional: boolean;
}

/** Far deeper than any tree of dependencies is named; a hostile manifest could nest until the stack ends. */
const deepestNesting = 64;

/**
 * The sites of `overrides`, `resolutions` or `pnpm.overrides`, in the order of the file. npm nests objects, where `.`
 * stands for the package that the object is about; the others write the parents into the key.
 */
export function overrideSites(
  file: SiteFile,
  at: JsonPath,
  overrides: unknown,
  field: string,
  owner?: OverrideSelector,
  depth = 0,
): DependencySite[] {
  if (!isRecord(overrides) || depth > deepestNesting) return [];
  const sites: DependencySite[] = [];
  for (const [key, entry] of Object.entries(overrides)) {
    const path = [...at, key];
    const selector = selectorOf(key, owner);
    if (typeof entry === 'string') {
      sites.push({ ...file, path, kind: 'override', field, range: entry, ...selector });
    } else pushAll(sites, overrideSites(file, path, entry, field, selector, depth + 1));
  }
  return sites;
}

function selectorOf(key: string, owner: OverrideSelector | undefined): OverrideSelector {
  if (owner && key === '.') return owner;
  const selector = parseOverrideKey(key);
  return owner ? { ...selector, conditional: true } : selector;
}

/** pnpm's `parent>name`; the `>` of a version (`a@>=1`) follows an `@`, a blank or a bar. */
const parentPattern = /[^ |@]>/g;

/** Reads a key of npm (`name@range`), yarn (`parent/name`, `**\/name`, `name@npm:range`) or pnpm (`parent@1>name@2`). */
export function parseOverrideKey(key: string): OverrideSelector {
  let rest = key;
  let conditional = false;
  for (const match of key.matchAll(parentPattern)) {
    rest = key.slice(match.index + 2);
    conditional = true;
  }
  const parts = splitParents(rest.trim());
  const last = parts.at(-1) ?? '';
  if (parts.some((part, index) => part !== '**' && index < parts.length - 1)) conditional = true;
  const version = last.indexOf('@', 1);
  if (version === -1) return { name: last, conditional };
  return { name: last.slice(0, version), conditional: true };
}

/** Splits `a/@s/b@npm:1/x` into its packages. A slash inside a version (`@file:../x`) belongs to the version. */
function splitParents(key: string): string[] {
  const packages =
    /(?:@[^/@]+\/[^/@]+|[^/@]+)(?:@(?:(?:file|link|portal|patch):.*|[^/]*))?(?:\/|$)/gi;
  return [...key.matchAll(packages)].map(([found]) => found.replace(/\/$/, ''));
}
