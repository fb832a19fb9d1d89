import type { Mode } from '../contract/skill.ts';
import { modes as modeNames } from '../contract/skill.ts';
import type { Fate } from '../history/fates.ts';
import { evidenceOf, figuresOf, quantile } from '../graduation/evidence.ts';
import type { Observations } from '../graduation/observations.ts';
import { countRuns, observe } from '../graduation/observations.ts';
import type { Policy } from '../graduation/policy.ts';
import type { RecordedRun } from '../history/recorded-run.ts';
import { groupBy } from '../report/reading/group-by.ts';
import { readSkill } from '../run/read-skill.ts';
import type { Adoption, ModeChange, PairAdoption, Part, Point } from './adoption.ts';

export interface AdoptionRequest {
  /** Also those before `since`, as far as there are any: how things stood when the time began follows from them. */
  readonly runs: readonly RecordedRun[];
  readonly workspace: string;
  readonly policy: Pick<Policy, 'countDirty' | 'countPilot'>;
  readonly branch: string | undefined;
  /** Whether a branch is protected. */
  isTrunk(branch: string): boolean;
  readonly since: Date;
  readonly until: Date;
  readonly damagedLines: number;
}

const hourMs = 3_600_000;
/** Lengths of a stretch in hours: an hour, a quarter of a day, a day, a week, four weeks. */
const steps = [1, 6, 24, 168, 672] as const;
/** More points than this are no easier to read. */
const mostPoints = 31;

/** Reads from recorded runs how the standards are adopted. Pure, and the order of runs does not matter. */
export function buildAdoption(request: AdoptionRequest): Adoption {
  const { runs, workspace, policy, until, damagedLines } = request;
  const branch = request.branch ?? null;
  const isTrunk = branch === null ? request.isTrunk : (name: string) => name === branch;
  const everything = observe({ runs, policy, isTrunk, since: new Date(0), until });
  const counted = countRuns({ runs, policy, isTrunk, since: request.since, until });
  const first = counted.first === null ? until : new Date(counted.first);
  const since = first > request.since ? first : request.since;
  const { ends, stepHours } = stretches(since, until);
  // Whether the workspace could be read is no standard that is adopted.
  const skills = [...everything.pairs.values()].filter(({ skill }) => skill !== readSkill.meta.id);
  const seen = skills.sort((a, b) => compare(a.skill, b.skill) || compare(a.project, b.project));
  // Where there is nothing to check at all, there is nothing to adopt.
  const checked = seen.filter(({ commits }) => commits.length > 0);
  const partOf = (own: readonly Observations[]): Part => part(own, since.toISOString(), ends);
  return {
    ...{ workspace, branch, since: since.toISOString(), until: until.toISOString(), stepHours },
    ...{ counted, damagedLines },
    total: partOf(seen),
    skills: [...groupBy(checked, ({ skill }) => skill)].map(([skill, own]) => ({
      skill,
      ...partOf(own),
    })),
    projects: [...groupBy(checked, ({ project }) => project)]
      .sort(([a], [b]) => compare(a, b))
      .map(([project, own]) => ({ project, ...partOf(own) })),
    pairs: seen.map((one) => pairOf(one, since.toISOString())),
    modeChanges: modeChangesOf(checked, since.toISOString()),
  };
}

/** Ends of stretches of one length, the last of which is the end of all. */
function stretches(since: Date, until: Date): { ends: readonly string[]; stepHours: number } {
  const hours = (until.getTime() - since.getTime()) / hourMs;
  const stepHours =
    steps.find((step) => hours / step <= mostPoints) ?? Math.ceil(hours / mostPoints);
  const count = Math.max(1, Math.ceil(hours / stepHours));
  return {
    stepHours,
    ends: Array.from({ length: count }, (_, at) =>
      new Date(until.getTime() - (count - 1 - at) * stepHours * hourMs).toISOString(),
    ),
  };
}

function part(seen: readonly Observations[], since: string, ends: readonly string[]): Part {
  const recent = seen.map((one) => ({
    seen: { ...one, commits: one.commits.filter(({ at }) => at >= since) },
    mode: undefined,
  }));
  const { commits, crashes, repeated, flaky, unsupported, durationMs } = evidenceOf(recent);
  const all = seen.flatMap(({ fates }) => fates);
  return {
    points: ends.map((at, index) => pointAt(seen, all, ends[index - 1] ?? since, at, index === 0)),
    ...{ commits, crashes, repeated, flaky, unsupported, durationMs },
    ...changesOf(all, since),
  };
}

