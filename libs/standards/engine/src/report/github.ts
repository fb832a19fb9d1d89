import type { Finding } from '../contract/skill.ts';
import { counts } from '../waivers/waivers.ts';
import { levelOf, strongestFirst } from './reading/strength.ts';
import { verdictOf } from './reading/verdict.ts';
import { waiverClause } from './reading/waiver-lines.ts';
import { namesOf, type Unchecked, uncheckedOf } from './reading/unchecked.ts';
import type { Format, Report } from './report.ts';
import { visibleLines, visibleText } from './text/visible.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** GitHub shows this many annotations of each kind for a step; the others stand in the log alone. */
const shownOfAKind = 10;

/** Workflow commands, strongest first, because GitHub shows the first ten of each kind. */
export const github: Format = {
  name: 'github',
  description: 'annotations in GitHub Actions',
  render: renderGithub,
  fromRepository: true,
};

function renderGithub(report: Report): string {
  const unchecked = uncheckedOf(report.outcomes);
  const crashes = unchecked.filter(({ outcome }) => outcome === 'crashed');
  // The baseline's findings are known: an annotation would show them again in every pull request.
  const findings = strongestFirst(report.findings.filter(counts));
  return [
    ...crashes.map(crashCommand),
    // A manifest that could not be read is among them, so the checks that it kept from reading need no annotation.
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
    ...(finding.waiver ? [`Waiver: ${waiverClause(finding) ?? ''}`] : []),
    `More: standards explain ${finding.fingerprint}`,
    ...(finding.fixable ? [`Fix: standards fix ${finding.skill}`] : []),
  ];
  const lines = message.flatMap(visibleLines).map(data).join('%0A');
  return `::${commands[levelOf(finding)]} ${properties.join(',')}::${lines}`;
}

function crashCommand({ skill, projects, reason }: Unchecked): string {
  const message = `${skill} crashed, and therefore did not check ${namesOf(projects, 5)}: ${reason}`;
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
