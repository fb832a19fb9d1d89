import { expect } from 'vitest';
import type { PanelFile } from './dashboards.ts';

/** Of the answer to a query. */
export interface Column {
  readonly name: string;
  /** As PostgreSQL writes it. */
  readonly type: string;
}
const numbers = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);
const isNumber = ({ type }: Column): boolean => numbers.has(type);
const isTime = ({ type }: Column): boolean => type === 'timestamp with time zone';

/** What a panel of a type needs of the columns of a query, as Grafana's documentation of it says. */
export const panelNeeds: Readonly<
  Record<string, (columns: readonly Column[], panel: PanelFile, refId: string) => void>
> = {
  timeseries: isSeries,
  heatmap: (columns) => {
    isSeries(columns);
    // One column a row of the map, in their order.
    const bounds = columns.slice(1).map(({ name }) => Number(name));
    expect(bounds.length).toBeGreaterThan(10);
    expect(bounds).toStrictEqual(bounds.toSorted((a, b) => a - b));
  },
  'state-timeline': isSeries,
  stat: (columns) => {
    expect(columns.filter(isNumber).length).toBeGreaterThan(0);
  },
  barchart: (columns, panel) => {
    expect(columns.filter(({ type }) => type === 'text').map(({ name }) => name)).toStrictEqual([
      panel.options?.xField,
    ]);
    expect(columns.filter(isNumber).length).toBe(columns.length - 1);
  },
  table: (columns) => {
    // Types that Grafana shows as they are.
    for (const { type } of columns) expect(type).not.toMatch(/json|\[\]|uuid|interval|record/);
  },
  logs: (columns) => {
    expect(columns[0]).toStrictEqual({ name: 'time', type: 'timestamp with time zone' });
    expect(columns[1]).toStrictEqual({ name: 'body', type: 'text' });
    expect(columns).toContainEqual({ name: 'level', type: 'text' });
  },
  nodeGraph: (columns, _panel, refId) => {
    const names = columns.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(
        refId === 'nodes' ? ['id', 'title', 'mainstat'] : ['id', 'source', 'target'],
      ),
    );
    // By this Grafana tells edges from nodes.
    expect(names.includes('source')).toBe(refId === 'edges');
  },
};

function isSeries(columns: readonly Column[]): void {
  const [time, ...others] = columns;
  expect(time?.name).toBe('time');
  expect(time !== undefined && (isTime(time) || isNumber(time))).toBe(true);
  const texts = others.filter((column) => !isNumber(column));
  expect(texts.map(({ name, type }) => [name, type])).toStrictEqual(
    texts.length === 0 ? [] : [['metric', 'text']],
  );
  expect(others.length).toBeGreaterThan(texts.length);
}
