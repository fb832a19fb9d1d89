import { duration, percent } from '../../graduation/words.ts';
import { namesOf } from '../../report/reading/unchecked.ts';
import type { Look } from '../../report/report.ts';
import { count, list } from '../../report/text/count.ts';
import type { Paint } from '../../report/text/style.ts';
import { createPaint } from '../../report/text/style.ts';
import { fitTable } from '../../report/text/table.ts';
import { visibleText } from '../../report/text/visible.ts';
import { usableWidth, wrap } from '../../report/text/wrap.ts';
import type { Adoption, Part } from '../adoption.ts';
import {
  day,
  emptySentence,
  enforcedShare,
  figuresOfPart,
  headings,
  lastPoint,
  missingSentences,
  modesInWords,
  movementOf,
  passingShare,
  sourceSentence,
} from './figures.ts';
import { spark } from './spark.ts';

/** Rows of the table of projects, and changes of modes, that are shown; the json format has all. */
const mostRows = 40;

interface Page {
  readonly paint: Paint;
  readonly width: number;
}

/** For a person at a terminal: the whole in a few lines, a row for each skill and project, and the modes that changed. */
export function prettyAdoption(adoption: Adoption, look: Look): string {
  const page: Page = { paint: createPaint(look), width: usableWidth(look.width) };
  const empty = emptySentence(adoption);
  const { paint } = page;
  return [
    `${paint('heading', visibleText(adoption.workspace))}  ${paint('quiet', 'adoption of standards')}`,
    ...lines([sourceSentence(adoption), ...missingSentences(adoption)].join(' '), page),
    ...(empty === undefined
      ? [
          '',
          ...totalLines(adoption, page),
          '',
          ...partLines(
            'skill',
            adoption.skills.map((part) => [part.skill, part]),
            page,
          ),
          '',
          ...partLines(
            'project',
            adoption.projects.map((part) => [part.project, part]),
            page,
          ),
          '',
          ...changeLines(adoption, page),
        ]
      : ['', ...lines(empty, page)]),
    '',
  ].join('\n');
}

function lines(text: string, { width }: Page): string[] {
  return wrap(visibleText(text), width);
}

function totalLines({ total, counted }: Adoption, { paint, width }: Page): string[] {
  const { points } = total;
  const last = lastPoint(total);
  if (!last) return [];
  const open = points.map((point) => point.open);
  const passing = passingShare(last);
  const enforced = enforcedShare(last);
  const fixTime = total.timeToFixMs;
  const rows: readonly (readonly [string, string, string, string])[] = [
    [
      'passing',
      spark(points.map(passingShare), 1),
      passing === null ? '-' : percent(passing),
      `${last.passing} of ${last.judged} skills on projects`,
    ],
    [
      'open findings',
      spark(open, Math.max(...open)),
      String(last.open),
      `${total.fixed} fixed, ${last.waived} waived, ${last.accepted} accepted${fixTime === null ? '' : `; half within ${duration(fixTime.median)}`}`,
    ],
    [
      'enforced',
      spark(points.map(enforcedShare), 1),
      enforced === null ? '-' : percent(enforced),
      modesInWords(last),
    ],
    [
      'crashes',
      spark(
        points.map(({ crashes }) => crashes),
        Math.max(...points.map(({ crashes }) => crashes)),
      ),
      String(total.crashes),
      total.repeated === 0
        ? `on ${count(counted.commits, 'commit')}, none looked at twice`
        : `${total.flaky} of ${total.repeated} repeated looks gave another result`,
    ],
  ];
  const room = Math.max(...rows.map(([, , value]) => value.length));
  return rows.map(([name, line, value, words]) => {
    const head = `${name.padEnd(13)}  ${line}  ${value.padStart(room)}`;
    return head.length + 2 + words.length <= width ? `${head}  ${paint('quiet', words)}` : head;
  });
}

function partLines(
  what: string,
  parts: readonly (readonly [string, Part])[],
  { paint, width }: Page,
): string[] {
  const rows = parts
    .slice(0, mostRows)
    .map(([name, part]) => [
      visibleText(name),
      spark(part.points.map(passingShare), 1),
      modesInWords(lastPoint(part)),
      ...figuresOfPart(part),
    ]);
  const table = fitTable([what, '', 'mode', ...headings], rows, { width, left: 3 });
  const left = parts.length - rows.length;
  return [
    paint('quiet', table.head),
    ...table.rows,
    ...(left > 0 ? [`and ${left} more; --format json has all`] : []),
  ];
}

function changeLines({ modeChanges }: Adoption, { paint }: Page): string[] {
  if (modeChanges.length === 0) return ['No mode changed.'];
  const shown = modeChanges.slice(-mostRows);
  const left = modeChanges.length - shown.length;
  return [
    paint('heading', 'Modes that changed'),
    ...(left > 0 ? [`  ${list([`${left} before these`])}; --format json has all`] : []),
    ...shown.map(
      (change) =>
        `  ${day(change.at)}  ${visibleText(change.skill)}  ${movementOf(change)}  ${paint('quiet', `on ${visibleText(namesOf(change.projects, 3))}`)}`,
    ),
  ];
}
