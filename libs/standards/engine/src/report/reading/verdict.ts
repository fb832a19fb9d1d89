import type { Finding } from '../../contract/skill.ts';
import { counts } from '../../waivers/waivers.ts';
import type { Report } from '../report.ts';
import { count, list } from '../text/count.ts';
import { strongestFirst } from './strength.ts';
import { wasCrash } from './unchecked.ts';

export interface Verdict {
  readonly word: 'passed' | 'failed' | 'crashed' | 'stopped' | 'nothing checked';
  /** One or two plain sentences, the same in every format. */
  readonly sentence: string;
}

export interface NextStep {
  readonly command: string;
  /** What the command does, beginning with a verb: `shows why …`. */
  readonly does: string;
}

/** What the whole run says, in words that need no manual. */
export function verdictOf(report: Report): Verdict {
  const { findings, outcomes } = report.summary;
  const enforced = count(findings.enforce, 'enforced finding');
  if (report.exitCode === 3) {
    const crashes = report.outcomes.filter(wasCrash).length;
    const broken = crashes > 0 ? count(crashes, 'check') : 'the run';
    const besides =
      findings.enforce > 0 ? ` Besides, there ${are(findings.enforce)} ${enforced}.` : '';
    return {
      word: 'crashed',
      sentence: `Crashed: ${broken} broke off, so this result is incomplete.${besides}`,
    };
  }
  if (report.exitCode === 2) {
    return { word: 'stopped', sentence: 'Stopped: the command or the configuration is wrong.' };
  }
  if (report.exitCode === 1) {
    return {
      word: 'failed',
      sentence: `Failed: ${enforced} must be mended or accepted.${alsoListed(report)}`,
    };
  }
  if (outcomes.pass + outcomes.fail === 0) {
    return { word: 'nothing checked', sentence: 'Nothing was checked, so nothing is known.' };
  }
  if (
    report.skills.length > 1 &&
    report.outcomes.every(({ skill }) => skill === 'standards:read')
  ) {
    return {
      word: 'nothing checked',
      sentence:
        'Nothing was checked but whether all can be read: every other skill is off, or has no project here.',
    };
  }
  return { word: 'passed', sentence: `Passed: no enforced finding.${alsoListed(report)}` };
}

/** What to type next; the first is for the gravest finding. Empty when there is nothing to do. */
export function nextSteps(report: Report): NextStep[] {
  const open = strongestFirst(report.findings.filter(counts));
  const steps: NextStep[] = [];
  const gravest = open[0];
  if (gravest) {
    steps.push({
      command: `standards explain ${gravest.fingerprint}`,
      does: 'says why this is a finding and what is right',
    });
  }
  for (const skill of fixableSkills(open)) {
    steps.push({
      command: `standards fix ${skill}`,
      does: 'shows the patch; --write applies it',
    });
  }
  if (report.baseline && report.baseline.gone.length > 0) {
    steps.push({
      command: 'standards baseline --prune',
      does: `drops ${count(report.baseline.gone.length, 'entry', 'entries')} that ${are(report.baseline.gone.length)} not found any more`,
    });
  }
  return steps;
}

function fixableSkills(findings: readonly Finding[]): Set<string> {
  return new Set(findings.filter((finding) => finding.fixable).map((finding) => finding.skill));
}

/** What fails nothing and still should be known. */
function alsoListed(report: Report): string {
  const { findings, accepted, waived, outcomes } = report.summary;
  const listed = [
    ...(findings.warn > 0 ? [count(findings.warn, 'warning')] : []),
    ...(findings.advisory > 0 ? [count(findings.advisory, 'advisory finding')] : []),
    ...(accepted > 0 ? [`${count(accepted, 'finding')} accepted by the baseline`] : []),
    ...(waived > 0 ? [`${count(waived, 'finding')} waived`] : []),
    ...(outcomes['not-supported'] > 0
      ? [`${count(outcomes['not-supported'], 'check')} not possible here`]
      : []),
  ];
  return listed.length === 0 ? '' : ` Besides: ${list(listed)}.`;
}

function are(number: number): 'is' | 'are' {
  return number === 1 ? 'is' : 'are';
}
