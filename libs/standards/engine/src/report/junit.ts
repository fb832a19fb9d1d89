import type { Finding } from '../contract/skill.ts';
import { counts, isWaived } from '../waivers/waivers.ts';
import { wasCrash } from './reading/unchecked.ts';
import { waiverClause } from './reading/waiver-lines.ts';
import type { Format, OutcomeRow, Report } from './report.ts';
import { count } from './text/count.ts';
import { visibleLines, visibleText } from './text/visible.ts';

/** One skill on one project. */
interface TestCase {
  readonly skill: string;
  readonly rows: OutcomeRow[];
  readonly findings: Finding[];
}

/** A suite for each project, a test for each skill; only what fails the gate is a failure. */
export const junit: Format = {
  name: 'junit',
  description: 'JUnit XML: a suite for each project, a test for each skill',
  render: renderJunit,
};

function renderJunit(report: Report): string {
  const suites = suitesOf(report);
  const total = tally([...suites.values()].flatMap((cases) => [...cases.values()]));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="standards" ${total}>`,
    ...[...suites].map(([project, cases]) => suiteXml(project, [...cases.values()])),
    '</testsuites>',
    '',
  ].join('\n');
}

function suitesOf(report: Report): Map<string, Map<string, TestCase>> {
  const suites = new Map<string, Map<string, TestCase>>();
  const caseOf = (project: string, skill: string): TestCase => {
    const cases = suites.get(project) ?? new Map<string, TestCase>();
    suites.set(project, cases);
    const known = cases.get(skill) ?? { skill, rows: [], findings: [] };
    cases.set(skill, known);
    return known;
  };
  for (const row of report.outcomes) caseOf(row.project, row.skill).rows.push(row);
  for (const finding of report.findings) {
    caseOf(finding.project, finding.skill).findings.push(finding);
  }
  return suites;
}

function suiteXml(project: string, cases: readonly TestCase[]): string {
  return [
    `  <testsuite name="${xml(project)}" ${tally(cases)}>`,
    ...cases.map((testCase) => caseXml(project, testCase)),
    '  </testsuite>',
  ].join('\n');
}

function caseXml(project: string, testCase: TestCase): string {
  const failures = failuresOf(testCase);
  const crash = crashOf(testCase);
  const skip = skipOf(testCase);
  const noted = testCase.findings.filter((finding) => !failures.includes(finding));
  const first = failures[0];
  const where = first ? ` file="${xml(first.file)}" line="${first.line}"` : '';
  const inside = [
    ...(crash
      ? [
          `<error message="${xml(reasonOf(crash))}" type="${wasCrash(crash) ? 'crash' : 'unreadable'}"/>`,
        ]
      : []),
    ...(first ? [failureXml(failures, first)] : []),
    ...(skip ? [`<skipped message="${xml(`${skip.outcome}: ${reasonOf(skip)}`)}"/>`] : []),
    ...(noted.length > 0 ? [`<system-out>${xmlBlocks(noted)}</system-out>`] : []),
  ];
  const open = `    <testcase classname="${xml(project)}" name="${xml(testCase.skill)}" time="${seconds([testCase])}"${where}`;
  return inside.length === 0
    ? `${open}/>`
    : [`${open}>`, ...inside.map((line) => `      ${line}`), '    </testcase>'].join('\n');
}

function failureXml(failures: readonly Finding[], first: Finding): string {
  const message =
    failures.length === 1
      ? first.message
      : `${count(failures.length, 'finding')}, the first: ${first.message}`;
  return `<failure message="${xml(message)}" type="enforce">${xmlBlocks(failures)}</failure>`;
}

/** Each finding in lines of its own, as a person reads them in the test report. */
function xmlBlocks(findings: readonly Finding[]): string {
  return findings
    .map((finding) =>
      [
        `[${standingWord(finding)}] ${finding.file}:${finding.line}`,
        finding.message,
        `expected: ${finding.expected}`,
        `actual: ${finding.actual}`,
        `why: ${finding.why}`,
        `page: ${finding.docs}`,
        ...(finding.waiver ? [`waiver: ${waiverClause(finding) ?? ''}`] : []),
        `standards explain ${finding.fingerprint}`,
      ]
        .flatMap(visibleLines)
        .map(xml)
        .join('\n'),
    )
    .join('\n\n');
}

function standingWord(finding: Finding): string {
  if (isWaived(finding)) return 'waived';
  return finding.accepted ? 'accepted' : finding.mode;
}

function tally(cases: readonly TestCase[]): string {
  const failed = cases.filter((testCase) => failuresOf(testCase).length > 0).length;
  const crashed = cases.filter((testCase) => crashOf(testCase)).length;
  const skipped = cases.filter((testCase) => skipOf(testCase)).length;
  return `tests="${cases.length}" failures="${failed}" errors="${crashed}" skipped="${skipped}" time="${seconds(cases)}"`;
}

function failuresOf({ findings }: TestCase): Finding[] {
  return findings.filter((finding) => finding.mode === 'enforce' && counts(finding));
}

function crashOf({ rows }: TestCase): OutcomeRow | undefined {
  return rows.find((row) => row.outcome === 'error');
}

/** A test with findings was run, whatever else is said of it. */
function skipOf({ rows, findings }: TestCase): OutcomeRow | undefined {
  if (findings.length > 0) return undefined;
  return rows.find((row) => row.outcome === 'not-applicable' || row.outcome === 'not-supported');
}

function reasonOf(row: OutcomeRow): string {
  return row.reason ?? 'no reason was given';
}

function seconds(cases: readonly TestCase[]): string {
  const milliseconds = cases
    .flatMap((testCase) => testCase.rows)
    .reduce((sum, row) => sum + row.durationMs, 0);
  return (milliseconds / 1000).toFixed(6);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Safe in text and in attributes; what XML cannot hold at all, not even escaped, has become visible before. */
function xml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
