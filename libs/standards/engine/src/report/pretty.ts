import type { Finding } from '../contract/skill.ts';
import { counts } from '../waivers/waivers.ts';
import { scorecardLines } from './pretty-scorecard.ts';
import { groupBy } from './reading/group-by.ts';
import { namesOf, uncheckedOf } from './reading/unchecked.ts';
import { nextSteps, verdictOf } from './reading/verdict.ts';
import { waiverClause, waiverLines } from './reading/waiver-lines.ts';
import type { BaselineEntry, Format, Look, Report } from './report.ts';
import { count } from './text/count.ts';
import type { Paint, StyleName } from './text/style.ts';
import { createPaint } from './text/style.ts';
import { visibleLines, visibleText } from './text/visible.ts';
import { columns, usableWidth, wrap } from './text/wrap.ts';

/** Entries of the baseline that are named; the json format has all. */
const entriesNamed = 20;

const marks = {
  enforce: ['✗ enforced', 'bad'],
  warn: ['▲ warning', 'doubtful'],
  advisory: ['● advisory', 'informative'],
  off: ['● advisory', 'informative'],
} as const;

const verdictStyles = {
  passed: 'good',
  failed: 'bad',
  crashed: 'bad',
  stopped: 'bad',
  'nothing checked': 'doubtful',
} as const;

interface Page {
  readonly paint: Paint;
  readonly width: number;
}

/** For a person at a terminal: what was looked at, what was found, how every skill stands, what to do now. */
export const pretty: Format = {
  name: 'pretty',
  description: 'findings and scorecard for a person',
  render: renderPretty,
};

function renderPretty(report: Report, look: Look): string {
  const page: Page = { paint: createPaint(look), width: usableWidth(look.width) };
  const open = report.findings.filter(counts);
  return [
    ...headerLines(report, page),
    ...findingLines(open, report, page),
    ...uncheckedLines(report, page),
    ...baselineLines(report, page),
    ...waiversLines(report, page),
    '',
    ...scorecardLines(report, page.paint),
    '',
    ...verdictLines(report, page),
    '',
  ].join('\n');
}

function headerLines(report: Report, { paint }: Page): string[] {
  const { root, reader, projects } = report.workspace;
  const kind = reader === 'single' ? 'single package' : `${reader} workspace`;
  return [
    `${paint('heading', visibleText(root))}  ${paint('quiet', `${kind}, ${count(projects, 'project')}, ${count(report.skills.length, 'skill')}`)}`,
  ];
}

function findingLines(findings: readonly Finding[], report: Report, page: Page): string[] {
  const titles = new Map<string, string>(report.skills.map((meta) => [meta.id, meta.title]));
  const told = new Set<string>();
  return [...groupBy(findings, (finding) => finding.project)].flatMap(([project, ofProject]) => [
    '',
    page.paint('heading', visibleText(project)),
    ...[...groupBy(ofProject, (finding) => finding.skill)].flatMap(([skill, ofSkill]) => [
      skillLine(skill, titles.get(skill), page),
      ...ofSkill.flatMap((finding) => {
        // What the reader was told above is not told again: 300 packages can depart from a standard in one way.
        const why = `${skill} ${finding.why}`;
        const isNew = !told.has(why);
        told.add(why);
        return oneFinding(finding, isNew, page);
      }),
    ]),
  ]);
}

function skillLine(skill: string, title: string | undefined, { paint }: Page): string {
  return title === undefined ? `  ${skill}` : `  ${skill}  ${paint('quiet', visibleText(title))}`;
}

function oneFinding(finding: Finding, withWhy: boolean, page: Page): string[] {
  const { paint } = page;
  const [mark, style] = marks[finding.mode];
  const fix = finding.fixable ? ', can be fixed' : '';
  return [
    `    ${paint(style, mark)}  ${visibleText(`${finding.file}:${finding.line}`)}`,
    ...wrapped(finding.message, page, 'heading'),
    ...labelled('expected', finding.expected, 'good', page),
    ...labelled('actual', finding.actual, 'bad', page),
    ...(withWhy
      ? [
          ...labelled('why', finding.why, undefined, page),
          ...labelled('page', finding.docs, undefined, page),
        ]
      : []),
    ...waiverOf(finding, page),
    ...labelled('finding', `${finding.fingerprint}${fix}`, 'quiet', page),
  ];
}

