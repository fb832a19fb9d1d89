import type { Finding, FindingWaiver, Mode, Outcome } from '../contract/skill.ts';
import type { Waiver } from '../waivers/waivers.ts';
import type {
  BaselineEntry,
  BaselineSummary,
  ExitCode,
  Format,
  Report,
  Summary,
  WaiverSummary,
} from './report.ts';

/**
 * What `schemas/report.schema.json` describes. Adding, renaming or removing a field here is a change of that schema and
 * of `schemaVersion`.
 */
export interface JsonReport {
  readonly schemaVersion: number;
  readonly workspace: { readonly root: string; readonly reader: string; readonly projects: number };
  readonly outcomes: readonly JsonOutcome[];
  readonly findings: readonly JsonFinding[];
  readonly baseline: BaselineSummary | null;
  readonly waivers: WaiverSummary | null;
  readonly summary: Summary;
  readonly exitCode: ExitCode;
}

export interface JsonOutcome {
  readonly skill: string;
  readonly project: string;
  readonly outcome: Outcome;
  readonly mode: Mode;
  readonly durationMs: number;
  readonly reason?: string;
}

export type JsonFinding = Pick<
  Finding,
  | 'fingerprint'
  | 'skill'
  | 'project'
  | 'file'
  | 'line'
  | 'mode'
  | 'message'
  | 'expected'
  | 'actual'
  | 'why'
  | 'docs'
  | 'fixable'
  | 'accepted'
> & { readonly waiver: FindingWaiver | null };

/** The public part of a report, field by field: what the engine adds for its own use must not become a promise. */
export function toJsonReport(report: Report): JsonReport {
  const { workspace, baseline, waivers, summary } = report;
  return {
    schemaVersion: report.schemaVersion,
    workspace: { root: workspace.root, reader: workspace.reader, projects: workspace.projects },
    outcomes: report.outcomes.map(({ skill, project, outcome, mode, durationMs, reason }) => ({
      skill,
      project,
      outcome,
      mode,
      durationMs,
      ...(reason !== undefined && { reason }),
    })),
    findings: report.findings.map((finding) => ({
      fingerprint: finding.fingerprint,
      skill: finding.skill,
      project: finding.project,
      file: finding.file,
      line: finding.line,
      mode: finding.mode,
      message: finding.message,
      expected: finding.expected,
      actual: finding.actual,
      why: finding.why,
      docs: finding.docs,
      fixable: finding.fixable,
      accepted: finding.accepted,
      waiver: finding.waiver ? waiverOf(finding.waiver) : null,
    })),
    baseline: baseline && {
      file: baseline.file,
      accepted: baseline.accepted,
      added: baseline.added.map(entryOf),
      gone: baseline.gone.map(entryOf),
    },
    waivers: waivers && {
      waived: waivers.waived,
      expired: waivers.expired.map(waiverEntryOf),
      added: waivers.added.map(waiverEntryOf),
      gone: waivers.gone.map(waiverEntryOf),
    },
    summary: {
      outcomes: {
        pass: summary.outcomes.pass,
        fail: summary.outcomes.fail,
        'not-applicable': summary.outcomes['not-applicable'],
        'not-supported': summary.outcomes['not-supported'],
        error: summary.outcomes.error,
      },
      findings: {
        advisory: summary.findings.advisory,
        warn: summary.findings.warn,
        enforce: summary.findings.enforce,
      },
      accepted: summary.accepted,
      waived: summary.waived,
      fixable: summary.fixable,
      durationMs: summary.durationMs,
    },
    exitCode: report.exitCode,
  };
}

function entryOf({ fingerprint, skill, project, file, message }: BaselineEntry): BaselineEntry {
  return { fingerprint, skill, project, file, message };
}

function waiverOf({ reason, owner, until, state }: FindingWaiver): FindingWaiver {
  return { reason, owner, until, state };
}

function waiverEntryOf(waiver: Waiver): Waiver {
  const { fingerprint, skill, project, reason, owner, until } = waiver;
  return { fingerprint, skill, project, reason, owner, until };
}

/** For programs. Text from the repository is exact, so whoever shows it must make it safe to show. */
export const json: Format = {
  name: 'json',
  description: 'the whole report for programs, as report.schema.json describes it',
  render: (report) => `${JSON.stringify(toJsonReport(report), undefined, 2)}\n`,
};
