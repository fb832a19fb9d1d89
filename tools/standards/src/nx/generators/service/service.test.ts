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
    name: 'cargo-api',
    resource: 'line-items',
    description: `Tom's "cargo" by line.`,
  });
  expect(workspace.json('apps/cargo-api/package.json')).toMatchObject({
    name: '@h-j-petroleum/cargo-api',
    private: true,
    description: `Tom's "cargo" by line.`,
    repository: { directory: 'apps/cargo-api' },
    dependencies: { '@h-j-petroleum/toolkit-service': '*', zod: '4.0.1' },
    nx: {
      tags: ['layer:3', 'scope:platform'],
      namedInputs: {
        default: ['{projectRoot}/**/*', 'sharedGlobals', '{workspaceRoot}/migrations/cargo/**/*'],
      },
    },
  });
  expect(workspace.text('apps/cargo-api/src/app.ts')).toContain(
    `description: 'Tom\\'s "cargo" by line.',`,
  );
  expect(workspace.text('apps/cargo-api/src/server.ts')).toBe(
    `import { runService } from '@h-j-petroleum/toolkit-service/run';\n\nawait runService({ name: 'cargo-api', load: async () => (await import('./app.ts')).service });\n`,
  );
});

it('calls what it keeps by one name in address, code, SQL and sentences', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, service, { name: 'cargo-api', resource: 'line-entries' });
  const routes = workspace.text('apps/cargo-api/src/routes/line-entries.ts') ?? '';
  expect(routes).toContain(`url: '/v1/line-entries/:id'`);
  expect(routes).toContain(`summary: 'Adds one line entry'`);
  expect(routes).toContain(`throw problems('too-many-line-entries',`);
  expect(routes).toContain('export function lineEntryRoutes(');
  expect(workspace.text('apps/cargo-api/src/config.ts')).toContain(
    'LINE_ENTRIES_PER_OWNER: integerVariable(1, 1_000_000)',
  );
  const migration = workspace.text('migrations/cargo/0001_line_entries.sql') ?? '';
  expect(migration).toContain(
    'create table cargo.migration_files (name text primary key, sha256 text not null);',
  );
  expect(migration).toContain('create table cargo.line_entries (');
  expect(migration).toContain(
    `execute format('grant select, insert on cargo.line_entries to %I', grantee);`,
  );
});

it('is entered in the stack: image, migration, role, password, network and the next port', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, service, { name: 'cargo-api' });
  const compose = workspace.text('docker/compose.services.yml') ?? '';
  expect(compose).toContain(`
x-cargo: &cargo
  <<: *hardened
  image: h-j-petroleum/cargo-api:local
  build:
    <<: *build
    args: { SERVICE: cargo-api, SCHEMA: cargo }
`);
  expect(compose).toContain(`
  cargo-migrate:
    <<: *cargo
    restart: 'no'
    command: [migrate, --grant, cargo_api]
`);
  expect(compose).toContain(`
    networks: [storage, services, cargo-port]
    ports: ['127.0.0.1:\${CARGO_PORT:-4304}:4304']
`);
  expect(compose.endsWith('\n  pdf-port: {}\n  cargo-port: {}\n')).toBe(true);
  expect(workspace.text('docker/database/services.sql')).toContain(`
\\getenv cargo_password CARGO_DATABASE_PASSWORD
insert into running values ('cargo_api', :'cargo_password');

select`);
  expect(workspace.text('docker/.env.example')).toContain(
    '\nPDF_DATABASE_PASSWORD=\nCARGO_DATABASE_PASSWORD=\n#',
  );
  expect(workspace.text('docker/service/Dockerfile.dockerignore')).toMatch(
    /\n!migrations\/cargo\n[^]*\n!apps\/cargo-api\n/,
  );
  expect(workspace.text('docker/README.md')).toMatch(
    /\n\| `cargo-api` +\| `cargo_api` +\| 4304 \(`CARGO_PORT`\) +\|\n\n/,
  );
  await scaffold(workspace.next(), service, { name: 'order-api' });
  expect(workspace.text('docker/compose.services.yml')).toContain(`
    ports: ['127.0.0.1:\${ORDER_API_PORT:-4305}:4305']
`);
});

it('is measured by the standards that start services', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, service, { name: 'cargo-api', resource: 'shipments' });
  expect(workspace.json('standards.config.json')).toMatchObject({
    skills: {
      'obs:otel-check': {
        options: {
          services: {
            'apps/cargo-api': {
              request: {
                path: '/v1/shipments',
                headers: { 'x-api-key': `hjp_${'0'.repeat(18)}_${'0'.repeat(43)}` },
              },
            },
          },
        },
      },
      'perf:api-latency': {
        projects: { 'apps/cargo-api': 'off' },
        options: {
          services: { 'apps/cargo-api': { routes: ['GET /health/live', 'GET /v1/shipments'] } },
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
    scaffold(workspace.tree, service, { name: 'cargo-api', ...options }),
  ).rejects.toThrow(
    expect.objectContaining({
      code: 'GENERATE_REFUSED',
      message: expect.stringContaining(message),
    }),
  );
  expect(workspace.changes()).toStrictEqual([]);
});

it('takes no word of SQL for a schema that nobody chose', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, service, { name: 'order-api' });
  expect(workspace.tree.exists('migrations/order_api/0001_items.sql')).toBe(true);
});

it('is removed with later migrations and what came into its entries since', async () => {
  using workspace = await houseTree(house);
  const before = stack.map((file) => workspace.text(file));
  await scaffold(workspace.tree, service, { name: 'cargo-api', schema: 'freight' });
  const tree = workspace.next();
  tree.write('migrations/freight/0002_weight.sql', 'alter table freight.items add weight int;\n');
  const compose = tree.read('docker/compose.services.yml', 'utf-8') ?? '';
  tree.write(
    'docker/compose.services.yml',
    compose.replace('OIDC_AUDIENCE: cargo-api\n', "OIDC_AUDIENCE: cargo-api\n      PAGE: '3'\n"),
  );
  await unscaffold(workspace.next(), { project: 'cargo-api', skipInstall: true });
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
