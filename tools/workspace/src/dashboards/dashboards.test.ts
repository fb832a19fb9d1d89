import type { Database, Profile } from '@h-j-petroleum/toolkit-signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, stores } from '../observability/stores.ts';
import { pages } from './pages.ts';
import { staleFiles } from './generate.ts';
import type { PanelFile } from './testing/dashboards.ts';
import { readDashboards, valuesOf } from './testing/dashboards.ts';
import type { GrafanaContext } from './testing/grafana-sql.ts';
import { expand } from './testing/grafana-sql.ts';
import { fillStore, sample } from './testing/sample-store.ts';

const dashboards = readDashboards();
const hour = 3_600_000;
/** Long enough for each source that the queries choose from. */
const windows = { raw: 4 * hour, hourly: 5 * 24 * hour, daily: 30 * 24 * hour };

interface Column {
  readonly name: string;
  readonly type: string;
}
const numbers = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);
const isNumber = ({ type }: Column): boolean => numbers.has(type);
const isTime = ({ type }: Column): boolean => type === 'timestamp with time zone';

/** What a panel of a type needs of the columns of a query, as Grafana's documentation of it says. */
const needs: Readonly<
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

describe('dashboard files', () => {
  it('are what npm run dashboards writes', async () => {
    expect(await staleFiles()).toStrictEqual([]);
    expect(dashboards.map(({ file }) => file).sort()).toStrictEqual(
      pages.map(({ name }) => `${name}.json`).sort(),
    );
  });

  it.each(dashboards)('$file says where it comes from, and has an address of its own', (page) => {
    const name = page.file.replace('.json', '');
    expect(page.uid).toBe(`signals-${name}`);
    expect(page.description).toContain(`tools/workspace/src/dashboards/pages/${name}.ts`);
    expect(new Set(page.panels.map(({ id }) => id)).size).toBe(page.panels.length);
    expect(new Set(page.panels.map(({ title }) => title)).size).toBeGreaterThan(0);
  });

  it.each(dashboards)(
    'no two panels of $file lie on one another, and none beside the page',
    (page) => {
      const places = page.panels.map(({ gridPos }) => gridPos);
      for (const [n, one] of places.entries()) {
        expect(one.x + one.w).toBeLessThanOrEqual(24);
        for (const other of places.slice(n + 1)) {
          const apart =
            one.x + one.w <= other.x ||
            other.x + other.w <= one.x ||
            one.y + one.h <= other.y ||
            other.y + other.h <= one.y;
          expect(apart).toBe(true);
        }
      }
    },
  );

  it('links between pages lead to pages and variables that there are', () => {
    const links = dashboards.flatMap(({ text }) => [
      ...text.matchAll(/\/d\/(signals-\w+)\?var-(\w+)=/g),
    ]);
    expect(links.length).toBeGreaterThan(5);
    for (const [, uid, variable] of links) {
      const target = dashboards.find((page) => page.uid === uid);
      expect(target?.templating.list.map(({ name }) => name)).toContain(variable);
    }
  });
});

describe.each(stores)('queries of dashboards on %s', (profile: Profile, create) => {
  let database: Database;
  let fingerprint = '';
  beforeAll(async () => {
    database = await create();
    await fillStore(database);
    const { rows } = await database.session((session) =>
      session.query<{ id: string }>(
        "select id::text as id from signals.fingerprints where type = 'PaymentError' limit 1",
      ),
    );
    fingerprint = rows[0]?.id ?? '';
  });
  afterAll(() => database.close());

  const contextOf = (length: number, variables: GrafanaContext['variables']): GrafanaContext => ({
    from: new Date(Date.now() - length),
    to: new Date(Date.now() + 1000),
    timescaledb: profile === 'timescale',
    variables,
  });
  const found = (page: (typeof dashboards)[number], more: GrafanaContext['variables'] = {}) =>
    valuesOf(page, { fingerprint, trace: sample.failedTrace, ...more });

  /** As Grafana does it: by the role that only reads. */
  const read = (sql: string): Promise<Record<string, unknown>[]> =>
    as(database, 'signals_reader', async (session) => {
      await session.query('set default_transaction_read_only = on');
      try {
        return (await session.query(sql)).rows;
      } finally {
        await session.query('set default_transaction_read_only = off');
      }
    });
  const columnsOf = (sql: string): Promise<Column[]> =>
    database.session(async (session) => {
      await session.query(`create temporary view panel as ${sql}`);
      const { rows } = await session.query<Column>(
        "select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = 'panel'::regclass and attnum > 0 order by attnum",
      );
      await session.query('drop view panel');
      return rows;
    });

  const queries = dashboards.flatMap((page) =>
    page.panels.flatMap((panel) =>
      panel.targets.map((target) => ({
        name: `${page.file}: ${panel.title} ${target.refId === 'A' ? '' : target.refId}`.trim(),
        ...{ page, panel, target },
      })),
    ),
  );

  it.each(queries)('$name', async ({ page, panel, target }) => {
    const need = needs[panel.type];
    expect(need, `a panel of type ${panel.type} has no check`).toBeDefined();
    expect(target.format).toBe(
      ['timeseries', 'heatmap', 'state-timeline'].includes(panel.type) ? 'time_series' : 'table',
    );
    for (const length of Object.values(windows)) {
      const sql = expand(target.rawSql, contextOf(length, found(page)));
      expect(await read(sql)).not.toStrictEqual([]);
      if (length === windows.raw) need?.(await columnsOf(sql), panel, target.refId);
    }
    // Chosen values, and text that would end a string.
    const chosen = found(page, {
      ...{ service: sample.services, environment: [sample.environment], search: "o'r" },
      ...{ project: ['@demo/shop'], operation: ["POST /orders' --"] },
    });
    await read(expand(target.rawSql, contextOf(windows.raw, chosen)));
    // Nothing that is typed is an error.
    const typed = found(page, { trace: "no trace' or 1=1", fingerprint: "'; drop" });
    await read(expand(target.rawSql, contextOf(windows.raw, typed)));
  });

  it.each(
    dashboards.flatMap((page) =>
      page.templating.list
        .filter(({ type }) => type === 'query')
        .map((variable) => ({ file: page.file, page, variable })),
    ),
  )('$file: values of $variable.name', async ({ page, variable }) => {
    const values = await read(expand(variable.query, contextOf(windows.raw, found(page))));
    expect(values.length).toBeGreaterThan(0);
    for (const row of values)
      expect(Object.values(row).every((one) => typeof one === 'string')).toBe(true);
  });

  it('a query that names a table, a column or a macro that there is not fails', async () => {
    const [{ page, target } = queries[0] ?? expect.fail()] = queries.filter(
      ({ target: { rawSql } }) => rawSql.includes('signals.all_spans'),
    );
    const run = (sql: string): Promise<unknown> =>
      read(expand(sql, contextOf(windows.raw, found(page))));
    await expect(run(target.rawSql)).resolves.toBeDefined();
    await expect(
      run(target.rawSql.replace('signals.all_spans', 'signals.every_span')),
    ).rejects.toThrow(/every_span/);
    await expect(run(target.rawSql.replace('s.kind', 's.sort'))).rejects.toThrow(/sort/);
    expect(() => expand('select $__timeFiltre(time)', contextOf(windows.raw, {}))).toThrow(
      /no macro/,
    );
    expect(() => expand('select $nothing', contextOf(windows.raw, {}))).toThrow(/no variable/);
  });
});
