import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scaffold } from '../../scaffold/scaffold.ts';
import { describeKind } from '../../scaffold/testing/describe-kind.ts';
import { houseTree } from '../../scaffold/testing/house-tree.ts';
import { unscaffold } from '../../scaffold/unscaffold.ts';
import { service } from './service.ts';

// The stack is this workspace's own, so that what is entered is entered in what there is.
const stack = [
  'docker/.env.example',
  'docker/README.md',
  'docker/compose.observability.yml',
  'docker/compose.services.yml',
  'docker/database/services.sql',
  'docker/service/Dockerfile.dockerignore',
];
const here = join(import.meta.dirname, '../../../../../..');
const house: Record<string, string | object> = {
  'libs/toolkit/service/package.json': {
    name: '@h-j-petroleum/toolkit-service',
    dependencies: { zod: '4.0.1' },
  },
  'apps/first-of-all-services/package.json': { name: '@h-j-petroleum/first-of-all-services' },
  'libs/vector/stores/embedded/package.json': { name: '@vector-toolkit/stores-embedded' },
  'migrations/signals/0001_dimensions.sql': '-- Others.\n',
  ...Object.fromEntries(stack.map((file) => [file, readFileSync(join(here, file), 'utf8')])),
};

describeKind(service, {
  options: { name: 'price-list' },
  house,
  creates: [
    'apps/price-list/README.md',
    'apps/price-list/package.json',
    'apps/price-list/src/access.test.ts',
    'apps/price-list/src/app.ts',
    'apps/price-list/src/config.ts',
    'apps/price-list/src/process.e2e.ts',
    'apps/price-list/src/routes/items.test.ts',
    'apps/price-list/src/routes/items.ts',
    'apps/price-list/src/routes/problems.ts',
    'apps/price-list/src/server.ts',
    'apps/price-list/src/store/items.ts',
    'apps/price-list/src/store/schema.ts',
    'apps/price-list/test/global-database.ts',
    'apps/price-list/test/service.ts',
    'apps/price-list/tsconfig.json',
    'apps/price-list/tsup.config.ts',
    'apps/price-list/vitest.config.ts',
    'apps/price-list/vitest.e2e.config.ts',
    'migrations/price_list/0001_items.sql',
  ],
  updates: [
    'README.md',
    'docker/.env.example',
    'docker/README.md',
    'docker/compose.services.yml',
    'docker/database/services.sql',
    'docker/service/Dockerfile.dockerignore',
    'standards.config.json',
    'tsconfig.json',
  ],
});

it('gives a private manifest of layer 3 that says which migrations are its own', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, service, {
    name: 'tested-api',
    resource: 'line-items',
    description: `Tom's "cargo" by line.`,
  });
  expect(workspace.json('apps/tested-api/package.json')).toMatchObject({
    name: '@h-j-petroleum/tested-api',
    private: true,
    description: `Tom's "cargo" by line.`,
    repository: { directory: 'apps/tested-api' },
    dependencies: { '@h-j-petroleum/toolkit-service': '*', zod: '4.0.1' },
    nx: {
      tags: ['layer:3', 'scope:platform'],
      namedInputs: {
        default: ['{projectRoot}/**/*', 'sharedGlobals', '{workspaceRoot}/migrations/tested/**/*'],
      },
    },
  });
  expect(workspace.text('apps/tested-api/src/app.ts')).toContain(
    `description: 'Tom\\'s "cargo" by line.',`,
  );
  expect(workspace.text('apps/tested-api/src/server.ts')).toBe(
    `import { runService } from '@h-j-petroleum/toolkit-service/run';\n\nawait runService({ name: 'tested-api', load: async () => (await import('./app.ts')).service });\n`,
  );
});

