import type { Score, Standing } from './reading/scorecard.ts';
import { scoresBySkill, standingOf } from './reading/scorecard.ts';
import type { Report } from './report.ts';
import { count, list } from './text/count.ts';
import type { Paint, StyleName } from './text/style.ts';

const headings = ['pass', 'fail', 'n/a', 'unsupported', 'errored'] as const;

const styles: Readonly<Record<Standing, StyleName>> = {
  crashed: 'bad',
  unread: 'bad',
  failed: 'bad',
  warned: 'doubtful',
  advised: 'informative',
  unsupported: 'doubtful',
  passed: 'good',
  'nothing to check': 'quiet',
  'not run': 'quiet',
};

/** A row for each skill: projects by outcome, and the verdict in words. */
export function scorecardLines(report: Report, paint: Paint): string[] {
  const scores = [...scoresBySkill(report)];
  const widest = Math.max('skill'.length, ...scores.map(([skill]) => skill.length));
  const head = ['skill'.padEnd(widest), ...headings, 'verdict'].join('  ');
  return [
    paint('quiet', head),
    ...scores.map(([skill, score]) => {
      const { outcomes } = score;
      const cells = [
        outcomes.pass,
        outcomes.fail,
        outcomes['not-applicable'],
        outcomes['not-supported'],
        outcomes.error,
      ].map((number, column) =>
        (number === 0 ? '-' : String(number)).padStart(headings[column]?.length ?? 0),
      );
      const verdict = paint(styles[standingOf(score)], verdictOfSkill(score));
      return [skill.padEnd(widest), ...cells, verdict].join('  ');
    }),
  ];
}

function verdictOfSkill(score: Score): string {
  const unchecked = score.outcomes['not-supported'] + score.outcomes.error;
  const parts = [
    ...(score.enforce > 0 ? [`${score.enforce} enforced`] : []),
    ...(score.warn > 0 ? [count(score.warn, 'warning')] : []),
    ...(score.advisory > 0 ? [`${score.advisory} advisory`] : []),
    ...(score.accepted > 0 ? [`${score.accepted} accepted`] : []),
    ...(score.waived > 0 ? [`${score.waived} waived`] : []),
    ...(unchecked > 0 ? [`${unchecked} not checked`] : []),
  ];
  const standing = words[standingOf(score)];
  return parts.length === 0 ? standing : `${standing}: ${list(parts)}`;
}

const words: Readonly<Record<Standing, string>> = {
  crashed: 'crashed',
  unread: 'unreadable',
  failed: 'failed',
  warned: 'warned',
  advised: 'advised',
  unsupported: 'incomplete',
  passed: 'passed',
  'nothing to check': 'nothing to check',
  'not run': 'not run',
};
