import { namesOf } from '../../report/reading/unchecked.ts';
import type { Look } from '../../report/report.ts';
import { count, list } from '../../report/text/count.ts';
import type { Paint, StyleName } from '../../report/text/style.ts';
import { createPaint } from '../../report/text/style.ts';
import { visibleText } from '../../report/text/visible.ts';
import { fitTable } from '../../report/text/table.ts';
import { columns, usableWidth, wrap } from '../../report/text/wrap.ts';
import type { Decision } from '../decide.ts';
import type { Graduation } from '../graduate.ts';
import { cellsOf, headings } from './cells.ts';
import type { Group } from './groups.ts';
import { folded, groupsOf, isInteresting, movement, toldOf } from './groups.ts';
import { asideSentences, evidenceSentence, nothingSentence, verdictSentence } from './sentences.ts';

const marks: Readonly<Record<Decision['change'], readonly [string, StyleName]>> = {
  raise: ['▲', 'good'],
  lower: ['▼', 'bad'],
  stay: ['·', 'quiet'],
};

interface Page {
  readonly paint: Paint;
  readonly width: number;
}

/**
 * For a person at a terminal: the table, and below it why each mode changes or stays.
 *
 * @param detailed whether every criterion of every project is told, and not only those of what changes
 */
export function prettyGraduation(graduation: Graduation, look: Look, detailed: boolean): string {
  const page: Page = { paint: createPaint(look), width: usableWidth(look.width) };
  const all = groupsOf(graduation);
  const groups = detailed ? all : all.filter(isInteresting);
  const aside = detailed ? [] : asideSentences(all);
  const nothing = nothingSentence(graduation);
  return [
    ...wrapped(evidenceSentence(graduation), page, ''),
    ...(nothing === undefined ? [] : ['', ...wrapped(nothing, page, '', 'doubtful')]),
    '',
    ...tableLines(groups, page),
    '',
    ...(detailed ? groups.map((group) => [group]) : folded(groups)).flatMap((own) =>
      reasonLines(own, page, detailed),
    ),
    ...aside.flatMap((sentence) => wrapped(sentence, page, '', 'quiet')),
    '',
    ...wrapped(verdictSentence(graduation), page, '', 'heading'),
    '',
  ].join('\n');
}

function tableLines(groups: readonly Group[], { paint, width }: Page): string[] {
  const rows = groups.map((group) => cellsOf(group).map(visibleText));
  const table = fitTable(headings, rows, { width: width - 2, left: 2 });
  return [
    paint('quiet', `  ${table.head}`),
    ...table.rows.map((line, at) => {
      const [mark, style] = marks[groups[at]?.change ?? 'stay'];
      return `${paint(style, mark)} ${line}`;
    }),
  ];
}

function reasonLines(groups: readonly Group[], page: Page, detailed: boolean): string[] {
  const [group, ...others] = groups;
  if (!group) return [];
  const { decisions, weakest } = group;
  if (others.length > 0) {
    const names = groups.map(({ skill, decisions: { length } }) => `${skill} (${length})`);
    const [mark, style] = marks[group.change];
    const head = `${page.paint(style, mark)} ${page.paint('heading', movement(group))}`;
    return [`${head}  ${visibleText(weakest.reason)}`, ...wrapped(list(names), page, '    ')];
  }
  if (detailed) {
    return decisions.flatMap((decision) => [
      headLine(group, group.skill, `on ${decision.project}`, page),
      ...whyLines(decision, page, true),
    ]);
  }
  const projects = decisions.map(({ project }) => project);
  const named = `on ${namesOf(projects, 3)}`;
  const room = page.width - columns(group.skill) - columns(movement(group)) - 6;
  const where = columns(named) > room ? `on ${count(projects.length, 'project')}` : named;
  return [headLine(group, group.skill, where, page), ...whyLines(weakest, page, false)];
}

/** The mark, what it is about, how the mode moves, and where. */
function headLine(group: Group, subject: string, where: string, { paint }: Page): string {
  const [mark, style] = marks[group.change];
  const parts = [
    `${paint(style, mark)} ${paint('heading', visibleText(subject))}`,
    paint(style, movement(group)),
    paint('quiet', visibleText(where)),
  ];
  return parts.join('  ');
}

function whyLines(decision: Decision, page: Page, detailed: boolean): string[] {
  const { reason, criteria } = toldOf(decision, detailed);
  return [
    ...(reason === undefined ? [] : wrapped(reason, page, '    ')),
    ...(criteria ? criterionLines(decision, page) : []),
  ];
}

function criterionLines({ change, criteria }: Decision, page: Page): string[] {
  return criteria.flatMap(({ met, sentence }) => {
    const [mark, style] =
      met && change !== 'lower' ? (['✓', 'good'] as const) : (['✗', 'bad'] as const);
    return wrap(visibleText(sentence), page.width - 6).map((line, at) =>
      at === 0 ? `    ${page.paint(style, mark)} ${line}` : `      ${line}`,
    );
  });
}

function wrapped(
  text: string,
  { paint, width }: Page,
  indent: string,
  style?: StyleName,
): string[] {
  return wrap(visibleText(text), width - indent.length).map(
    (line) => indent + (style ? paint(style, line) : line),
  );
}
