import type { Database, Profile } from '@h-j-petroleum/toolkit-signals';
import { as } from '../../observability/stores.ts';
import type { DashboardFile, PanelFile } from './dashboards.ts';
import { readDashboards, valuesOf } from './dashboards.ts';
import type { GrafanaContext } from './grafana-sql.ts';
import { expand } from './grafana-sql.ts';
import type { Column } from './panel-needs.ts';
import { fillStore, sample } from './sample-store.ts';

const hour = 3_600_000;

/** Milliseconds that a dashboard shows: long enough for each source that queries choose from. */
export const windows = { raw: 4 * hour, hourly: 5 * 24 * hour, daily: 30 * 24 * hour };

/** One query of one panel. */
export interface PanelQuery {
  readonly name: string;
  readonly page: DashboardFile;
  readonly panel: PanelFile;
  readonly target: PanelFile['targets'][number];
}

export const dashboards = readDashboards();
export const queries: readonly PanelQuery[] = dashboards.flatMap((page) =>
  page.panels.flatMap((panel) =>
    panel.targets.map((target) => ({
      name: `${page.file}: ${panel.title} ${target.refId === 'A' ? '' : target.refId}`.trim(),
      ...{ page, panel, target },
    })),
  ),
);

/** Throws where there is no such query. */
export function queryOf(file: string, title: string, refId = 'A'): PanelQuery {
  const one = queries.find(
    ({ page, panel, target }) =>
      page.file === file && panel.title === title && target.refId === refId,
  );
  if (one === undefined) throw new Error(`${file} has no query ${refId} of ${title}.`);
  return one;
}

/** A store that is filled with the sample, as Grafana sees it. */
export interface OpenedStore {
  readonly database: Database;
  /** Values of variables as a page opens, with those given, and those that the sample has something for. */
  found(page: DashboardFile, more?: GrafanaContext['variables']): GrafanaContext['variables'];
  /** SQL as Grafana would send it for a window that ends now. */
  sqlOf(sql: string, length: number, variables: GrafanaContext['variables']): string;
  /** Runs SQL as the role that only reads. */
  read(sql: string): Promise<Record<string, unknown>[]>;
  columnsOf(sql: string): Promise<Column[]>;
  /** What a panel gets. */
  ask(
    query: PanelQuery,
    length: number,
    more?: GrafanaContext['variables'],
  ): Promise<Record<string, unknown>[]>;
}

export async function openStore(
  profile: Profile,
  create: () => Promise<Database>,
): Promise<OpenedStore> {
  const database = await create();
  await fillStore(database);
  const { rows: known } = await database.session((session) =>
    session.query<{ id: string }>(
      "select id::text as id from signals.fingerprints where type = 'PaymentError' limit 1",
    ),
  );
  const fingerprint = known[0]?.id ?? '';
  const found: OpenedStore['found'] = (page, more = {}) =>
    valuesOf(page, { fingerprint, trace: sample.failedTrace, ...more });
  const sqlOf: OpenedStore['sqlOf'] = (sql, length, variables) =>
    expand(sql, {
      from: new Date(Date.now() - length),
      to: new Date(Date.now() + 1000),
      timescaledb: profile === 'timescale',
      variables,
    });
  const read: OpenedStore['read'] = (sql) =>
    as(database, 'signals_reader', async (session) => {
      await session.query('set default_transaction_read_only = on');
      try {
        return (await session.query(sql)).rows;
      } finally {
        await session.query('set default_transaction_read_only = off');
      }
    });
  return {
    ...{ database, found, sqlOf, read },
    columnsOf: (sql) =>
      database.session(async (session) => {
        await session.query(`create temporary view panel as ${sql}`);
        const { rows } = await session.query<Column>(
          "select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = 'panel'::regclass and attnum > 0 order by attnum",
        );
        await session.query('drop view panel');
        return rows;
      }),
    ask: ({ page, target }, length, more) => read(sqlOf(target.rawSql, length, found(page, more))),
  };
}
