import type { Finding } from '../contract/skill.ts';
import { levelOf, strongestFirst } from './reading/strength.ts';
import { verdictOf } from './reading/verdict.ts';
import type { Format, OutcomeRow, Report } from './report.ts';
import { visibleLines, visibleText } from './text/visible.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** GitHub shows this many annotations of each kind for a step; the others stand in the log alone. */
const shownOfAKind = 10;

/** Workflow commands, strongest first, because GitHub shows the first ten of each kind. */
export const github: Format = {
  name: 'github',
  description: 'annotations in GitHub Actions',
  render: renderGithub,
};

function renderGithub(report: Report): string {
  const crashes = report.outcomes.filter((row) => row.outcome === 'error');
  // The baseline's findings are known: an annotation would show them again in every pull request.
  const findings = strongestFirst(report.findings.filter((finding) => !finding.accepted));
  return [
    ...crashes.map(crashCommand),
    ...findings.map(findingCommand),
    // The last line is for whoever reads the log.
    `standards: ${verdictOf(report).sentence}${beyond(crashes.length, findings)}`,
    '',
  ].join('\n');
}

function findingCommand(finding: Finding): string {
  const properties = [
    `file=${property(finding.file)}`,
    `line=${finding.line}`,
    `title=${property(finding.skill)}`,
  ];
  const message = [
    finding.message,
    `Expected: ${finding.expected}`,
    `Actual: ${finding.actual}`,
    `Why: ${finding.why}`,
    `Page: ${finding.docs}`,
    `More: standards explain ${finding.fingerprint}`,
    ...(finding.fixable ? [`Fix: standards fix ${finding.skill}`] : []),
  ];
  const lines = message.flatMap(visibleLines).map(data).join('%0A');
  return `::${commands[levelOf(finding)]} ${properties.join(',')}::${lines}`;
}

function crashCommand({ skill, project, reason = 'no reason was given' }: OutcomeRow): string {
  const message = `${skill} crashed on ${project}, which was therefore not checked: ${reason}`;
  return `::error title=${property(`${skill} crashed`)}::${data(visibleText(message))}`;
}

function beyond(crashes: number, findings: readonly Finding[]): string {
  const kinds = { error: crashes, warning: 0, note: 0 };
  for (const finding of findings) kinds[levelOf(finding)]++;
  return Object.values(kinds).some((number) => number > shownOfAKind)
    ? ` GitHub shows ${shownOfAKind} annotations of a kind; all of them stand above.`
    : '';
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(visibleText(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
