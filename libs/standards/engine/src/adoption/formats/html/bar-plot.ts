import { escapeHtml } from './escape.ts';
import type { Plot } from './plot.ts';
import { at, figure, heightOf, innerWidth, plane, roundTop } from './plot.ts';
import { numbers } from './table.ts';

/** One bar for each stretch of time, its series upon one another in their order. */
export function barPlot(plot: Plot): string {
  const sums = plot.labels.map((_, index) =>
    plot.series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
  );
  const top = plot.most ?? roundTop(Math.max(0, ...sums));
  const step = innerWidth / plot.labels.length;
  const width = Math.min(step * 0.8, 48);
  const shapes = plot.labels.flatMap((_, index) => {
    let below = 0;
    return plot.series.map(({ name, values }) => {
      const value = values[index] ?? 0;
      if (value === 0) return '';
      const [from, to] = [heightOf(below, top), heightOf(below + value, top)];
      below += value;
      const x = plane.left + step * (index + 0.5) - width / 2;
      return `<rect class="bar ${name}" x="${at(x)}" y="${at(to)}" width="${at(width)}" height="${at(from - to)}"/>`;
    });
  });
  return figure(plot, shapes.join(''), top, 'bar');
}

export interface Ranking {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly name: string;
  /** Greatest first. */
  readonly rows: readonly { readonly label: string; readonly value: number }[];
  readonly format: (value: number) => string;
}

/** One bar below the other, each as long as its value, with its name above it. */
export function rankPlot({ id, title, description, name, rows, format }: Ranking): string {
  const [row, edge] = [30, 4];
  const height = Math.max(1, rows.length) * row + edge;
  const most = Math.max(0, ...rows.map(({ value }) => value));
  const bars = rows.map(({ label, value }, index) => {
    const y = edge + index * row;
    const length = most > 0 ? Math.max(1, (value / most) * (plane.width - 2)) : 1;
    return `<text class="label" x="0" y="${y + 10}">${escapeHtml(label)}</text><text x="${plane.width}" y="${y + 10}" text-anchor="end">${escapeHtml(format(value))}</text><rect class="bar ${name}" x="0" y="${y + 14}" width="${at(length)}" height="8"/>`;
  });
  return `<figure><figcaption>${escapeHtml(title)}<small>${escapeHtml(description)}</small></figcaption>
<svg class="plot" viewBox="0 0 ${plane.width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${escapeHtml(title)}</title><desc id="${id}-d">${escapeHtml(description)}</desc>${bars.join('')}</svg>
${numbers(
  title,
  ['name', 'value'],
  rows.map(({ label, value }) => [escapeHtml(label), escapeHtml(format(value))]),
)}</figure>`;
}
