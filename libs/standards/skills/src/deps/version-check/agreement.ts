import type { Draft } from '@h-j-petroleum/standards-engine';
import type { Candidate, Choice, Semver } from './choose.ts';
import { choose } from './choose.ts';
import type { messages } from './messages.ts';
import type { Options } from './options.ts';
import { collapsed, isRange, isUnpinned } from './ranges.ts';
import { siteDraft } from './site-draft.ts';
import type { Use } from './uses.ts';

/** The uses of one name must have one range. Loads semver only where two ranges are written differently. */
export async function checkAgreement(
  uses: readonly Use[],
  prefer: Options['prefer'],
  semver: () => Promise<Semver>,
): Promise<Draft<typeof messages>[]> {
  const literal = uses.filter((use) => use.catalog === undefined);
  const pinned = literal.filter(({ range }) => isRange(range));
  const drafts = await checkPinned(pinned, prefer, semver);
  const open = literal.filter(({ range }) => isUnpinned(range));
  if (open.length === 0) return drafts;
  const choice = await chosenAmong(pinned, prefer, semver);
  for (const use of open) {
    const told = choice && sameTarget(use, pinned) ? use.wrap(choice.range) : undefined;
    drafts.push(
      siteDraft('unpinned', use.site, {
        expected: told ?? 'a range of versions, such as ^1.2.3',
        range: told,
      }),
    );
  }
  return drafts;
}

async function checkPinned(
  uses: readonly Use[],
  prefer: Options['prefer'],
  semver: () => Promise<Semver>,
): Promise<Draft<typeof messages>[]> {
  if (candidatesOf(uses).length < 2) return [];
  if (new Set(uses.map(({ target }) => target)).size > 1) return checkTargets(uses);
  const choice = await chosenAmong(uses, prefer, semver);
  if (!choice) return [];
  const drafts: Draft<typeof messages>[] = [];
  const loaded = await semver();
  for (const { site, range, wrap } of uses) {
    if (loaded.validRange(range) === null || choice.same(range)) continue;
    const compatible = choice.compatible(range);
    drafts.push(
      siteDraft(compatible ? 'version-mismatch' : 'version-incompatible', site, {
        expected: wrap(choice.range),
        range: compatible ? wrap(choice.range) : undefined,
        data: { chosen: wrap(choice.range) },
      }),
    );
  }
  return drafts;
}

/** One name that stands for two packages: no range can mend that, so all must have what most have. */
function checkTargets(uses: readonly Use[]): Draft<typeof messages>[] {
  const written = uses.map((use) => use.wrap(collapsed(use.range)));
  const counts = countsOf(written);
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const chosen = most?.[0] ?? '';
  return uses
    .filter((_, index) => written[index] !== chosen)
    .map(({ site }) =>
      siteDraft('version-incompatible', site, {
        expected: chosen,
        range: undefined,
        data: { chosen },
      }),
    );
}

async function chosenAmong(
  uses: readonly Use[],
  prefer: Options['prefer'],
  semver: () => Promise<Semver>,
): Promise<Choice | Pick<Choice, 'range'> & Partial<Choice> | undefined> {
  const candidates = candidatesOf(uses);
  const [only, second] = candidates;
  if (!second) return only;
  return choose(candidates, prefer, await semver());
}

function candidatesOf(uses: readonly Use[]): Candidate[] {
  const counts = countsOf(uses.map((use) => `${use.target} ${collapsed(use.range)}`));
  return [...counts].map(([key, count]) => ({ range: key.slice(key.indexOf(' ') + 1), count }));
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function sameTarget(use: Use, others: readonly Use[]): boolean {
  return others.every(({ target }) => target === use.target);
}
