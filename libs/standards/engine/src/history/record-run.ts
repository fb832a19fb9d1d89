import type { Finding } from '../contract/skill.ts';
import type { Report } from '../report/report.ts';
import { isWaived } from '../waivers/waivers.ts';
import type { RecordedFinding, RecordedOutcome, RecordedRun, Standing } from './recorded-run.ts';
import { recordedRunVersion } from './recorded-run.ts';

/** What a report does not say of its run. */
export type RunFacts = Pick<
  RecordedRun,
  'id' | 'startedAt' | 'workspace' | 'commit' | 'branch' | 'dirty' | 'ci' | 'door' | 'pilot'
>;

/** Characters of a reason that are kept: what a crashed check throws can be of any length. */
const keptReason = 500;

/** What is kept of a run: of its findings who, where and how each stood, and no text of them. */
export function recordedRunOf(report: Report, facts: RunFacts): RecordedRun {
  const findings = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const key = pairOf(finding);
    const own = findings.get(key);
    if (own) own.push(finding);
    else findings.set(key, [finding]);
  }
  const outcomes: RecordedOutcome[] = report.outcomes.map((row) => {
    const key = pairOf(row);
    const own = findings.get(key) ?? [];
    findings.delete(key);
    const { skill, project, outcome, mode, durationMs, reason } = row;
    return {
      ...{ skill, project, outcome, mode, durationMs },
      ...(reason === undefined ? {} : { reason: reason.slice(0, keptReason) }),
      findings: own.map(recordedFinding),
    };
  });
  // What could not be read is found in projects that were not selected, and therefore have no row.
  for (const own of findings.values()) {
    const [first] = own;
    if (!first) continue;
    const recorded = own.map(recordedFinding);
    outcomes.push({
      ...{ skill: first.skill, project: first.project, mode: first.mode, durationMs: 0 },
      outcome: recorded.some(({ standing }) => standing === 'open') ? 'fail' : 'pass',
      findings: recorded,
    });
  }
  const { id, startedAt, workspace, commit, branch, dirty, ci, door, pilot } = facts;
  return {
    ...{ version: recordedRunVersion, id, startedAt, durationMs: report.summary.durationMs },
    ...{ workspace, commit, branch, dirty, ci, door, pilot, exitCode: report.exitCode, outcomes },
  };
}

function recordedFinding(finding: Finding): RecordedFinding {
  const { fingerprint, messageId, file } = finding;
  return { fingerprint, messageId, file, standing: standingOf(finding) };
}

function standingOf(finding: Finding): Standing {
  if (isWaived(finding)) return 'waived';
  return finding.accepted ? 'accepted' : 'open';
}

function pairOf({ skill, project }: { readonly skill: string; readonly project: string }): string {
  return `${skill} ${project}`;
}