it('calls what it keeps by one name in address, code, SQL and sentences', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, service, { name: 'tested-api', resource: 'line-entries' });
  const routes = workspace.text('apps/tested-api/src/routes/line-entries.ts') ?? '';
  expect(routes).toContain(`url: '/v1/line-entries/:id'`);
  expect(routes).toContain(`summary: 'Adds one line entry'`);
  expect(routes).toContain(`throw problems('too-many-line-entries',`);
  expect(routes).toContain('export function lineEntryRoutes(');
  expect(workspace.text('apps/tested-api/src/config.ts')).toContain(
    'LINE_ENTRIES_PER_OWNER: integerVariable(1, 1_000_000)',
  );
  const migration = workspace.text('migrations/tested/0001_line_entries.sql') ?? '';
  expect(migration).toContain(
    'create table tested.migration_files (name text primary key, sha256 text not null);',
  );
  expect(migration).toContain('create table tested.line_entries (');
  expect(migration).toContain(
    `execute format('grant select, insert on tested.line_entries to %I', grantee);`,
  );
});

/** The highest ports that services of the stack have, the highest first. */
function portsIn(compose: string): [number, number] {
  const [last = 0, before = 0] = [...compose.matchAll(/^ +PORT: '(\d+)'$/gm)]
    .map(([, port]) => Number(port))
    .sort((a, b) => b - a);
  return [last, before];
}

it('is entered in the stack: image, migration, role, password, network and the next port', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, service, { name: 'tested-api' });
  const compose = workspace.text('docker/compose.services.yml') ?? '';
  // As many services as there are in the meantime have the ports before it.
  const [port, before] = portsIn(compose);
  expect(port).toBe(before + 1);
  expect(compose).toContain(`
x-tested: &tested
  <<: *hardened
  image: h-j-petroleum/tested-api:local
  build:
    <<: *build
    args: { SERVICE: tested-api, SCHEMA: tested }
`);
  expect(compose).toContain(`
  tested-migrate:
    <<: *tested
    restart: 'no'
    command: [migrate, --grant, tested_api]
`);
  expect(compose).toContain(`
    networks: [storage, services, tested-port]
    ports: ['127.0.0.1:\${TESTED_PORT:-${port}}:${port}']
`);
  expect(compose.endsWith('-port: {}\n  tested-port: {}\n')).toBe(true);
  expect(workspace.text('docker/database/services.sql')).toContain(`
\\getenv tested_password TESTED_DATABASE_PASSWORD
insert into running values ('tested_api', :'tested_password');

select`);
  expect(workspace.text('docker/.env.example')).toMatch(
    /_DATABASE_PASSWORD=\nTESTED_DATABASE_PASSWORD=\n#/,
  );
  expect(workspace.text('docker/service/Dockerfile.dockerignore')).toMatch(
    /\n!migrations\/tested\n[^]*\n!apps\/tested-api\n/,
  );
  expect(workspace.text('docker/README.md')?.replaceAll(/ +/g, ' ')).toContain(
    `\n| \`tested-api\` | \`tested_api\` | ${port} (\`TESTED_PORT\`) |\n\n`,
  );
  await scaffold(workspace.next(), service, { name: 'another-api' });
  expect(portsIn(workspace.text('docker/compose.services.yml') ?? '')).toStrictEqual([
    port + 1,
    port,
  ]);
});

it('is measured by the standards that start services', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, service, { name: 'tested-api', resource: 'shipments' });
  expect(workspace.json('standards.config.json')).toMatchObject({
    skills: {
      'obs:otel-check': {
        options: {
          services: {
            'apps/tested-api': {
              request: {
                path: '/v1/shipments',
                headers: { 'x-api-key': `hjp_${'0'.repeat(18)}_${'0'.repeat(43)}` },
              },
            },
          },
        },
      },
      'perf:api-latency': {
        projects: { 'apps/tested-api': 'off' },
        options: {
          services: { 'apps/tested-api': { routes: ['GET /health/live', 'GET /v1/shipments'] } },
        },
      },
    },
  });
});

