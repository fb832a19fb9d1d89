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

/** The range that all should have, and the package that it is a range of. */
interface Chosen {
  readonly range: string;
  readonly target: string | undefined;
}

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
  const tags = uses.filter(({ range }) => !isRange(range) && !isUnpinned(range));
  const candidates = candidatesOf(pinned);
  const [first, second] = candidates;
  if (!second) {
    const chosen = first && { range: first.range, target: pinned[0]?.target };
    return [...checkOpen(open, chosen), ...checkTags(tags, chosen)];
  }
  const choice = choose(candidates, prefer, await semver());
  if (!choice)
    return [...checkOpen(open, undefined), ...checkTags([...tags, ...pinned], undefined)];
  const chosen = { range: choice.range, target: pinned[0]?.target };
  const drafts = checkOpen(open, chosen);
  for (const use of pinned) {
    const { site, range, wrap } = use;
    const standing = choice.standing(range);
    if (standing === 'same') continue;
    // What looks like a range and is none is a tag for package managers.
    if (standing === 'invalid') {
      tags.push(use);
      continue;
    }
    const expected = wrap(choice.range);
    const compatible = standing === 'compatible';
    drafts.push(
      siteDraft(compatible ? 'version-mismatch' : 'version-incompatible', site, {
        expected,
        range: compatible ? expected : undefined,
        data: { chosen: expected },
      }),
    );
  }
  return [...drafts, ...checkTags(tags, chosen)];
}

function isAlike(use: Use, other: Use): boolean {
  return use.range === other.range && use.target === other.target;
}

/** Uses that take any version get the range of the others, where there is one. */
function checkOpen(uses: readonly Use[], chosen: Chosen | undefined): Drafts {
  return uses.map(({ site, target, wrap }) => {
    const range = chosen?.target === target ? wrap(chosen.range) : undefined;
    return siteDraft('unpinned', site, { expected: range ?? 'a range, such as ^1.2.3', range });
  });
}

/** Tags beside ranges or other tags: which of them is right, no range can tell. */
function checkTags(uses: readonly Use[], chosen: Chosen | undefined): Drafts {
  const written = uses.map(({ range, target }) => `${target}@${collapsed(range)}`);
  const most = byCount(written)[0] ?? '';
  return uses.flatMap(({ site, target, wrap }, index) => {
    const isComparable = chosen ? chosen.target === target : most.startsWith(`${target}@`);
    if (!isComparable || (!chosen && written[index] === most)) return [];
    const expected = wrap(chosen ? chosen.range : most.slice(target.length + 1));
    return [siteDraft('version-unclear', site, { expected, data: { chosen: expected } })];
  });
}

/** One name that stands for two packages: no range can mend that, so the rest must have what most have. */
function checkTargets(uses: readonly Use[]): Drafts {
  const written = uses.map(({ range, target, site }) =>
    target === site.name ? collapsed(range) : `npm:${target}@${collapsed(range)}`,
  );
  const chosen = byCount(written)[0] ?? '';
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

/** Each text once, the most frequent first. */
function byCount(texts: readonly string[]): string[] {
  return [...countsOf(texts)]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([text]) => text);
}
