import { namesOf } from '../../report/reading/unchecked.ts';
import { list } from '../../report/text/count.ts';
import { markdownText } from '../../report/text/markdown-text.ts';
import type { Decision } from '../decide.ts';
import type { Graduation } from '../graduate.ts';
import { cellsOf, headings } from './cells.ts';
import type { Group } from './groups.ts';
import { folded, groupsOf, isInteresting, movement, toldOf } from './groups.ts';
import { asideSentences, evidenceSentence, nothingSentence, verdictSentence } from './sentences.ts';

const marks: Readonly<Record<Decision['change'], string>> = { raise: '▲', lower: '▼', stay: '·' };

/** For a page or a summary of CI: the same table and the same reasons as {@link prettyGraduation}. */
export function markdownGraduation(graduation: Graduation, detailed: boolean): string {
  const all = groupsOf(graduation);
  const groups = detailed ? all : all.filter(isInteresting);
  const aside = detailed ? [] : asideSentences(all);
  const nothing = nothingSentence(graduation);
  return [
    '## Graduation of modes',
    '',
    markdownText(evidenceSentence(graduation)),
    ...(nothing === undefined ? [] : ['', markdownText(nothing)]),
    '',
    row(['', ...headings]),
    row(['---', ...headings.map((_, at) => (at < 2 ? '---' : '---:'))]),
    ...groups.map((group) => row([marks[group.change], ...cellsOf(group).map(markdownText)])),
    '',
    ...(detailed ? groups.map((group) => [group]) : folded(groups)).flatMap((own) =>
      reasonLines(own, detailed),
    ),
    ...aside.map((sentence) => `- ${markdownText(sentence)}`),
    '',
    verdictSentence(graduation),
    '',
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function reasonLines(groups: readonly Group[], detailed: boolean): string[] {
  const [group, ...others] = groups;
  if (!group) return [];
  if (others.length > 0) {
    const names = groups.map(({ skill, decisions: { length } }) => `${skill} (${length})`);
    return [
      `- ${marks[group.change]} ${movement(group)}: ${markdownText(`${group.weakest.reason} ${list(names)}`)}`,
    ];
  }
  const { skill, decisions, weakest } = group;
  const item = (names: readonly string[], decision: Decision): string[] => {
    const { change } = decision;
    const { reason, criteria } = toldOf(decision, detailed);
    return [
      `- ${marks[change]} **${markdownText(skill)}** ${movement(group)} on ${markdownText(namesOf(names, 5))}${reason === undefined ? '' : `: ${markdownText(reason)}`}`,
      ...(criteria ? decision.criteria : []).map(
        ({ met, sentence }) =>
          `  - ${met && change !== 'lower' ? '✓' : '✗'} ${markdownText(sentence)}`,
      ),
    ];
  };
  return detailed
    ? decisions.flatMap((decision) => item([decision.project], decision))
    : item(
        decisions.map(({ project }) => project),
        weakest,
      );
}
