import type { Baseline } from '../baseline/baseline.ts';
import type { Finding, FindingWaiver, Outcome, SkillMeta } from '../contract/skill.ts';
import { outcomes } from '../contract/skill.ts';
import type { ExitCode, OutcomeRow, Report, Summary, WaiverSummary } from '../report/report.ts';
import { schemaVersion } from '../report/report.ts';
import type { Project, Workspace } from '../workspace/workspace.ts';
import {
  counts,
  isWaived,
  waiverKey,
  withWaivers,
  type Waiver,
  type WaiversInUse,
} from '../waivers/waivers.ts';
import type { Part } from './gate.ts';

export interface ReportParts {
  readonly workspace: Pick<Workspace, 'root' | 'reader' | 'members' | 'projects'>;
  readonly part: Part;
  readonly skills: readonly SkillMeta[];
  readonly baseline: BaselineInUse | undefined;
  /** Default: there are none. */
  readonly waivers?: WaiversInUse | undefined;
  readonly durationMs: number;
}

/** A baseline as one run uses it. */
export interface BaselineInUse {
  /** Relative to the workspace's root. */
  readonly file: string;
  readonly entries: Baseline;
  /** Those of them that the change itself adds, and that therefore accept nothing. */
  readonly added: Baseline;
}

/** Sorts, counts and judges what the parts of a run brought. */
export function buildReport({
  workspace,
  part: given,
  skills,
  baseline,
  waivers,
  durationMs,
}: ReportParts): Report {
  const part = withWaivers(given, waivers);
  const findings = [...part.findings].sort(
    (a, b) =>
      compare(a.project, b.project) ||
      compare(a.file, b.file) ||
      a.line - b.line ||
      compare(a.skill, b.skill) ||
      compare(a.messageId, b.messageId),
  );
  const rows = [...part.outcomes].sort(
    (a, b) => compare(a.project, b.project) || compare(a.skill, b.skill),
  );
  return {
    schemaVersion,
    workspace: {
      root: workspace.root,
      reader: workspace.reader,
      projects: workspace.members.length,
    },
    outcomes: rows,
    findings,
    baseline: baseline
      ? {
          file: baseline.file,
          accepted: findings.filter((finding) => finding.accepted).length,
          added: baseline.added,
          gone: goneOf(baseline.entries, workspace.projects, skills, part),
        }
      : null,
    waivers:
      waivers && waivers.entries.length > 0
        ? summariseWaivers(waivers, goneOf(waivers.entries, workspace.projects, skills, part), part)
        : null,
    summary: summarise(rows, findings, durationMs),
    exitCode: exitCodeOf(findings, part.crashed),
    skills,
  };
}

function exitCodeOf(findings: readonly Finding[], crashed: boolean): ExitCode {
  if (crashed) return 3;
  return findings.some((finding) => finding.mode === 'enforce' && counts(finding)) ? 1 : 0;
}

function summarise(
  rows: readonly OutcomeRow[],
  findings: readonly Finding[],
  durationMs: number,
): Summary {
  const byOutcome: Record<Outcome, number> = {
    pass: 0,
    fail: 0,
    'not-applicable': 0,
    'not-supported': 0,
    error: 0,
  };
  for (const row of rows) byOutcome[row.outcome]++;
  const byMode = { advisory: 0, warn: 0, enforce: 0 };
  for (const finding of findings) {
    if (counts(finding) && finding.mode !== 'off') byMode[finding.mode]++;
  }
  return {
    outcomes: byOutcome,
    findings: byMode,
    accepted: findings.filter((finding) => finding.accepted).length,
    waived: findings.filter(isWaived).length,
    fixable: findings.filter((finding) => finding.fixable && counts(finding)).length,
    durationMs: Math.round(durationMs * 1000) / 1000,
  };
}

/**
 * An entry is gone only where its skill really looked, or where its project is no more: a part of the workspace that was
 * not checked proves nothing.
 */
function goneOf<
  Entry extends {
    readonly fingerprint: string;
    readonly skill: string;
    readonly project: string;
  },
>(
  entries: readonly Entry[],
  projects: readonly Project[],
  skills: readonly SkillMeta[],
  { findings, outcomes: rows }: Part,
): readonly Entry[] {
  const found = new Set(findings.map((finding) => finding.fingerprint));
  const looked = new Set(
    rows.filter((row) => conclusive.has(row.outcome)).map((row) => `${row.skill} ${row.project}`),
  );
  const ids = new Set(projects.map((project) => project.id));
  const ran = new Set<string>(skills.map((skill) => skill.id));
  return entries.filter(
    (entry) =>
      !found.has(entry.fingerprint) &&
      (looked.has(`${entry.skill} ${entry.project}`) ||
        (ran.has(entry.skill) && !ids.has(entry.project))),
  );
}

function summariseWaivers(
  { entries }: WaiversInUse,
  gone: readonly Waiver[],
  { findings }: Part,
): WaiverSummary {
  const stateOf = new Map(
    findings.flatMap((finding): [string, FindingWaiver][] =>
      finding.waiver ? [[waiverKey(finding), finding.waiver]] : [],
    ),
  );
  const inState = (state: string): readonly Waiver[] =>
    entries.filter((entry) => stateOf.get(waiverKey(entry))?.state === state);
  return {
    waived: findings.filter(isWaived).length,
    expired: inState('expired'),
    added: inState('added'),
    gone,
  };
}

const conclusive: ReadonlySet<Outcome> = new Set(outcomes.filter((outcome) => outcome !== 'error'));

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
