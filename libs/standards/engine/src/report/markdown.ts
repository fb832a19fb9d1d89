import { Buffer } from 'node:buffer';
import type { Finding } from '../contract/skill.ts';
import { counts } from '../waivers/waivers.ts';
import { scorecardMarkdown } from './markdown-scorecard.ts';
import { groupBy } from './reading/group-by.ts';
import { strongestFirst } from './reading/strength.ts';
import { namesOf, uncheckedOf } from './reading/unchecked.ts';
import { nextSteps, verdictOf } from './reading/verdict.ts';
import { waiverClause, waiverLines } from './reading/waiver-lines.ts';
import type { Format, Report } from './report.ts';
import { count } from './text/count.ts';
import { codeLines, codeSpan, markdownText } from './text/markdown-text.ts';

/**
 * GitHub refuses the summary of a step as a whole when it is larger than 1 MiB; the room that is left is for what other
 * tools write into the same file.
 */
export const summaryLimit = 900_000;

const signs = { enforce: '❌', warn: '⚠️', advisory: '💡', off: '💡' } as const;
const names = {
  enforce: 'enforced',
  warn: 'warning',
  advisory: 'advisory',
  off: 'advisory',
} as const;

const uncheckedSigns = {
  crashed: '💥 crashed',
  unreadable: '🚫 could read nothing',
  'not-supported': '❔ is not supported',
} as const;

/** One piece of the page, which stands there whole or not at all. */
interface Block {
  readonly text: string;
  readonly is: 'frame' | 'project' | 'finding';
}

/** The job summary: verdict, scorecard, findings in the order of their gravity. */
export const markdown: Format = {
  name: 'markdown',
  description: 'scorecard and findings for a job summary',
  render: (report) => renderMarkdown(report),
};

export function renderMarkdown(report: Report, limit: number = summaryLimit): string {
  const open = strongestFirst(report.findings.filter(counts));
  const blocks: Block[] = [
    { is: 'frame', text: headMarkdown(report) },
    ...scorecardMarkdown(report).map(({ text, isProject }) => ({
      is: isProject ? ('project' as const) : ('frame' as const),
      text,
    })),
    ...uncheckedBlocks(report),
    ...findingBlocks(open, report),
    ...closingBlocks(report),
  ];
  return fit(blocks, limit);
}

/** As many blocks from the start as there is room for, and a line that says what is missing. */
function fit(blocks: readonly Block[], limit: number): string {
  // Room for the line itself.
  const room = limit - 200;
  let size = 0;
  let shown = 0;
  for (const block of blocks) {
    size += Buffer.byteLength(block.text);
    if (size > room) break;
    shown++;
  }
  const page = blocks.slice(0, shown).map((block) => block.text);
  const missing = blocks.slice(shown);
  if (missing.length === 0) return page.join('');
  const left = (is: Block['is']): number => missing.filter((block) => block.is === is).length;
  return `${page.join('')}\n\n**Cut off here:** ${count(left('project'), 'project')} and ${count(left('finding'), 'finding')} more would not fit into a job summary; the json format has all.\n`;
}

function headMarkdown(report: Report): string {
  const { reader, projects } = report.workspace;
  const steps = nextSteps(report).map(({ command, does }) => `- ${codeSpan(command)} ${does}\n`);
  return `## Standards: ${verdictOf(report).word}\n\n${verdictOf(report).sentence}\n\n${count(projects, 'project')} read by ${codeSpan(reader)}, ${count(report.skills.length, 'skill')}.\n${steps.length > 0 ? `\n${steps.join('')}` : ''}`;
}

function uncheckedBlocks(report: Report): Block[] {
  const unchecked = uncheckedOf(report.outcomes);
  if (unchecked.length === 0) return [];
  return [
    { is: 'frame', text: '\n### Not checked\n\n' },
    ...unchecked.map(({ skill, outcome, reason, projects }) => ({
      is: 'frame' as const,
      text: `- ${codeSpan(skill)} ${uncheckedSigns[outcome]} on ${markdownText(namesOf(projects, 5))}: ${markdownText(reason)}\n`,
    })),
  ];
}

function findingBlocks(findings: readonly Finding[], report: Report): Block[] {
  const titles = new Map<string, string>(report.skills.map((meta) => [meta.id, meta.title]));
  const told = new Set<string>();
  const groups = groupBy(findings, (finding) => `${finding.mode} ${finding.skill}`);
  return [...groups.values()].flatMap((group) =>
    group.map((finding, index) => {
      const heading = index === 0 ? headingOf(finding, titles.get(finding.skill)) : '';
      const why = `${finding.skill} ${finding.why}`;
      const whyLine = told.has(why) ? '' : `  - why: ${markdownText(finding.why)}\n`;
      told.add(why);
      return { is: 'finding' as const, text: `${heading}${findingMarkdown(finding)}${whyLine}` };
    }),
  );
}

function headingOf(finding: Finding, title: string | undefined): string {
  const page = /^https?:\/\/[^\s()<>]+$/.test(finding.docs)
    ? `[page](${finding.docs})`
    : `page: ${codeSpan(finding.docs)}`;
  const sign = `${signs[finding.mode]} ${names[finding.mode]}`;
  return `\n### ${sign}: ${markdownText(title ?? finding.skill)}\n\n${codeSpan(finding.skill)}, ${page}\n\n`;
}

function findingMarkdown(finding: Finding): string {
  return [
    `- ${codeSpan(`${finding.file}:${finding.line}`)} in ${codeSpan(finding.project)}: **${markdownText(finding.message)}**`,
    `  - expected: ${codeLines(finding.expected)}`,
    `  - actual: ${codeLines(finding.actual)}`,
    ...(finding.waiver ? [`  - ${markdownText(waiverClause(finding) ?? '')}`] : []),
    `  - ${codeSpan(`standards explain ${finding.fingerprint}`)}${finding.fixable ? ', can be fixed' : ''}`,
    '',
  ].join('\n');
}

function closingBlocks(report: Report): Block[] {
  const waivers = waiverLines(report).map(({ text }) => `- ${markdownText(text)}\n`);
  return [
    ...baselineBlocks(report),
    ...(waivers.length > 0 ? ['\n### Waivers\n\n', ...waivers] : []).map((text) => ({
      is: 'frame' as const,
      text,
    })),
  ];
}

function baselineBlocks({ baseline, summary }: Report): Block[] {
  if (!baseline) return [];
  const file = codeSpan(baseline.file);
  const lines = [
    ...(summary.accepted > 0
      ? [`- ${count(summary.accepted, 'finding')} accepted by ${file}\n`]
      : []),
    ...baseline.added.map(
      (entry) =>
        `- added by this change, so not accepted yet: ${codeSpan(entry.file)} ${markdownText(entry.message)}\n`,
    ),
    ...baseline.gone.map(
      (entry) => `- no longer found: ${codeSpan(entry.file)} ${markdownText(entry.message)}\n`,
    ),
  ];
  if (lines.length === 0) return [];
  return ['\n### Baseline\n\n', ...lines].map((text) => ({ is: 'frame' as const, text }));
}
