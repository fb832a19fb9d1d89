import process from 'node:process';
import type { Finding } from '../contract/skill.ts';
import { levelOf, strongestFirst } from './reading/strength.ts';
import { isWaived } from '../waivers/waivers.ts';
import { wasCrash } from './reading/unchecked.ts';
import { waiverClause } from './reading/waiver-lines.ts';
import type { Format, OutcomeRow, Report } from './report.ts';
import { rulesOf } from './sarif-rules.ts';
import { count } from './text/count.ts';
import { visibleLines, visibleText } from './text/visible.ts';

/** What GitHub takes of one upload; anything above is refused as a whole, so the least is left out instead. */
export interface SarifLimits {
  readonly results: number;
  readonly notifications: number;
  /** Characters of one text of the repository. */
  readonly textLength: number;
  /** Bytes after gzip. */
  readonly bytes: number;
}

/** 25,000 results in a run and 10 MB after gzip; the rest follows from them. */
export const githubLimits: SarifLimits = {
  results: 25_000,
  notifications: 1000,
  textLength: 4000,
  bytes: 10_000_000,
};

/** One run with a rule for each skill, within the limits; a notification says what they cut off. */
export function renderSarif(report: Report, limits: SarifLimits = githubLimits): string {
  const findings = strongestFirst(report.findings);
  let kept = Math.min(findings.length, limits.results);
  for (;;) {
    const text = `${JSON.stringify(logOf(report, findings.slice(0, kept), limits), undefined, 1)}\n`;
    const size = text.length <= limits.bytes / 4 ? 0 : gzippedSize(text);
    if (size <= limits.bytes || kept === 0) return text;
    kept = Math.floor(kept * Math.min(0.9, limits.bytes / size));
  }
}

export const sarif: Format = {
  name: 'sarif',
  description: "SARIF 2.1.0 for code scanning, within GitHub's limits",
  render: (report) => renderSarif(report),
  fromRepository: true,
};

function logOf(report: Report, findings: readonly Finding[], limits: SarifLimits): object {
  const rules = rulesOf(report);
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index]));
  const left = report.findings.length - findings.length;
  const crashed = report.outcomes.filter((row) => row.outcome === 'error');
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'standards', rules } },
        invocations: [
          {
            executionSuccessful: crashed.length === 0 && report.exitCode < 2,
            exitCode: report.exitCode,
            toolExecutionNotifications: [
              ...(left > 0 ? [leftOut(left, report.findings.length)] : []),
              ...crashed
                .slice(0, limits.notifications)
                .map((row) => crashNotification(row, indexOf, limits)),
            ],
          },
        ],
        // No address: the folder of the machine that checked means nothing to whoever reads the file.
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, report, indexOf, limits)),
      },
    ],
  };
}

function resultOf(
  finding: Finding,
  report: Report,
  indexOf: ReadonlyMap<string, number>,
  limits: SarifLimits,
): object {
  const shown = (text: string): string => inert(text, limits);
  return {
    ruleId: finding.skill,
    ruleIndex: indexOf.get(finding.skill),
    level: levelOf(finding),
    message: {
      text: `${sentence(shown(finding.message))}\nExpected: ${shown(finding.expected)}\nActual: ${shown(finding.actual)}\nWhy: ${shown(finding.why)}`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(finding.file), uriBaseId: 'SRCROOT' },
          region: { startLine: finding.line, startColumn: 1 },
        },
        logicalLocations: [{ name: shown(finding.project), kind: 'module' }],
      },
    ],
    // GitHub tells results apart by the first alone, and makes one up from the line's text where it is missing: two
    // findings of a skill on one line would become one alert.
    partialFingerprints: {
      primaryLocationLineHash: finding.fingerprint,
      'standardsFingerprint/v1': finding.fingerprint,
    },
    // Either on all results or on none: a missing list says that nobody looked.
    ...((report.baseline ?? report.waivers) && { suppressions: suppressionsOf(finding, report) }),
    properties: { mode: finding.mode, project: shown(finding.project), fixable: finding.fixable },
  };
}

function suppressionsOf(finding: Finding, report: Report): object[] {
  const kind = 'external';
  const status = 'accepted';
  if (isWaived(finding)) {
    return [{ kind, status, justification: `${visibleText(waiverClause(finding) ?? '')}` }];
  }
  if (!finding.accepted || !report.baseline) return [];
  return [{ kind, status, justification: `Accepted in ${visibleText(report.baseline.file)}.` }];
}

function crashNotification(
  row: OutcomeRow,
  indexOf: ReadonlyMap<string, number>,
  limits: SarifLimits,
): object {
  const reason = inert(row.reason ?? 'no reason was given', limits);
  return {
    level: 'error',
    message: {
      text: `${row.skill} ${wasCrash(row) ? 'crashed' : 'could read nothing'} on ${inert(row.project, limits)}: ${reason}`,
    },
    associatedRule: { id: row.skill, index: indexOf.get(row.skill) },
  };
}

function leftOut(left: number, all: number): object {
  return {
    level: 'warning',
    message: {
      text: `${count(left, 'finding')} of ${all} left out, the least grave ones, because code scanning takes no more; the json format has all of them.`,
    },
  };
}

/** Visible, of bounded length, and without the `[text](address)` that SARIF viewers turn into a link. */
function inert(text: string, limits: SarifLimits): string {
  const whole = visibleLines(text).join('\n').replaceAll('](', '] (');
  return whole.length <= limits.textLength ? whole : `${whole.slice(0, limits.textLength - 1)}…`;
}

/** Where space is short, viewers show the first sentence. */
function sentence(text: string): string {
  return /[.!?\u2026]$/.test(text) ? text : `${text}.`;
}

function uriOf(file: string): string {
  // A lone surrogate cannot be encoded at all, and an empty address is refused.
  const encodable = file.replace(/\p{Surrogate}/gu, '\uFFFD');
  return encodable === '' ? '.' : encodable.split('/').map(encodeURIComponent).join('/');
}

/** Loaded when a report is large enough to need it. */
function gzippedSize(text: string): number {
  return process.getBuiltinModule('node:zlib').gzipSync(text).length;
}