function waiverOf(finding: Finding, page: Page): string[] {
  const clause = waiverClause(finding);
  return clause === undefined ? [] : labelled('waiver', clause, 'doubtful', page);
}

function wrapped(text: string, { paint, width }: Page, style?: StyleName): string[] {
  return wrap(visibleText(text), width - 6).map(
    (line) => `      ${style ? paint(style, line) : line}`,
  );
}

/** `expected  text`, with further lines under the text. */
function labelled(label: string, text: string, style: StyleName | undefined, page: Page): string[] {
  const lines = visibleLines(text).flatMap((line) => wrap(line, page.width - 16));
  return lines.map((line, index) => {
    const head = index === 0 ? page.paint('quiet', label.padEnd(8)) : ' '.repeat(8);
    return `      ${head}  ${style ? page.paint(style, line) : line}`.trimEnd();
  });
}

function uncheckedLines(report: Report, page: Page): string[] {
  const unchecked = uncheckedOf(report.outcomes);
  if (unchecked.length === 0) return [];
  return [
    '',
    page.paint('heading', 'Not checked'),
    ...unchecked.flatMap(({ skill, outcome, reason, projects }) => {
      const [what, style] =
        outcome === 'not-supported'
          ? (['not supported', 'doubtful'] as const)
          : ([outcome, 'bad'] as const);
      return [
        `  ${page.paint(style, what)}  ${skill} on ${visibleText(namesOf(projects, 3))}`,
        ...wrapped(reason, page),
      ];
    }),
  ];
}

function baselineLines({ baseline, summary }: Report, { paint }: Page): string[] {
  if (!baseline) return [];
  const lines = [
    ...(summary.accepted > 0
      ? [`  ${count(summary.accepted, 'finding')} accepted, not shown above`]
      : []),
    ...entryLines('added by this change, so they accept nothing yet', baseline.added),
    ...entryLines('not found any more', baseline.gone),
  ];
  if (lines.length === 0) return [];
  return [
    '',
    `${paint('heading', 'Baseline')}  ${paint('quiet', visibleText(baseline.file))}`,
    ...lines,
  ];
}

function waiversLines(report: Report, page: Page): string[] {
  const lines = waiverLines(report);
  if (lines.length === 0) return [];
  const left = lines.length - entriesNamed;
  return [
    '',
    page.paint('heading', 'Waivers'),
    ...lines.slice(0, entriesNamed).flatMap(({ what, text }) =>
      wrap(visibleText(text), page.width - 4).map((line, index) =>
        // What needs somebody to act stands out.
        what === 'waived'
          ? `  ${index === 0 ? '' : '  '}${line}`
          : page.paint('doubtful', `  ${index === 0 ? '' : '  '}${line}`),
      ),
    ),
    ...(left > 0 ? [`  and ${left} more`] : []),
  ];
}

function entryLines(what: string, entries: readonly BaselineEntry[]): string[] {
  if (entries.length === 0) return [];
  const left = entries.length - entriesNamed;
  return [
    `  ${count(entries.length, 'entry', 'entries')} ${what}:`,
    ...entries
      .slice(0, entriesNamed)
      .map((entry) => `    ${visibleText(`${entry.file}  ${entry.message}`)}`),
    ...(left > 0 ? [`    and ${left} more`] : []),
  ];
}

function verdictLines(report: Report, { paint, width }: Page): string[] {
  const { word, sentence } = verdictOf(report);
  const steps = nextSteps(report);
  const widest = Math.max(0, ...steps.map(({ command }) => columns(command)));
  return [
    ...steps.map(({ command, does }) => `  ${command.padEnd(widest)}  ${paint('quiet', does)}`),
    ...(steps.length > 0 ? [''] : []),
    ...wrap(sentence, width).map((line) => paint(verdictStyles[word], line)),
  ];
}
