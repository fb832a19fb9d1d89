import { escapeHtml } from './escape.ts';
import { numbers } from './table.ts';

/** The plane that plots are drawn on, in units of the SVG; a unit is about a pixel. */
export const plane = { width: 400, height: 190, left: 42, right: 10, top: 10, bottom: 24 } as const;
export const innerWidth = plane.width - plane.left - plane.right;
export const innerHeight = plane.height - plane.top - plane.bottom;

export interface Series {
  /** Also what its colour is called in the style. */
  readonly name: string;
  /** As the legend has it. */
  readonly title: string;
  /** One for each stretch of time; null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface Plot {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** Whose plot it is, where there are several of one title on the page. */
  readonly about: string | undefined;
  /** One sentence: what is to be seen. */
  readonly description: string;
  /** One for each stretch of time. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** Whether values are counted, and so are whole. */
  readonly counts?: true;
  /** A value as the axis and the table have it. */
  readonly format: (value: number) => string;
  /** The end of the axis; without it, a round number that holds all values. */
  readonly most?: number;
}

/** The least of 1, 2, 3, 4, 5, 6, 8 and 10 times a power of ten that is not below a value; 1 at the least. */
export function roundTop(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

/** A number in a path: as short as it can be at a precision that the eye cannot tell apart. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function heightOf(value: number, top: number): number {
  return plane.top + innerHeight * (1 - value / top);
}

/** The figure: caption, drawing, legend, and the numbers as a table. */
export function figure(plot: Plot, shapes: string, top: number, key: 'line' | 'bar'): string {
  const { id, title, description, series } = plot;
  return `<figure><figcaption>${escapeHtml(title)}<small>${escapeHtml(description)}</small></figcaption>
<svg class="plot" viewBox="0 0 ${plane.width} ${plane.height}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${escapeHtml(wholeTitle(plot))}</title><desc id="${id}-d">${escapeHtml(description)}</desc>
${axes(plot, top)}${shapes}</svg>
${series.length > 1 ? legend(series, key) : ''}${dataTable(plot)}</figure>`;
}

function wholeTitle({ about, title }: Plot): string {
  return about === undefined ? title : `${about}: ${title}`;
}

function axes({ labels, format, counts }: Plot, top: number): string {
  // Half of an odd count is nothing that could be counted.
  const ticks = counts && top % 2 === 1 ? [0, top] : [0, top / 2, top];
  const right = plane.width - plane.right;
  const lines = ticks.map((tick) => {
    const y = at(heightOf(tick, top));
    return `<line class="axis" x1="${plane.left}" x2="${right}" y1="${y}" y2="${y}"/><text x="${plane.left - 6}" y="${y}" text-anchor="end" dominant-baseline="middle">${escapeHtml(format(tick))}</text>`;
  });
  const below = plane.height - 6;
  const [first, last] = [labels[0] ?? '', labels.at(-1) ?? ''];
  const dates =
    labels.length > 1
      ? `<text x="${plane.left}" y="${below}">${escapeHtml(first)}</text><text x="${right}" y="${below}" text-anchor="end">${escapeHtml(last)}</text>`
      : `<text x="${at(plane.left + innerWidth / 2)}" y="${below}" text-anchor="middle">${escapeHtml(first)}</text>`;
  return lines.join('') + dates;
}

function legend(series: readonly Series[], key: 'line' | 'bar'): string {
  const items = series.map(({ name, title }) => {
    const mark =
      key === 'line'
        ? `<line class="series ${name}" x1="1" x2="21" y1="5" y2="5"/>`
        : `<rect class="bar ${name}" width="22" height="10"/>`;
    return `<li><svg viewBox="0 0 22 10" aria-hidden="true">${mark}</svg>${escapeHtml(title)}</li>`;
  });
  return `<ul class="legend">${items.join('')}</ul>`;
}

function dataTable(plot: Plot): string {
  const { labels, series, format } = plot;
  const rows = labels.map((label, index) => [
    escapeHtml(label),
    ...series.map(({ values }) => {
      const value = values[index];
      return value === null || value === undefined ? '-' : escapeHtml(format(value));
    }),
  ]);
  return numbers(wholeTitle(plot), ['until', ...series.map((one) => one.title)], rows);
}
