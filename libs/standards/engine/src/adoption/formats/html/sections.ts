import { duration, percent } from '../../../graduation/words.ts';
import { count } from '../../../report/text/count.ts';
import type { Adoption, PairAdoption, Part } from '../../adoption.ts';
import {
  day,
  enforcedShare,
  figuresOfPart,
  headings,
  lastPoint,
  modesInWords,
  movementOf,
  passingShare,
} from '../figures.ts';
import { namesOf } from '../../../report/reading/unchecked.ts';
import { escapeHtml } from './escape.ts';
import { sparkline } from './line-plot.ts';
import { scrollTable } from './table.ts';
import type { Ids, View } from './views.ts';
import { durationPlot, eventPlot, findingsPlot, modesPlot, passingPlot } from './views.ts';

/** The whole in six numbers. */
export function tiles({ total, skills, projects }: Adoption): string {
  const last = lastPoint(total);
  const share = (value: number | null | undefined): string =>
    value === null || value === undefined ? '-' : percent(value);
  const items: readonly (readonly [string, string, string])[] = [
    ['Passing', share(last && passingShare(last)), `${last?.passing ?? 0} of ${last?.judged ?? 0}`],
    ['Enforced', share(last && enforcedShare(last)), modesInWords(last)],
    [
      'Open findings',
      String(last?.open ?? 0),
      `${last?.waived ?? 0} waived, ${last?.accepted ?? 0} accepted`,
    ],
    ['Fixed', String(total.fixed), `${total.reopened} counted again`],
    [
      'Time to fix',
      total.timeToFixMs ? duration(total.timeToFixMs.median) : '-',
      total.timeToFixMs ? `90 % within ${duration(total.timeToFixMs.p90)}` : 'nothing fixed yet',
    ],
    [
      'Crashes',
      String(total.crashes),
      total.repeated === 0
        ? 'nothing looked at twice'
        : `${total.flaky} of ${total.repeated} repeated looks differed`,
    ],
    ['Skills', String(skills.length), `on ${count(projects.length, 'project')}`],
  ];
  const cells = items.map(
    ([name, value, words]) =>
      `<div class="tile"><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}<small>${escapeHtml(words)}</small></dd></div>`,
  );
  return `<dl class="tiles">${cells.join('')}</dl>`;
}

export function overTime(adoption: Adoption, ids: Ids): string {
  const whole: View = { adoption, part: adoption.total, about: undefined, ids };
  return `<div class="plots">${[
    passingPlot(whole, 'Skills on projects'),
    modesPlot(whole),
    findingsPlot(whole),
    eventPlot(whole, 'fixed'),
    eventPlot(whole, 'crashes'),
    durationPlot(adoption, ids),
  ].join('\n')}</div>`;
}

/** A row for each skill or project, and behind it its plots and what stands in each project or skill. */
export function parts(adoption: Adoption, kind: 'skill' | 'project', ids: Ids): string {
  const all: readonly (readonly [string, Part])[] =
    kind === 'skill'
      ? adoption.skills.map((part) => [part.skill, part])
      : adoption.projects.map((part) => [part.project, part]);
  const rows = all.map(([name, part]) => {
    const shares = part.points.map(passingShare);
    const line = sparkline(
      ids(),
      escapeHtml(`${name}: share that passes`),
      escapeHtml(shares.map((share) => (share === null ? '-' : percent(share))).join(', ')),
      'passing',
      shares,
      1,
    );
    return [
      escapeHtml(name),
      line,
      { words: escapeHtml(modesInWords(lastPoint(part))) },
      ...figuresOfPart(part).map(escapeHtml),
    ];
  });
  const heads = [kind, { words: 'over time' }, { words: 'mode' }, ...headings];
  const table = scrollTable(`By ${kind}`, heads, rows, 'wide');
  const more = all.map(([name, part]) => {
    const pairs = adoption.pairs.filter((pair) => pair[kind] === name);
    const what = kind === 'skill' ? 'Projects' : 'Skills';
    const view: View = { adoption, part, about: name, ids };
    return `<details class="part"><summary>${escapeHtml(name)}</summary><div class="plots">${passingPlot(view, what)}${findingsPlot(view)}${modesPlot(view)}</div>${pairTable(pairs, kind, name)}</details>`;
  });
  return `${table}<details class="more"><summary>Plots and figures of each ${kind}</summary>${more.join('\n')}</details>`;
}

const outcomeWords: Readonly<Record<PairAdoption['outcome'], string>> = {
  pass: 'passes',
  fail: 'fails',
  crashed: 'crashed',
  'not-supported': 'not supported',
  none: 'nothing to check',
};

function pairTable(
  pairs: readonly PairAdoption[],
  kind: 'skill' | 'project',
  name: string,
): string {
  const other = kind === 'skill' ? 'project' : 'skill';
  const rows = pairs.map((pair) => [
    escapeHtml(pair[other]),
    { words: outcomeWords[pair.outcome] },
    { words: pair.mode ?? '-' },
    ...[pair.open, pair.fixed, pair.waived, pair.accepted].map(String),
  ]);
  const heads = [
    other,
    { words: 'stands' },
    { words: 'mode' },
    ...['open', 'fixed', 'waived', 'accepted'],
  ];
  return `<h3>Now, by ${other}</h3>${scrollTable(`${name}, by ${other}`, heads, rows)}`;
}

const signs: Readonly<Record<PairAdoption['outcome'], string>> = {
  pass: '✓',
  fail: '✗',
  crashed: '!',
  'not-supported': '?',
  none: '·',
};
const letters = { off: 'o', advisory: 'a', warn: 'w', enforce: 'e' } as const;

/** Every skill on every project, as it stands now. */
export function matrix({ pairs, skills, projects }: Adoption): string {
  const byKey = new Map(pairs.map((pair) => [JSON.stringify([pair.skill, pair.project]), pair]));
  const rows = projects.map(({ project }) => {
    const cells = skills.map(({ skill }) => {
      const pair = byKey.get(JSON.stringify([skill, project]));
      if (!pair) return '<td class="none"><span class="hidden">not run</span></td>';
      const words =
        pair.mode === null
          ? outcomeWords[pair.outcome]
          : `${outcomeWords[pair.outcome]}, ${pair.mode}`;
      const letter = pair.mode === null || pair.outcome === 'none' ? '' : letters[pair.mode];
      return `<td class="${pair.outcome}"><span aria-hidden="true">${signs[pair.outcome]}<small>${letter}</small></span><span class="hidden">${words}</span></td>`;
    });
    return `<tr><th scope="row">${escapeHtml(project)}</th>${cells.join('')}</tr>`;
  });
  const heads = skills.map(({ skill }) => `<th scope="col"><span>${escapeHtml(skill)}</span></th>`);
  return `<p class="quiet">✓ passes, ✗ fails, ! crashed, ? not supported, · nothing to check; e enforce, w warn, a advisory, o off.</p><div class="scroll" tabindex="0" role="region" aria-label="Every skill on every project"><table class="matrix"><thead><tr><th scope="col">project</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

export function modeChanges({ modeChanges: changes }: Adoption): string {
  if (changes.length === 0) return '<p>No mode changed in this time.</p>';
  const rows = changes.map((change) => [
    day(change.at),
    { words: escapeHtml(change.skill) },
    { words: movementOf(change) },
    { words: escapeHtml(namesOf(change.projects, 8)) },
  ]);
  const heads = ['day', { words: 'skill' }, { words: 'mode' }, { words: 'projects' }];
  return scrollTable('Modes that changed', heads, rows, 'changes');
}
