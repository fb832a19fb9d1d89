import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { pages } from './pages.ts';

/** Where Grafana finds them. */
export const dashboardsFolder = join(import.meta.dirname, '../../../../docker/grafana/dashboards');

/** Files by their names, as they are to be. */
export async function dashboardFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const { name, build } of pages) {
    const path = join(dashboardsFolder, `${name}.json`);
    const options = { ...(await resolveConfig(path)), parser: 'json' };
    const text = JSON.stringify(numbered(build()));
    files.set(`${name}.json`, await format(text, options));
  }
  return files;
}

/** Names of files that are not as they are to be: changed, missing, or of no page. */
export async function staleFiles(): Promise<string[]> {
  const files = await dashboardFiles();
  const there = new Map(
    readdirSync(dashboardsFolder).map((name) => [
      name,
      readFileSync(join(dashboardsFolder, name), 'utf8'),
    ]),
  );
  const names = new Set([...files.keys(), ...there.keys()]);
  return [...names].filter((name) => files.get(name) !== there.get(name)).sort();
}

export async function writeDashboards(): Promise<void> {
  mkdirSync(dashboardsFolder, { recursive: true });
  const files = await dashboardFiles();
  for (const name of readdirSync(dashboardsFolder)) {
    if (!files.has(name)) rmSync(join(dashboardsFolder, name));
  }
  for (const [name, text] of files) writeFileSync(join(dashboardsFolder, name), text);
}

/** Panels with ids of their own, by which Grafana addresses them, and the data source that their queries have. */
function numbered(dashboard: ReturnType<(typeof pages)[number]['build']>): object {
  const panels = dashboard.panels?.map((panel, at) => ({
    ...panel,
    id: at + 1,
    datasource: { type: 'grafana-postgresql-datasource', uid: 'signals' },
  }));
  return { ...dashboard, id: null, version: 1, panels };
}
