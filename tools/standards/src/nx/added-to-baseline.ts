import type { Baseline, Part, Waiver } from '@h-j-petroleum/standards-engine';
import { addedEntries } from '@h-j-petroleum/standards-engine';
import type { Session } from '../session.ts';
import { waiversAddedSince } from '../session-waivers.ts';

/** What an affected run is compared with; undefined for a run that compares nothing. */
export interface Comparison {
  readonly base: string;
  readonly head: string;
}

/**
 * Reads from Nx's command line what `nx affected` compares, by Nx's own order: flags, then `NX_BASE` and `NX_HEAD`, then
 * `defaultBase` of nx.json, then `main`.
 *
 * @param argv the whole command line: node, nx, and what was typed
 */
export function comparisonOf(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  defaultBase: string | undefined,
): Comparison | undefined {
  const typed = argv.slice(2);
  if (typed.find((word) => !word.startsWith('-')) !== 'affected') return undefined;
  // The change is then what these name, and there is no base to compare with.
  if (['files', 'uncommitted', 'untracked'].some((flag) => flagIn(typed, flag) !== undefined)) {
    return undefined;
  }
  return {
    base: flagIn(typed, 'base') ?? env['NX_BASE'] ?? defaultBase ?? 'main',
    head: flagIn(typed, 'head') ?? env['NX_HEAD'] ?? 'HEAD',
  };
}

/** `--flag=value`, `--flag value`, or `--flag` alone, which is the empty text. */
function flagIn(typed: readonly string[], name: string): string | undefined {
  const at = typed.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const word = typed[at];
  if (word === undefined) return undefined;
  if (word.includes('=')) return word.slice(word.indexOf('=') + 1);
  const next = typed[at + 1];
  return next === undefined || next.startsWith('-') ? '' : next;
}

/**
 * The entries that the change itself adds to the baseline. They accept nothing, because otherwise a change could accept
 * its own findings. Tasks cannot see it: their results are cached by content, whatever they are compared with.
 *
 * @throws StandardsError GIT_FAILED, BASELINE_UNREADABLE for the baseline as it stood at the base
 */
export async function addedToBaseline(
  root: string,
  file: string,
  entries: Baseline,
  comparison: Comparison | undefined,
): Promise<Baseline> {
  if (!comparison || entries.length === 0) return [];
  const { mergeBase } = await import('../git.ts');
  const { baselineAt } = await import('../baseline-at.ts');
  const from = await mergeBase(root, comparison.base, comparison.head);
  return addedEntries(entries, await baselineAt(root, from, file));
}

/**
 * The waivers that the change itself adds or renews. @throws StandardsError GIT_FAILED
 */
export async function addedToWaivers(
  session: Session,
  comparison: Comparison | undefined,
): Promise<readonly Waiver[]> {
  if (!comparison || session.config.waivers.length === 0) return [];
  const { mergeBase } = await import('../git.ts');
  const from = await mergeBase(session.root, comparison.base, comparison.head);
  return waiversAddedSince(session, from);
}

/** The same part with the findings of some entries accepted no more, and the outcomes that follow from it. */
export function withoutAdded(part: Part, added: Baseline): Part {
  if (added.length === 0) return part;
  const fingerprints = new Set(added.map((entry) => entry.fingerprint));
  const failed = new Set<string>();
  const findings = part.findings.map((finding) => {
    if (!finding.accepted || !fingerprints.has(finding.fingerprint)) return finding;
    failed.add(`${finding.skill} ${finding.project}`);
    return { ...finding, accepted: false };
  });
  const outcomes = part.outcomes.map((row) => {
    if (row.outcome === 'error' || !failed.has(`${row.skill} ${row.project}`)) return row;
    const { skill, project, mode, durationMs, outcome } = row;
    if (outcome === 'fail') return row;
    const otherwise = { outcome, ...(row.reason === undefined ? {} : { reason: row.reason }) };
    return { skill, project, outcome: 'fail' as const, mode, durationMs, otherwise };
  });
  return { ...part, outcomes, findings };
}
