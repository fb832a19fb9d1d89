import type { Draft } from '@h-j-petroleum/standards-engine';
import type { Semver } from './semver.ts';
import { intersects } from './semver.ts';
import type { messages } from './messages.ts';
import { collapsed, isRange, surelyIntersect } from './ranges.ts';
import { siteDraft } from './site-draft.ts';
import type { Use } from './uses.ts';

/** An override for all packages must share versions with at least one range that the workspace declares. */
export async function checkOverride(
  override: Use,
  declared: readonly Use[],
  semver: () => Promise<Semver>,
): Promise<Draft<typeof messages> | undefined> {
  if (!isRange(override.range)) return undefined;
  const ranges = declared
    .filter(({ target, range }) => target === override.target && isRange(range))
    .map(({ range }) => collapsed(range));
  // An override of what nobody declares is what overrides are for.
  if (ranges.length === 0) return undefined;
  if (ranges.some((range) => surelyIntersect(range, override.range))) return undefined;
  const loaded = await semver();
  const valid = ranges.filter((range) => loaded.validRange(range) !== null);
  if (valid.length === 0 || loaded.validRange(override.range) === null) return undefined;
  if (valid.some((range) => intersects(range, override.range, loaded))) return undefined;
  return siteDraft('override-contradicts', override.site, {
    expected: `a range that shares versions with ${[...new Set(valid)].sort().join(' or ')}`,
  });
}
