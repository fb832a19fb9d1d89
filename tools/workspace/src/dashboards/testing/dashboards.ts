import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dashboardsFolder } from '../generate.ts';
import type { GrafanaContext } from './grafana-sql.ts';

const datasource = z.strictObject({
  type: z.literal('grafana-postgresql-datasource'),
  uid: z.literal('signals'),
});
const targetSchema = z.object({
  refId: z.string(),
  format: z.enum(['time_series', 'table']),
  rawSql: z.string(),
  rawQuery: z.literal(true),
  datasource,
});
const panelSchema = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string(),
  datasource,
  targets: z.array(targetSchema).min(1),
  options: z.object({ xField: z.string().optional() }).optional(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
});
const variableSchema = z.object({
  name: z.string(),
  type: z.enum(['query', 'interval', 'textbox', 'custom']),
  query: z.string(),
  multi: z.boolean(),
  allValue: z.string().optional(),
  datasource: datasource.optional(),
});
const dashboardSchema = z.object({
  uid: z.string(),
  title: z.string(),
  description: z.string(),
  panels: z.array(panelSchema),
  templating: z.object({ list: z.array(variableSchema) }),
});

export type DashboardFile = z.infer<typeof dashboardSchema> & {
  readonly file: string;
  readonly text: string;
};
export type PanelFile = z.infer<typeof panelSchema>;

/** The dashboards as they lie in docker/, which is what Grafana reads. */
export function readDashboards(): DashboardFile[] {
  return readdirSync(dashboardsFolder).map((file) => {
    const text = readFileSync(join(dashboardsFolder, file), 'utf8');
    return { file, text, ...dashboardSchema.parse(JSON.parse(text)) };
  });
}

/** Values of a dashboard's variables as it opens, where nothing else is given. */
export function valuesOf(
  { templating }: DashboardFile,
  given: GrafanaContext['variables'],
): GrafanaContext['variables'] {
  const opening = (variable: z.infer<typeof variableSchema>) => {
    if (variable.type === 'query') return { raw: variable.allValue ?? '' };
    if (variable.type === 'interval') return '5m';
    // Of `trace : 1,debug : 5` the first value.
    if (variable.type === 'custom') return variable.query.split(',')[0]?.split(' : ')[1] ?? '';
    return '';
  };
  return Object.fromEntries(
    templating.list.map((variable) => [variable.name, given[variable.name] ?? opening(variable)]),
  );
}