it.each([
  [{ resource: 'Line Item' }, '`--resource line-items`'],
  [{ resource: 'parcel' }, '`--resource parcels`'],
  [{ resource: 'problems' }, '`problems` are what every service answers'],
  [{ schema: 'Cargo-Data' }, '`--schema cargo_data`'],
  [{ schema: 'user' }, '`--schema user_data`'],
  [{ schema: 'signals' }, 'migrations/signals belongs to something else already'],
  [{ schema: 'grafana' }, 'The stack in docker/ has a `grafana-port` already'],
  [{ schema: 'otlp_http' }, 'variables that begin with OTLP_HTTP_ already'],
  [{ name: 'collector' }, 'The stack in docker/ has a `collector` already'],
  [{ name: 'services-owner' }, 'The database has a role `services_owner` of its own'],
  [{ name: 'toolkit-cargo' }, '`nx g @h-j-petroleum/standards:toolkit-package cargo`'],
])('refuses %j, and writes nothing', async (options, message) => {
  using workspace = await houseTree(house);
  await expect(
    scaffold(workspace.tree, service, { name: 'tested-api', ...options }),
  ).rejects.toThrow(
    expect.objectContaining({
      code: 'GENERATE_REFUSED',
      message: expect.stringContaining(message),
    }),
  );
  expect(workspace.changes()).toStrictEqual([]);
});

it.each([
  ['docker/compose.services.yml', 'name: observability\nservices: {}\n'],
  ['docker/database/services.sql', 'select 1;\n'],
  ['docker/README.md', '# Docker\n'],
  ['docker/.env.example', 'TESTED_DATABASE_PASSWORD=\n'],
])('refuses a stack in which %s has no place for it', async (file, text) => {
  using workspace = await houseTree({ ...house, [file]: text });
  await expect(scaffold(workspace.tree, service, { name: 'tested-api' })).rejects.toThrow(
    `${file} has no place for tested-api`,
  );
  expect(workspace.changes()).toStrictEqual([]);
});

it('is entered in no stack where there is none', async () => {
  using workspace = await houseTree({
    ...house,
    ...Object.fromEntries(stack.map((file) => [file, undefined])),
  });
  await scaffold(workspace.tree, service, { name: 'tested-api' });
  expect(workspace.changes().filter((change) => change.includes('docker'))).toStrictEqual([]);
  expect(workspace.text('apps/tested-api/README.md')).toContain('PORT=4301');
  expect(workspace.text('apps/tested-api/README.md')).not.toContain('docker');
});

it('takes no word of SQL for a schema that nobody chose', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, service, { name: 'order-api' });
  expect(workspace.tree.exists('migrations/order_api/0001_items.sql')).toBe(true);
});

it('is removed with later migrations and what came into its entries since', async () => {
  using workspace = await houseTree(house);
  const before = stack.map((file) => workspace.text(file));
  await scaffold(workspace.tree, service, { name: 'tested-api', schema: 'freight' });
  const tree = workspace.next();
  tree.write('migrations/freight/0002_weight.sql', 'alter table freight.items add weight int;\n');
  const compose = tree.read('docker/compose.services.yml', 'utf-8') ?? '';
  tree.write(
    'docker/compose.services.yml',
    compose.replace('OIDC_AUDIENCE: tested-api\n', "OIDC_AUDIENCE: tested-api\n      PAGE: '3'\n"),
  );
  await unscaffold(workspace.next(), { project: 'tested-api', skipInstall: true });
  workspace.next();
  expect(workspace.tree.exists('migrations/freight')).toBe(false);
  expect(stack.map((file) => workspace.text(file))).toStrictEqual(before);
});

it('refuses the name of an app that is there', async () => {
  using workspace = await houseTree({
    ...house,
    'apps/signals/package.json': { name: '@h-j-petroleum/signals' },
  });
  await expect(scaffold(workspace.tree, service, { name: 'signals' })).rejects.toThrow(
    'apps/signals is @h-j-petroleum/signals, and not what this generator makes: it lacks apps/signals/README.md.',
  );
  expect(workspace.changes()).toStrictEqual([]);
});

it('an app that is none of these services keeps migrations of its name when it is removed', async () => {
  using workspace = await houseTree({
    ...house,
    'apps/signals/package.json': { name: '@h-j-petroleum/signals' },
    'migrations/signals/0001_items.sql': '-- Others.\n',
  });
  await unscaffold(workspace.tree, { project: 'apps/signals', skipInstall: true });
  expect(workspace.tree.exists('apps/signals')).toBe(false);
  expect(workspace.tree.children('migrations/signals')).toStrictEqual([
    '0001_dimensions.sql',
    '0001_items.sql',
  ]);
  expect(workspace.changes()).toStrictEqual(['DELETE apps/signals']);
});
