/** What the recorded runs say of one skill on one project, commit by commit: the raw half of the evidence. */
import type { Mode } from '../contract/skill.ts';
import type { Fate } from '../history/fates.ts';
import { fates } from '../history/fates.ts';
import type { RecordedOutcome, RecordedRun } from '../history/recorded-run.ts';
import { byMoment } from '../history/run-history.ts';
import { groupBy } from '../report/reading/group-by.ts';
import { unreadReason } from '../report/report.ts';
import type { Policy } from './policy.ts';

/** What came of a skill on a project at one commit, over all runs of it. */
export interface CommitSeen {
  /** When its last run started. ISO 8601 in UTC. */
  readonly at: string;
  /** The last verdict; null where none came to one. */
  readonly verdict: 'pass' | 'fail' | null;
  readonly crashed: boolean;
  /** Runs that passed, failed or crashed. */
  readonly looks: number;
  /** Whether those runs gave different results. */
  readonly differed: boolean;
  /** Whether no run could check it. */
  readonly unsupported: boolean;
  readonly durationsMs: readonly number[];
}

/** What is known of one skill on one project. */
export interface Observations {
  readonly skill: string;
  readonly project: string;
  /** Oldest first; without those on which there was nothing to check. */
  readonly commits: readonly CommitSeen[];
  /** Modes that runs had, oldest first, one entry for each change. Pilots leave it alone: they run in no mode of their own. */
  readonly modes: readonly { readonly mode: Mode; readonly since: string }[];
  readonly fates: readonly Fate[];
}

export interface Observed {
  /** By {@link pairKey}. */
  readonly pairs: ReadonlyMap<string, Observations>;
  readonly counted: Counted;
}

/** Which runs are evidence, and why the others are none. */
export interface Counted {
  readonly runs: number;
  readonly commits: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly left: {
    /** On no branch that is protected. */
    readonly branch: number;
    /** By hand, on a branch on which CI records. */
    readonly byHand: number;
    readonly dirty: number;
    readonly pilot: number;
    /** Before the window, or after the moment that is asked about. */
    readonly outside: number;
  };
}

export interface ObserveRequest {
  readonly runs: Iterable<RecordedRun>;
  readonly policy: Pick<Policy, 'countDirty' | 'countPilot'>;
  /** Whether a branch is protected: what `protectedBranches` of the configuration names. */
  isTrunk(branch: string): boolean;
  /** Runs that started before this are left out. */
  readonly since: Date;
  /** Runs that started after this are left out. */
  readonly until: Date;
}

export const dayMs = 86_400_000;

/** No skill's id has a space. */
export function pairKey(skill: string, project: string): string {
  return `${skill} ${project}`;
}

function keyOf({ skill, project }: { readonly skill: string; readonly project: string }): string {
  return pairKey(skill, project);
}

/** Sorts out what is evidence, and gathers it by skill and project. The order in which runs are given does not matter. */
export function observe(request: ObserveRequest): Observed {
  const { chosen, counted } = chooseRuns(request);
  const looks = chosen.flatMap((run) => run.outcomes.map((outcome): Look => ({ run, outcome })));
  // What is left is one line of history, whichever of the trunk's branches a run was of.
  const found = groupBy(fates(chosen, { isTrunk: () => true }), keyOf);
  const pairs = new Map<string, Observations>();
  for (const [key, own] of groupBy(looks, ({ outcome }) => keyOf(outcome))) {
    const [first] = own;
    if (!first) continue;
    pairs.set(key, {
      skill: first.outcome.skill,
      project: first.outcome.project,
      commits: commitsOf(own),
      modes: modesOf(own),
      fates: found.get(key) ?? [],
    });
  }
  return { pairs, counted };
}

interface Look {
  readonly run: RecordedRun;
  readonly outcome: RecordedOutcome;
}

/** Which runs are evidence, without a look into them. */
export function countRuns(request: ObserveRequest): Counted {
  return chooseRuns(request).counted;
}

function chooseRuns(request: ObserveRequest): {
  chosen: readonly RecordedRun[];
  counted: Counted;
} {
  const { runs, policy, isTrunk } = request;
  const [since, until] = [request.since.toISOString(), request.until.toISOString()];
  const byId = new Map<string, RecordedRun>();
  for (const run of runs) if (!byId.has(run.id)) byId.set(run.id, run);
  const left = { branch: 0, byHand: 0, dirty: 0, pilot: 0, outside: 0 };
  const onTrunk = ({ branch }: RecordedRun): boolean => branch !== null && isTrunk(branch);
  const ordered = [...byId.values()].sort(byMoment);
  const ciWatches = ordered.some((run) => run.ci && onTrunk(run));
  const chosen = ordered.filter((run) => {
    const reason =
      run.startedAt < since || run.startedAt > until
        ? 'outside'
        : !onTrunk(run)
          ? 'branch'
          : run.pilot && !policy.countPilot
            ? 'pilot'
            : isEdited(run) && !policy.countDirty
              ? 'dirty'
              : !run.ci && ciWatches
                ? 'byHand'
                : undefined;
    if (reason !== undefined) left[reason]++;
    return reason === undefined;
  });
  return {
    chosen,
    counted: {
      runs: chosen.length,
      commits: new Set(chosen.map(stateOf)).size,
      first: chosen[0]?.startedAt ?? null,
      last: chosen.at(-1)?.startedAt ?? null,
      left,
    },
  };
}

/**
 * Whether something else than a commit was looked at. Where nobody looked whether there are edits, CI is taken at its word,
 * which checks out what it was told, and a person's tree is not.
 */
function isEdited({ commit, dirty, ci }: RecordedRun): boolean {
  return commit === null || (dirty ?? !ci);
}

/** What was looked at. Edits in no commit are one state a day, so that nobody gathers evidence by running again. */
function stateOf(run: RecordedRun): string {
  if (run.commit === null) return `day ${run.startedAt.slice(0, 10)}`;
  return isEdited(run) ? `${run.commit} edited` : run.commit;
}

function commitsOf(looks: readonly Look[]): CommitSeen[] {
  // A manifest that cannot be read is no fault of the skill, and nothing was looked at.
  const told = looks.filter(
    ({ outcome: { outcome, reason } }) => outcome !== 'not-applicable' && reason !== unreadReason,
  );
  return [...groupBy(told, ({ run }) => stateOf(run)).values()]
    .map(commitSeen)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function commitSeen(looks: readonly Look[]): CommitSeen {
  const results = looks.flatMap(({ outcome: { outcome } }) =>
    outcome === 'pass' || outcome === 'fail' || outcome === 'error' ? [outcome] : [],
  );
  const verdicts = results.filter((result) => result !== 'error');
  return {
    at: looks.at(-1)?.run.startedAt ?? '',
    verdict: verdicts.at(-1) ?? null,
    crashed: results.includes('error'),
    looks: results.length,
    differed: new Set(results).size > 1,
    unsupported: results.length === 0,
    durationsMs: looks.flatMap(({ outcome }) =>
      outcome.outcome === 'not-supported' ? [] : [outcome.durationMs],
    ),
  };
}

function modesOf(looks: readonly Look[]): Observations['modes'] {
  const modes: { mode: Mode; since: string }[] = [];
  for (const { run, outcome } of looks) {
    if (run.pilot || modes.at(-1)?.mode === outcome.mode) continue;
    modes.push({ mode: outcome.mode, since: run.startedAt });
  }
  return modes;
}
