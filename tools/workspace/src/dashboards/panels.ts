import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import type { Dashboard, DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  IntervalVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { infrastructure } from './sql/scope.ts';

/** The data source that docker/grafana/provisioning makes. */
export const signals: DataSourceRef = { type: 'grafana-postgresql-datasource', uid: 'signals' };

/** One panel's query. */
interface SqlQuery extends Dataquery {
  readonly refId: string;
  readonly datasource: DataSourceRef;
  /** `time_series` makes a series of each text that stands beside a time; `table` leaves rows as they are. */
  readonly format: 'time_series' | 'table';
  readonly rawSql: string;
  readonly rawQuery: true;
  readonly editorMode: 'code';
}

function query(format: SqlQuery['format'], rawSql: string, refId: string): Builder<Dataquery> {
  const built: SqlQuery = {
    ...{ refId, datasource: signals, format, rawSql: rawSql.trim(), rawQuery: true },
    editorMode: 'code',
    // What tells the library's types apart; it is no data, so it is not written.
    _implementsDataqueryVariant: () => undefined,
  };
  return { build: () => built };
}

/** Columns: `time`, at most one text (`metric`) that names the series, numbers. */
export function series(sql: string, refId = 'A'): Builder<Dataquery> {
  return query('time_series', sql, refId);
}

/** Rows as they are. */
export function rows(sql: string, refId = 'A'): Builder<Dataquery> {
  return query('table', sql, refId);
}

/** What the pages have in common. Panels are laid out by the library, from left to right. */
export function page(name: string, title: string, about: string): DashboardBuilder {
  return new DashboardBuilder(title)
    .uid(`signals-${name}`)
    .description(
      `${about} Generated from tools/workspace/src/dashboards/pages/${name}.ts: change it there, then npm run dashboards.`,
    )
    .tags(['signals'])
    .timezone('browser')
    .time({ from: 'now-3h', to: 'now' })
    .refresh('1m')
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly()
    .link(
      new DashboardLinkBuilder('Signals')
        .type(DashboardLinkType.Dashboards)
        .tags(['signals'])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    );
}

/** A name that is chosen stands in SQL as a quoted list, all of them as `'*'`, so that nothing is compared then. */
function choice(name: string, label: string, sql: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(signals)
    .query(sql)
    .multi(true)
    .includeAll(true)
    .allValue("'*'")
    .current({ selected: true, text: ['All'], value: ['$__all'] })
    .refresh(VariableRefresh.OnDashboardLoad)
    .sort(VariableSort.Disabled);
}

export const serviceVariable = (): QueryVariableBuilder =>
  choice(
    'service',
    'Service',
    `select distinct name from signals.services where namespace not in ${infrastructure} order by 1`,
  );

export const environmentVariable = (): QueryVariableBuilder =>
  choice(
    'environment',
    'Environment',
    `select distinct environment as __value, coalesce(nullif(environment, ''), '(none)') as __text from signals.services order by 2`,
  );

/** Width of a point in time series. */
export const intervalVariable = (): IntervalVariableBuilder =>
  new IntervalVariableBuilder('interval')
    .label('Interval')
    .values('30s,1m,5m,15m,1h,6h,1d')
    .auto(true)
    .stepCount(100)
    .minInterval('30s')
    // The older spelling, which every version takes.
    .current({ selected: true, text: 'auto', value: '$__auto_interval_interval' });

export const textVariable = (name: string, label: string, about: string): TextBoxVariableBuilder =>
  new TextBoxVariableBuilder(name).label(label).description(about).defaultValue('');

export function choiceVariable(name: string, label: string, sql: string): QueryVariableBuilder {
  return choice(name, label, sql);
}

/** Makes the values of a column lead to another page. */
export function linkTo(pageName: string, title: string, variable: string): DynamicConfigValue {
  return {
    id: 'links',
    value: [
      {
        title,
        url: `/d/signals-${pageName}?var-${variable}=\${__value.raw:percentencode}&\${__url_time_range}`,
      },
    ],
  };
}

export const unit = (value: string): DynamicConfigValue => ({ id: 'unit', value });
export const width = (value: number): DynamicConfigValue => ({ id: 'custom.width', value });

/** A page as it is written to a file. */
export interface Page {
  readonly name: string;
  readonly build: () => Dashboard;
}
