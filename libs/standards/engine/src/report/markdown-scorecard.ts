import type { Score, Standing } from './reading/scorecard.ts';
import { scoresByProject, scoresBySkill, standingOf } from './reading/scorecard.ts';
import type { Report } from './report.ts';
import { count } from './text/count.ts';
import { codeSpan } from './text/markdown-text.ts';

/** Up to here all projects are shown; in a larger workspace only those that somebody should look at. */
const projectsShownWhole = 30;

const signs: Readonly<Record<Standing, string>> = {
  crashed: '💥',
  unread: '🚫',
  failed: '❌',
  warned: '⚠️',
  advised: '💡',
  unsupported: '❔',
  passed: '✅',
  'nothing to check': '➖',
  'not run': '',
};

export interface ScorecardRow {
  readonly text: string;
  readonly isProject: boolean;
}

/** A table of projects by skills, line by line. */
export function scorecardMarkdown(report: Report): ScorecardRow[] {
  const skills = [...scoresBySkill(report).keys()];
  const projects = [...scoresByProject(report)];
  if (skills.length === 0 || projects.length === 0) return [];
  const shown =
    projects.length <= projectsShownWhole
      ? projects
      : projects.filter(([, scores]) => isNotable(scores));
  const left = projects.length - shown.length;
  return [
    ...(shown.length > 0 ? [frame(headOf(skills))] : []),
    ...shown.map(([project, scores]) => ({
      isProject: true,
      text: `| ${[codeSpan(project, 'cell'), ...skills.map((skill) => cellOf(scores.get(skill)))].join(' | ')} |\n`,
    })),
    ...(shown.length > 0
      ? [
          frame(
            '\n✅ passed · ❌ failed · ⚠️ warned · 💡 advised · ➖ nothing to check · ❔ not supported · 🚫 unreadable · 💥 crashed\n',
          ),
        ]
      : []),
    ...(left > 0
      ? [
          frame(
            `\n${count(left, 'project')} of ${projects.length} not shown: there, every check passed or had nothing to check.\n`,
          ),
        ]
      : []),
  ];
}

function headOf(skills: readonly string[]): string {
  return [
    '\n### Scorecard\n\n',
    `| project | ${skills.map((skill) => codeSpan(skill, 'cell')).join(' | ')} |\n`,
    `| --- |${' --- |'.repeat(skills.length)}\n`,
  ].join('');
}

function cellOf(score: Score | undefined): string {
  if (!score) return '';
  const findings = score.enforce + score.warn + score.advisory;
  const sign = signs[standingOf(score)];
  return findings > 0 ? `${sign} ${findings}` : sign;
}

function isNotable(scores: ReadonlyMap<string, Score>): boolean {
  return [...scores.values()].some((score) => {
    const standing = standingOf(score);
    return !['passed', 'nothing to check', 'not run'].includes(standing);
  });
}

function frame(text: string): ScorecardRow {
  return { text, isProject: false };
}
