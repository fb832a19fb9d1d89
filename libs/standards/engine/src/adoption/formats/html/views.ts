import { duration, percent } from '../../../graduation/words.ts';
import { count } from '../../../report/text/count.ts';
import type { Adoption, Part } from '../../adoption.ts';
import { lastPoint, modesInWords, momentLabel, passingShare } from '../figures.ts';
import { barPlot, rankPlot } from './bar-plot.ts';
import { linePlot } from './line-plot.ts';
import type { Plot } from './plot.ts';

/** Gives a name that no other element of the page has. */
export type Ids = () => string;

/** What some plots are of. */
export interface View {
  readonly adoption: Adoption;
  readonly part: Part;
  /** The skill or project that they are of; undefined for the whole. */
  readonly about: string | undefined;
  readonly ids: Ids;
}

function plotOf({ adoption, part, about, ids }: View) {
  const labels = part.points.map(({ at }) => momentLabel(at, adoption.stepHours));
  return (rest: Omit<Plot, 'id' | 'labels' | 'about'>): Plot => ({
    ...{ id: ids(), labels, about },
    ...rest,
  });
}

export function passingPlot(view: View, what: string): string {
  const { part } = view;
  const shares = part.points.map(passingShare);
  const [first, last] = [shares.find((share) => share !== null), shares.at(-1)];
  const told =
    first === undefined || first === null || last === null || last === undefined
      ? 'No verdict yet.'
      : `${percent(first)} at the beginning, ${percent(last)} now.`;
  return linePlot(
    plotOf(view)({
      title: `${what} that pass`,
      description: told,
      series: [{ name: 'passing', title: 'passing', values: shares }],
      format: percent,
      most: 1,
    }),
  );
}

export function findingsPlot(view: View): string {
  const { part } = view;
  const last = lastPoint(part);
  return linePlot(
    plotOf(view)({
      title: 'Findings that stand',
      description: `${last?.open ?? 0} open, ${last?.waived ?? 0} waived, ${last?.accepted ?? 0} accepted by the baseline now.`,
      series: [
        { name: 'open', title: 'open', values: part.points.map(({ open }) => open) },
        { name: 'waived', title: 'waived', values: part.points.map(({ waived }) => waived) },
        {
          name: 'accepted',
          title: 'accepted',
          values: part.points.map(({ accepted }) => accepted),
        },
      ],
      ...{ format: String, counts: true },
    }),
  );
}

export function modesPlot(view: View): string {
  const { part } = view;
  return barPlot(
    plotOf(view)({
      title: 'Modes',
      description: `Skills on projects by the mode they ran in: ${modesInWords(lastPoint(part))} now.`,
      series: (['enforce', 'warn', 'advisory', 'off'] as const).map((mode) => ({
        name: mode,
        title: mode,
        values: part.points.map(({ modes }) => modes[mode]),
      })),
      ...{ format: String, counts: true },
    }),
  );
}

export function eventPlot(view: View, name: 'fixed' | 'crashes'): string {
  const { part } = view;
  const words = {
    fixed: [
      'Findings fixed',
      `${count(part.fixed, 'finding')} fixed, ${part.reopened} counted again.`,
    ],
    crashes: [
      'Crashes',
      `A skill crashed on ${count(part.crashes, 'commit')} of ${part.commits} looked at.`,
    ],
  } as const;
  const [title, description] = words[name];
  return barPlot(
    plotOf(view)({
      ...{ title, description },
      series: [
        { name, title: title.toLowerCase(), values: part.points.map((point) => point[name]) },
      ],
      ...{ format: String, counts: true },
    }),
  );
}

/** Bars of the slowest skills; more than these are no easier to compare. */
const slowest = 6;

export function durationPlot({ skills }: Adoption, ids: Ids): string {
  const rows = skills
    .flatMap(({ skill, durationMs }) =>
      durationMs ? [{ label: skill, value: durationMs.p95 }] : [],
    )
    .sort((a, b) => b.value - a.value)
    .slice(0, slowest);
  return rankPlot({
    ...{ id: ids(), title: 'Duration by skill', name: 'duration', rows, format: duration },
    description: 'The 95th percentile of the time of a check on one project; the slowest skills.',
  });
}
