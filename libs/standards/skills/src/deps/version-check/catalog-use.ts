import type { Catalog, Draft } from '@h-j-petroleum/standards-engine';
import type { messages } from './messages.ts';
import { collapsed, isUnpinned } from './ranges.ts';
import type { Semver } from './semver.ts';
import { intersects, lowestVersion } from './semver.ts';
import { siteDraft } from './site-draft.ts';
import type { Use } from './uses.ts';

/** What should stand at a use, and what the catalog must then hold. */
interface Advice {
  readonly expected: string;
  /** The reference, where it can be written without a change of behaviour. */
  readonly range?: string;
  /** The range that the catalog is raised to. */
  readonly raise?: string;
}

/**
 * A range that stands beside a catalog which holds the name must be a reference to it: to the catalog with that very
 * range, else to the default one, else to the only one.
 *
 * @param holding the catalogs that hold the name, at least one
 */
export async function checkCatalogUse(
  use: Use,
  holding: readonly [Catalog, ...Catalog[]],
  semver: () => Promise<Semver>,
): Promise<Draft<typeof messages>> {
  const { site } = use;
  const heldIn = (catalog: Catalog): string => collapsed(catalog.entries[site.name] ?? '');
  const equal = holding.find((catalog) => heldIn(catalog) === collapsed(site.range));
  const main = holding.find(({ name }) => name === 'default');
  const catalog = equal ?? main ?? holding[0];
  const reference = referenceTo(catalog);
  const advice = equal
    ? { expected: reference, range: reference }
    : main || holding.length === 1
      ? await adviceFor(use, heldIn(catalog), reference, semver)
      : // Several catalogs hold other ranges: which one is meant, only a person knows.
        { expected: holding.map(referenceTo).join(' or ') };
  const { expected, range, raise } = advice;
  return siteDraft('catalog-not-used', site, {
    expected,
    range,
    data: {
      catalog: catalog.name,
      held: heldIn(catalog),
      ...(raise === undefined ? {} : { raise }),
    },
  });
}

async function adviceFor(
  { site, target, range }: Use,
  held: string,
  reference: string,
  semver: () => Promise<Semver>,
): Promise<Advice> {
  const left = { expected: reference };
  if (target !== site.name || isUnpinned(held)) return left;
  if (isUnpinned(range)) return { ...left, range: reference };
  const loaded = await semver();
  if (!intersects(range, held, loaded)) return left;
  const lowest = lowestVersion(range, loaded);
  if (loaded.compare(lowest, lowestVersion(held, loaded)) <= 0)
    return { ...left, range: reference };
  // The catalog keeps its own operator and follows to what is needed here, so that nobody falls back.
  const operator = /^(\^|~|>=)\d[^\s|]*$/.exec(held)?.[1];
  if (operator === undefined) return left;
  const raise = operator + lowest;
  return { expected: `${reference} (raised to ${raise})`, range: reference, raise };
}

function referenceTo({ name }: Catalog): string {
  return name === 'default' ? 'catalog:' : `catalog:${name}`;
}
