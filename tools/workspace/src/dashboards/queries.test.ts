import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stores } from '../observability/stores.ts';
import type { OpenedStore } from './testing/opened.ts';
import { dashboards, openStore, queries, queryOf, windows } from './testing/opened.ts';
import { panelNeeds } from './testing/panel-needs.ts';
import { sample } from './testing/sample-store.ts';

describe.each(stores)('queries of dashboards on %s', (profile, create) => {
  let store: OpenedStore;
  beforeAll(async () => {
    store = await openStore(profile, create);
  });
  afterAll(() => store.database.close());

  it.each(queries)('$name', async ({ page, panel, target }) => {
    const need = panelNeeds[panel.type];
    expect(need, `a panel of type ${panel.type} has no check`).toBeDefined();
    expect(target.format).toBe(
      ['timeseries', 'heatmap', 'state-timeline'].includes(panel.type) ? 'time_series' : 'table',
    );
    for (const length of Object.values(windows)) {
      const sql = store.sqlOf(target.rawSql, length, store.found(page));
      expect(await store.read(sql)).not.toStrictEqual([]);
      if (length === windows.raw) need?.(await store.columnsOf(sql), panel, target.refId);
    }
    // Chosen values, and text that would end a string.
    const chosen = store.found(page, {
      ...{ service: sample.services, environment: [sample.environment], search: "o'r" },
      ...{ project: ['@demo/shop'], operation: ["POST /orders' --"] },
    });
    await store.read(store.sqlOf(target.rawSql, windows.raw, chosen));
    // Nothing that is typed is an error.
    const typed = store.found(page, { trace: "no trace' or 1=1", fingerprint: "'; drop" });
    await store.read(store.sqlOf(target.rawSql, windows.raw, typed));
  });

  it.each(
    dashboards.flatMap((page) =>
      page.templating.list
        .filter(({ type }) => type === 'query')
        .map((variable) => ({ file: page.file, page, variable })),
    ),
  )('$file: values of $variable.name', async ({ page, variable }) => {
    const values = await store.read(store.sqlOf(variable.query, windows.raw, store.found(page)));
    expect(values.length).toBeGreaterThan(0);
    for (const row of values)
      expect(Object.values(row).every((one) => typeof one === 'string')).toBe(true);
  });

  it('a query that names a table, a column or a macro that there is not fails', async () => {
    const { page, target } = queryOf('services.json', 'Operations');
    const run = (sql: string): Promise<unknown> =>
      store.read(store.sqlOf(sql, windows.raw, store.found(page)));
    const without = (part: string, other: string): string => target.rawSql.replaceAll(part, other);
    await expect(run(target.rawSql)).resolves.toBeDefined();
    await expect(run(without('signals.all_spans', 'signals.every_span'))).rejects.toThrow(
      /every_span/,
    );
    await expect(run(without('s.kind', 's.sort'))).rejects.toThrow(/sort/);
    expect(() => store.sqlOf('select $__timeFiltre(time)', windows.raw, {})).toThrow(/no macro/);
    expect(() => store.sqlOf('select $nothing', windows.raw, {})).toThrow(/no variable/);
  });
});
