import type { Plot, Series } from './plot.ts';
import { at, figure, heightOf, innerWidth, plane, roundTop } from './plot.ts';

/** One line a series. The first is filled down to the axis where it is the only one. */
export function linePlot(plot: Plot): string {
  const top =
    plot.most ??
    roundTop(
      Math.max(0, ...plot.series.flatMap(({ values }) => values.map((value) => value ?? 0))),
    );
  const shapes = plot.series.map((series) => line(series, plot.series.length === 1, top));
  return figure(plot, shapes.join(''), top, 'line');
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function line({ name, values }: Series, filled: boolean, top: number): string {
  const runs = runsOf(values, top);
  const floor = at(heightOf(0, top));
  const areas = filled
    ? runs.map((run) => {
        const [first, last] = [run[0], run.at(-1)];
        return first && last
          ? `<path class="area ${name}" d="${pathOf(run)}L${at(last.x)} ${floor}L${at(first.x)} ${floor}Z"/>`
          : '';
      })
    : [];
  const lines = runs.map((run) => `<path class="series ${name}" d="${pathOf(run)}"/>`);
  const last = runs.at(-1)?.at(-1);
  const dot = last
    ? `<circle class="dot ${name}" cx="${at(last.x)}" cy="${at(last.y)}" r="3"/>`
    : '';
  return areas.join('') + lines.join('') + dot;
}

/** Places of values that follow one another without a gap. */
function runsOf(values: readonly (number | null)[], top: number): Place[][] {
  const runs: Place[][] = [];
  let run: Place[] | undefined;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      run = undefined;
      continue;
    }
    const part = values.length === 1 ? 0.5 : index / (values.length - 1);
    const place = { x: plane.left + innerWidth * part, y: heightOf(value, top) };
    if (run) run.push(place);
    else runs.push((run = [place]));
  }
  return runs;
}

function pathOf(run: readonly Place[]): string {
  return run.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`).join('');
}

/** A line as small as a word, for a table's cell. It says in words what it shows. */
export function sparkline(
  id: string,
  title: string,
  description: string,
  name: string,
  values: readonly (number | null)[],
  most: number,
): string {
  const [width, height, edge] = [120, 24, 3];
  const places = values.flatMap((value, index) => {
    if (value === null) return [];
    const part = values.length === 1 ? 0.5 : index / (values.length - 1);
    return [
      {
        x: edge + (width - 2 * edge) * part,
        y: edge + (height - 2 * edge) * (1 - (most > 0 ? value / most : 0)),
      },
    ];
  });
  const last = places.at(-1);
  const dot = last
    ? `<circle class="dot ${name}" cx="${at(last.x)}" cy="${at(last.y)}" r="2.5"/>`
    : '';
  return `<svg class="spark" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc><path class="series ${name}" d="${pathOf(places)}"/>${dot}</svg>`;
}
