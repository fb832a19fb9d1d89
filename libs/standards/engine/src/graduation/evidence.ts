/** The figures that a policy is held against. Every one is of the runs that count; see {@link Observed}. */
import type { Mode } from '../contract/skill.ts';
import type { Fate, TransitionKind } from '../history/fates.ts';
import type { CommitSeen, Observations } from './observations.ts';
import { dayMs } from './observations.ts';

/** Half of the values are at most `median`, nineteen of twenty at most `p95`. Milliseconds. */
export interface Durations {
  readonly median: number;
  readonly p95: number;
}

/** From counting to gone. Half were at most `median`, nine of ten at most `p90`. Milliseconds. */
export interface TimesToFix {
  readonly median: number;
  readonly p90: number;
}

export interface Evidence {
  /** When the mode that holds was first seen, where another was seen before; null where none was. Older runs are not counted. */
  readonly modeSince: string | null;
  /** Whether the mode that holds is in no run yet, though another is. Then nothing is counted. */
  readonly modeUnseen: boolean;
  /** Commits on which there was something to check. */
  readonly commits: number;
  /** Those on which the skill passed or failed. */
  readonly runs: number;
  /** Verdicts of those, oldest first. */
  readonly verdicts: readonly ('pass' | 'fail')[];
  readonly crashes: number;
  /** Commits that were looked at more than once. */
  readonly repeated: number;
  /** Those of them that gave different results. */
  readonly flaky: number;
  /** Commits on which it could not be checked. */
  readonly unsupported: number;
  /** Days from the first to the last commit with a verdict. */
  readonly days: number;
  readonly firstRun: string | null;
  readonly lastRun: string | null;
  readonly durationMs: Durations | null;
  /** How findings stand, and what became of those that changed in the window. */
  readonly findings: FindingFigures;
}

export interface FindingFigures {
  readonly open: number;
  readonly fixed: number;
  /** Accepted, by a waiver or the baseline, after they had counted; or waived at once. */
  readonly suppressed: number;
  /** Accepted by the baseline since they were first seen: no word about the skill, so never a reason to take it down. */
  readonly inherited: number;
  /** Times that one counted again. */
  readonly reopened: number;
  readonly timeToFixMs: TimesToFix | null;
}

/**
 * The evidence of some observations taken together, each under the mode that holds for it; with undefined, whatever the mode
 * was.
 */
export function evidenceOf(
  observations: readonly { readonly seen: Observations; readonly mode: Mode | undefined }[],
): Evidence {
  const parts = observations.map(({ seen, mode }) => ({ seen, ...underMode(seen, mode) }));
  const commits = parts
    .flatMap((part) => part.commits)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const judged = commits.filter(({ verdict }) => verdict !== null);
  const [first, last] = [judged[0]?.at, judged.at(-1)?.at];
  const sinces = parts.flatMap(({ since }) => (since === null ? [] : [since])).sort();
  return {
    modeSince: sinces.at(-1) ?? null,
    modeUnseen: parts.length > 0 && parts.every(({ unseen }) => unseen),
    commits: commits.length,
    runs: judged.length,
    verdicts: judged.flatMap(({ verdict }) => (verdict === null ? [] : [verdict])),
    crashes: commits.filter(({ crashed }) => crashed).length,
    repeated: commits.filter(({ looks }) => looks > 1).length,
    flaky: commits.filter(({ differed }) => differed).length,
    unsupported: commits.filter(({ unsupported }) => unsupported).length,
    days:
      first === undefined || last === undefined
        ? 0
        : (Date.parse(last) - Date.parse(first)) / dayMs,
    firstRun: commits[0]?.at ?? null,
    lastRun: commits.at(-1)?.at ?? null,
    durationMs: durationsOf(commits.flatMap(({ durationsMs }) => durationsMs)),
    findings: figuresOf(parts.flatMap(({ seen }) => seen.fates)),
  };
}

/** What was seen while the mode was what it is: each step is earned anew. */
function underMode(
  { commits, modes }: Observations,
  mode: Mode | undefined,
): { commits: readonly CommitSeen[]; since: string | null; unseen: boolean } {
  const current = modes.at(-1);
  if (current === undefined || mode === undefined) return { commits, since: null, unseen: false };
  if (current.mode !== mode) return { commits: [], since: null, unseen: true };
  if (modes.length === 1) return { commits, since: null, unseen: false };
  const { since } = current;
  return { commits: commits.filter(({ at }) => at >= since), since, unseen: false };
}

export function figuresOf(all: readonly Fate[]): FindingFigures {
  const times = all.flatMap(timesToFix);
  const becomes = (wanted: Becomes): number =>
    all.filter((fate) => becomesOf(fate) === wanted).length;
  return {
    open: becomes('open'),
    fixed: becomes('fixed'),
    suppressed: becomes('suppressed'),
    inherited: becomes('inherited'),
    reopened: all.reduce(
      (sum, { transitions }) => sum + transitions.filter(({ kind }) => kind === 'reopened').length,
      0,
    ),
    timeToFixMs:
      times.length === 0 ? null : { median: quantile(times, 0.5), p90: quantile(times, 0.9) },
  };
}

type Becomes = 'open' | 'fixed' | 'suppressed' | 'inherited';

function becomesOf({ standing, transitions }: Fate): Becomes {
  if (standing === 'open' || standing === 'fixed') return standing;
  return standing === 'accepted' && transitions.length === 1 ? 'inherited' : 'suppressed';
}

const counting: ReadonlySet<TransitionKind> = new Set(['opened', 'reopened']);

/** One for each time that a finding which counted was found no more. */
function timesToFix({ transitions }: Fate): number[] {
  return transitions.flatMap(({ kind, at }, index) => {
    const before = transitions[index - 1];
    return kind === 'fixed' && before && counting.has(before.kind)
      ? [Date.parse(at) - Date.parse(before.at)]
      : [];
  });
}

function durationsOf(all: readonly number[]): Durations | null {
  return all.length === 0 ? null : { median: quantile(all, 0.5), p95: quantile(all, 0.95) };
}

/** The smallest value that the given share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
