import type { Draft } from '@h-j-petroleum/standards-engine';
import type { Candidate } from './choose.ts';
import { choose } from './choose.ts';
import type { messages } from './messages.ts';
import type { Options } from './options.ts';
import { collapsed, isRange, isUnpinned } from './ranges.ts';
import type { Semver } from './semver.ts';
import { siteDraft } from './site-draft.ts';
import type { Use } from './uses.ts';

type Drafts = Draft<typeof messages>[];

/**
 * The uses of one name must have one range, and none may take any version.
 *
 * @param semver loads the library; called only where two ranges are written differently
 */
export async function checkAgreement(
  uses: readonly Use[],
  prefer: Options['prefer'],
  semver: () => Promise<Semver>,
): Promise<Drafts> {
  const [one] = uses;
  if (one && isRange(one.range) && uses.every((use) => isAlike(use, one))) return [];
  const pinned = uses.filter(({ range }) => isRange(range));
  const open = uses.filter(({ range }) => isUnpinned(range));
  if (new Set(pinned.map(({ target }) => target)).size > 1) {
    return [...checkTargets(pinned), ...checkOpen(open, undefined)];
  }
  const candidates = candidatesOf(pinned);
  const [first, second] = candidates;
  if (!second) return checkOpen(open, first && { range: first.range, target: pinned[0]?.target });
  const choice = choose(candidates, prefer, await semver());
  if (!choice) return checkOpen(open, undefined);
  const drafts = checkOpen(open, { range: choice.range, target: pinned[0]?.target });
  for (const { site, range, wrap } of pinned) {
    const standing = choice.standing(range);
    // What is no valid range is a tag for package managers.
    if (standing === 'same' || standing === 'invalid') continue;
    const chosen = wrap(choice.range);
    const compatible = standing === 'compatible';
    drafts.push(
      siteDraft(compatible ? 'version-mismatch' : 'version-incompatible', site, {
        expected: chosen,
        range: compatible ? chosen : undefined,
        data: { chosen },
      }),
    );
  }
  return drafts;
}

function isAlike(use: Use, other: Use): boolean {
  return use.range === other.range && use.target === other.target;
}

/** Uses that take any version get the range of the others, where there is one. */
function checkOpen(
  uses: readonly Use[],
  chosen: { readonly range: string; readonly target: string | undefined } | undefined,
): Drafts {
  return uses.map(({ site, target, wrap }) => {
    const range = chosen?.target === target ? wrap(chosen.range) : undefined;
    return siteDraft('unpinned', site, { expected: range ?? 'a range, such as ^1.2.3', range });
  });
}

/** One name that stands for two packages: no range can mend that, so the rest must have what most have. */
function checkTargets(uses: readonly Use[]): Drafts {
  const written = uses.map(({ range, target, site }) =>
    target === site.name ? collapsed(range) : `npm:${target}@${collapsed(range)}`,
  );
  const counts = [...countsOf(written)].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const chosen = counts[0]?.[0] ?? '';
  return uses
    .filter((_, index) => written[index] !== chosen)
    .map(({ site }) =>
      siteDraft('version-incompatible', site, { expected: chosen, data: { chosen } }),
    );
}

function candidatesOf(uses: readonly Use[]): Candidate[] {
  const counts = countsOf(uses.map(({ range }) => collapsed(range)));
  return [...counts].map(([range, count]) => ({ range, count }));
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
