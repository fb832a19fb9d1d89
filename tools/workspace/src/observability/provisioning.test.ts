import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readCompose, readStackFile, readStackYaml } from './stack-files.ts';

const { grafana, database } = readCompose().services;
const { datasources } = z
  .object({
    apiVersion: z.literal(1),
    datasources: z.array(
      z.object({
        uid: z.string(),
        type: z.string(),
        url: z.string(),
        user: z.string(),
        isDefault: z.boolean(),
        editable: z.boolean(),
        jsonData: z.object({ database: z.string(), timescaledb: z.boolean() }),
        secureJsonData: z.record(z.string(), z.string()),
      }),
    ),
  })
  .parse(readStackYaml('grafana/provisioning/datasources/signals.yml'));
const { providers } = z
  .object({
    apiVersion: z.literal(1),
    providers: z.array(
      z.object({
        type: z.literal('file'),
        allowUiUpdates: z.boolean(),
        options: z.object({ path: z.string() }),
      }),
    ),
  })
  .parse(readStackYaml('grafana/provisioning/dashboards/signals.yml'));

describe('provisioning of Grafana', () => {
  it('has one data source, under the uid that dashboards name, as the role that only reads', () => {
    expect(datasources).toStrictEqual([
      {
        ...{ uid: 'signals', type: 'grafana-postgresql-datasource', url: 'database:5432' },
        ...{ user: 'signals_reader', isDefault: true, editable: false },
        jsonData: { database: 'signals', timescaledb: true },
        secureJsonData: { password: '$SIGNALS_READER_PASSWORD' },
      },
    ]);
    expect(database?.environment.POSTGRES_DB).toBe('signals');
    expect(grafana?.environment.SIGNALS_READER_PASSWORD).toMatch(/^\$\{SIGNALS_READER_PASSWORD:\?/);
  });

  it('finds dashboards where they are mounted, and nobody changes them in the browser', () => {
    expect(providers).toStrictEqual([
      { type: 'file', allowUiUpdates: false, options: { path: '/etc/grafana/dashboards' } },
    ]);
    expect(grafana?.volumes).toContain('./grafana/dashboards:/etc/grafana/dashboards:ro');
    const home = grafana?.environment.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH ?? '';
    expect(readStackFile(home.replace('/etc/grafana/', 'grafana/'))).toContain('"uid"');
  });

  it('lets nobody in without a name, and makes none', () => {
    expect(grafana?.environment).toMatchObject({
      GF_AUTH_ANONYMOUS_ENABLED: 'false',
      GF_USERS_ALLOW_SIGN_UP: 'false',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    });
  });
});
