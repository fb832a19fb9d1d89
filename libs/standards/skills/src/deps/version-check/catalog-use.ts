import type { Catalog, Draft } from '@h-j-petroleum/standards-engine';
import { intersects, loadSemver, lowestVersion } from './semver.ts';
import type { Semver } from './semver.ts';
import type { messages } from './messages.ts';
import { collapsed, isUnpinned } from './ranges.ts';
import { siteDraft } from './site-draft.ts';
import type { Use } from './uses.ts';

/** A range that stands beside a catalog which holds the name must be a reference to it. */
export async function checkCatalogUse(
  use: Use,
  holding: readonly Catalog[],
  semver: () => Promise<Semver> = loadSemver,
): Promise<Draft<typeof messages>> {
  const { site, range } = use;
  const written = collapsed(site.range);
  const catalog =
    holding.find(({ name }) => name === 'default') ??
    holding.find(({ entries }) => collapsed(entries[site.name] ?? '') === written) ??
    holding[0];
  const references = holding.map(referenceTo);
  const reference = catalog ? referenceTo(catalog) : 'catalog:';
  const held = collapsed(catalog?.entries[site.name] ?? '');
  const data = { catalog: catalog?.name ?? 'default', held };
  const report = (expected: string, range?: string, raise?: string) =>
    siteDraft('catalog-not-used', site, {
      expected,
      range,
      data: raise === undefined ? data : { ...data, raise },
    });

  if (held === written) return report(reference, reference);
  // Several catalogs hold other ranges: which one is meant, only a person knows.
  if (catalog?.name !== 'default' && holding.length > 1) return report(references.join(' or '));
  if (use.target !== site.name || isUnpinned(held)) return report(reference);
  if (isUnpinned(range)) return report(reference, reference);
  const loaded = await semver();
  if (!intersects(range, held, loaded)) return report(reference);
  const lowest = lowestVersion(range, loaded);
  if (loaded.compare(lowest, lowestVersion(held, loaded)) <= 0) return report(reference, reference);
  // The catalog keeps its own operator and follows to what is needed here, so that nobody falls back.
  const operator = /^(\^|~|>=)\d[^\s|]*$/.exec(held)?.[1];
  if (operator === undefined) return report(reference);
  const raise = operator + lowest;
  return report(`${reference} (raised to ${raise})`, reference, raise);
}

function referenceTo({ name }: Catalog): string {
  return name === 'default' ? 'catalog:' : `catalog:${name}`;
}
