import { namesOf } from '../../report/reading/unchecked.ts';
import { markdownText } from '../../report/text/markdown-text.ts';
import type { Adoption, Part } from '../adoption.ts';
import {
  day,
  emptySentence,
  figuresOfPart,
  headings,
  lastPoint,
  missingSentences,
  modesInWords,
  momentLabel,
  movementOf,
  passingShare,
  sourceSentence,
} from './figures.ts';
import { percent } from '../../graduation/words.ts';
import { spark } from './spark.ts';

/** For a page, an issue, or the summary of a CI job. */
export function markdownAdoption(adoption: Adoption): string {
  const empty = emptySentence(adoption);
  const { skills, projects } = adoption;
  return [
    `## Adoption of standards: ${markdownText(adoption.workspace)}`,
    '',
    markdownText([sourceSentence(adoption), ...missingSentences(adoption)].join(' ')),
    '',
    ...(empty === undefined
      ? [
          ...overTime(adoption),
          '',
          '### Skills',
          '',
          ...table(
            'skill',
            skills.map((part) => [part.skill, part]),
          ),
          '',
          '### Projects',
          '',
          ...table(
            'project',
            projects.map((part) => [part.project, part]),
          ),
          '',
          '### Modes that changed',
          '',
          ...changes(adoption),
        ]
      : [markdownText(empty)]),
    '',
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function overTime({ total, stepHours }: Adoption): string[] {
  return [
    row(['until', 'passing', 'open', 'fixed', 'waived', 'accepted', 'advisory', 'warn', 'enforce']),
    row(['---', ...Array.from({ length: 8 }, () => '---:')]),
    ...total.points.map((point) => {
      const share = passingShare(point);
      const { open, fixed, waived, accepted, modes } = point;
      const numbers = [open, fixed, waived, accepted, modes.advisory, modes.warn, modes.enforce];
      return row([
        momentLabel(point.at, stepHours),
        share === null ? '-' : percent(share),
        ...numbers.map(String),
      ]);
    }),
  ];
}

function table(what: string, parts: readonly (readonly [string, Part])[]): string[] {
  return [
    row([what, 'over time', 'mode', ...headings]),
    row(['---', '---', '---', ...headings.map(() => '---:')]),
    ...parts.map(([name, part]) =>
      row([
        markdownText(name),
        spark(part.points.map(passingShare), 1),
        modesInWords(lastPoint(part)),
        ...figuresOfPart(part),
      ]),
    ),
  ];
}

function changes({ modeChanges }: Adoption): string[] {
  if (modeChanges.length === 0) return ['None.'];
  return modeChanges.map(
    (change) =>
      `- ${day(change.at)} **${markdownText(change.skill)}** ${movementOf(change)} on ${markdownText(namesOf(change.projects, 5))}`,
  );
}
