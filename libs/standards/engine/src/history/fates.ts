/**
 * What became of findings, told from the order of runs.
 *
 * Runs are followed by line. The trunk is one line: all protected branches, and of them, where CI records runs, CI's alone,
 * because a checkout by hand may be of any age. Every other branch is a line of its own, and so is every commit that was
 * checked out by itself. What happens on one line says nothing of another: a finding that a branch never had is not fixed by
 * it. On a line, a finding is fixed when its skill has looked at its project again and come to a verdict without it.
 */
import type { Outcome } from '../contract/skill.ts';
import { groupBy } from '../report/reading/group-by.ts';
import type { RecordedRun, Standing } from './recorded-run.ts';
import { byMoment } from './run-history.ts';

/** The name of the line that protected branches make together; no name of a branch has a space. */
export const trunk = 'the trunk';

/** A run, as far as a fate speaks of it. */
export interface Moment {
  readonly run: string;
  /** When the run started. ISO 8601 in UTC. */
  readonly at: string;
  readonly commit: string | null;
}

/**
 * - `opened`: first found, and counted.
 * - `suppressed`: accepted by the baseline from then on.
 * - `waived`: accepted by a waiver from then on.
 * - `fixed`: looked for, and not found any more.
 * - `reopened`: counts again, after it was fixed, suppressed or waived.
 */
export type TransitionKind = 'opened' | 'suppressed' | 'waived' | 'fixed' | 'reopened';

export interface Transition extends Moment {
  readonly kind: TransitionKind;
}

export interface Fate {
  readonly workspace: string;
  readonly fingerprint: string;
  readonly skill: string;
  readonly project: string;
  readonly messageId: string;
  readonly file: string;
  /** The line that this was seen on: {@link trunk}, a branch, or a commit. */
  readonly line: string;
  readonly firstSeen: Moment;
  /** The last run that found it. */
  readonly lastSeen: Moment;
  readonly standing: Standing | 'fixed';
  /** In order; the first tells how it was first found. */
  readonly transitions: readonly Transition[];
}

export interface FateOptions {
  /** Whether a branch is protected: what `protectedBranches` of the configuration names. */
  isTrunk(branch: string): boolean;
}

/**
 * The fate of every finding on every line. Runs may be given in any order and more than once; they are taken by the moment
 * at which they started, and fates come by when they were first seen. A run that did not look at a project, or whose check of it came to no verdict, changes nothing there.
 * A finding of a project that is no more stays as it was last seen.
 */
export function fates(runs: Iterable<RecordedRun>, options: FateOptions): readonly Fate[] {
  const byId = new Map<string, RecordedRun>();
  for (const run of runs) if (!byId.has(run.id)) byId.set(run.id, run);
  const ordered = [...byId.values()].sort(byMoment);
  const ciWatches = new Set(
    ordered
      .filter(({ ci, branch }) => ci && branch !== null && options.isTrunk(branch))
      .map(({ workspace }) => workspace),
  );
  const lines = new Map<string, Line>();
  for (const run of ordered) {
    const isTrunk =
      run.branch !== null &&
      options.isTrunk(run.branch) &&
      (run.ci || !ciWatches.has(run.workspace));
    const name = isTrunk ? trunk : (run.branch ?? `commit ${run.commit ?? 'of no repository'}`);
    const key = JSON.stringify([run.workspace, name]);
    const line = lines.get(key) ?? { name, findings: new Map() };
    lines.set(key, line);
    follow(line, run);
  }
  const all = [...lines.values()].flatMap((line) =>
    [...line.findings.values()].flatMap((own) => [...own.values()]),
  );
  return all.sort(
    (a, b) =>
      compareMoments(a.firstSeen, b.firstSeen) ||
      compare(a.skill, b.skill) ||
      compare(a.project, b.project) ||
      compare(a.fingerprint, b.fingerprint),
  );
}

/**
 * One fate a finding: the trunk's where the trunk has seen it, else that of the line whose last word is the newest. It is
 * first seen where it was seen first on any line, so that the time to a fix counts from there.
 */
export function overallFates(all: readonly Fate[]): readonly Fate[] {
  const byFinding = groupBy(all, ({ workspace, skill, project, fingerprint }) =>
    JSON.stringify([workspace, skill, project, fingerprint]),
  );
  return [...byFinding.values()].flatMap((own) => {
    const [latest] = own.toSorted(
      (a, b) =>
        Number(b.line === trunk) - Number(a.line === trunk) ||
        compare(lastWord(b), lastWord(a)) ||
        compare(a.line, b.line),
    );
    const [first] = own.map(({ firstSeen }) => firstSeen).sort(compareMoments);
    return latest && first ? [{ ...latest, firstSeen: first }] : [];
  });
}

interface Line {
  readonly name: string;
  /** By skill and project, then by fingerprint. */
  readonly findings: Map<string, Map<string, OpenFate>>;
}

interface OpenFate extends Omit<Fate, 'lastSeen' | 'standing' | 'transitions'> {
  lastSeen: Moment;
  standing: Fate['standing'];
  transitions: Transition[];
}

/** The outcomes after which a finding that is not there is gone: the others did not look, or not at everything. */
const conclusive: ReadonlySet<Outcome> = new Set(['pass', 'fail', 'not-applicable']);

function follow(line: Line, run: RecordedRun): void {
  const moment: Moment = { run: run.id, at: run.startedAt, commit: run.commit };
  const byPair = groupBy(run.outcomes, ({ skill, project }) => JSON.stringify([skill, project]));
  for (const [pair, rows] of byPair) {
    const known = line.findings.get(pair) ?? new Map<string, OpenFate>();
    const here = new Set<string>();
    for (const { skill, project, findings } of rows) {
      for (const { fingerprint, messageId, file, standing } of findings) {
        here.add(fingerprint);
        const fate = known.get(fingerprint);
        if (fate) {
          fate.lastSeen = moment;
          turn(fate, standing, moment);
          continue;
        }
        const kind = standing === 'open' ? 'opened' : kindOf[standing];
        known.set(fingerprint, {
          ...{ workspace: run.workspace, fingerprint, skill, project, messageId, file },
          ...{ line: line.name, firstSeen: moment, lastSeen: moment, standing },
          transitions: [{ kind, ...moment }],
        });
      }
    }
    if (known.size > 0) line.findings.set(pair, known);
    if (!rows.every(({ outcome }) => conclusive.has(outcome))) continue;
    for (const fate of known.values()) {
      if (!here.has(fate.fingerprint)) turn(fate, 'fixed', moment);
    }
  }
}

const kindOf = {
  open: 'reopened',
  accepted: 'suppressed',
  waived: 'waived',
  fixed: 'fixed',
} as const satisfies Record<Fate['standing'], TransitionKind>;

function turn(fate: OpenFate, standing: Fate['standing'], moment: Moment): void {
  if (fate.standing === standing) return;
  fate.standing = standing;
  fate.transitions.push({ kind: kindOf[standing], ...moment });
}

function lastWord({ lastSeen, transitions }: Fate): string {
  const changed = transitions.at(-1)?.at ?? lastSeen.at;
  return changed > lastSeen.at ? changed : lastSeen.at;
}

function compareMoments(a: Moment, b: Moment): number {
  return compare(a.at, b.at) || compare(a.run, b.run);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