/** What became of findings after a moment. */
function changesOf(
  all: readonly Fate[],
  since: string,
): Pick<Part, 'fixed' | 'reopened' | 'timeToFixMs'> {
  const after = all
    .flatMap((fate) =>
      fate.transitions.map((transition, at) => ({
        ...transition,
        before: fate.transitions[at - 1],
      })),
    )
    .filter(({ at }) => at >= since);
  const fixes = after.filter(({ kind }) => kind === 'fixed');
  const times = fixes.flatMap(({ at, before }) =>
    before?.kind === 'opened' || before?.kind === 'reopened'
      ? [Date.parse(at) - Date.parse(before.at)]
      : [],
  );
  return {
    fixed: fixes.length,
    reopened: after.filter(({ kind }) => kind === 'reopened').length,
    timeToFixMs:
      times.length === 0 ? null : { median: quantile(times, 0.5), p90: quantile(times, 0.9) },
  };
}

function pointAt(
  seen: readonly Observations[],
  all: readonly Fate[],
  after: string,
  at: string,
  first: boolean,
): Point {
  const within = (moment: string): boolean =>
    (first ? moment >= after : moment > after) && moment <= at;
  const looked = seen.flatMap(
    ({ commits }) => commits.findLast((one) => one.at <= at && one.looks > 0) ?? [],
  );
  const standings = all.map(({ transitions }) => transitions.findLast((one) => one.at <= at)?.kind);
  const modes: Record<Mode, number> = { off: 0, advisory: 0, warn: 0, enforce: 0 };
  for (const one of seen) {
    // Where there is nothing to check, a mode says nothing.
    if (one.commits.length === 0) continue;
    const mode = one.modes.findLast(({ since }) => since <= at)?.mode;
    if (mode !== undefined) modes[mode]++;
  }
  return {
    at,
    judged: looked.length,
    passing: looked.filter(({ verdict }) => verdict === 'pass').length,
    open: standings.filter((kind) => kind === 'opened' || kind === 'reopened').length,
    accepted: standings.filter((kind) => kind === 'suppressed').length,
    waived: standings.filter((kind) => kind === 'waived').length,
    fixed: all.reduce(
      (sum, { transitions }) =>
        sum + transitions.filter((one) => one.kind === 'fixed' && within(one.at)).length,
      0,
    ),
    crashes: seen.reduce(
      (sum, { commits }) => sum + commits.filter((one) => one.crashed && within(one.at)).length,
      0,
    ),
    modes,
  };
}

function pairOf(seen: Observations, since: string): PairAdoption {
  const last = seen.commits.at(-1);
  const { open } = figuresOf(seen.fates);
  const standing = (wanted: Fate['standing']): number =>
    seen.fates.filter((fate) => fate.standing === wanted).length;
  return {
    ...{ skill: seen.skill, project: seen.project, open },
    mode: seen.modes.at(-1)?.mode ?? null,
    outcome: !last ? 'none' : last.unsupported ? 'not-supported' : (last.verdict ?? 'crashed'),
    accepted: standing('accepted'),
    waived: standing('waived'),
    fixed: changesOf(seen.fates, since).fixed,
  };
}

function modeChangesOf(seen: readonly Observations[], since: string): ModeChange[] {
  const all = seen.flatMap(({ skill, project, modes }) =>
    modes.flatMap(({ mode: to, since: at }, index) => {
      const from = modes[index - 1]?.mode;
      return from === undefined || at < since ? [] : [{ at, skill, from, to, project }];
    }),
  );
  const groups = groupBy(all, ({ at, skill, from, to }) => JSON.stringify([at, skill, from, to]));
  return [...groups.values()]
    .flatMap((own) => {
      const [first] = own;
      if (!first) return [];
      const { at, skill, from, to } = first;
      return [{ at, skill, from, to, projects: own.map(({ project }) => project) }];
    })
    .sort((a, b) => compare(a.at, b.at) || compare(a.skill, b.skill) || rank(a.to) - rank(b.to));
}

function rank(mode: Mode): number {
  return modeNames.indexOf(mode);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
