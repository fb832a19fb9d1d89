import { expect, it } from 'vitest';
import { scaffold } from '../../scaffold/scaffold.ts';
import { describeKind } from '../../scaffold/testing/describe-kind.ts';
import { houseTree } from '../../scaffold/testing/house-tree.ts';
import { unscaffold } from '../../scaffold/unscaffold.ts';
import { pipeline } from './pipeline.ts';

const manifest = (name: string, more: object = {}) => ({ name, version: '0.1.0', ...more });
const house = {
  'libs/toolkit/logger/package.json': manifest('@h-j-petroleum/toolkit-logger'),
  'libs/toolkit/metrics/package.json': manifest('@h-j-petroleum/toolkit-metrics', {
    dependencies: { '@opentelemetry/api': '1.9.9' },
  }),
  'libs/toolkit/telemetry/package.json': manifest('@h-j-petroleum/toolkit-telemetry'),
  'libs/vector/stores/embedded/package.json': manifest('@vector-toolkit/stores-embedded'),
};

describeKind(pipeline, {
  house,
  options: { name: 'price-list' },
  creates: [
    'libs/dataops/price-list/README.md',
    'libs/dataops/price-list/package.json',
    'libs/dataops/price-list/src/bin.ts',
    'libs/dataops/price-list/src/cli/main.test.ts',
    'libs/dataops/price-list/src/cli/main.ts',
    'libs/dataops/price-list/src/errors.ts',
    'libs/dataops/price-list/src/index.ts',
    'libs/dataops/price-list/src/record/delivery.test.ts',
    'libs/dataops/price-list/src/record/delivery.ts',
    'libs/dataops/price-list/src/run-pipeline.test.ts',
    'libs/dataops/price-list/src/run-pipeline.ts',
    'libs/dataops/price-list/src/source/json-lines.test.ts',
    'libs/dataops/price-list/src/source/json-lines.ts',
    'libs/dataops/price-list/src/source/source.ts',
    'libs/dataops/price-list/src/store/schema.ts',
    'libs/dataops/price-list/src/store/warehouse.ts',
    'libs/dataops/price-list/tsconfig.json',
    'libs/dataops/price-list/tsup.config.ts',
    'libs/dataops/price-list/vitest.config.ts',
    'migrations/warehouse_price_list/0001_deliveries.sql',
  ],
  updates: ['README.md', 'package.json', 'standards.config.json', 'tsconfig.json'],
});

it('gives a private manifest of layer 2 with a command, with the versions that the workspace uses', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, pipeline, {
    name: 'price-list',
    description: 'Moves "prices" & what they cost.',
  });
  expect(workspace.json('libs/dataops/price-list/package.json')).toMatchObject({
    name: '@h-j-petroleum/dataops-price-list',
    version: '0.0.0',
    private: true,
    description: 'Moves "prices" & what they cost.',
    repository: { directory: 'libs/dataops/price-list' },
    bin: { 'dataops-price-list': './dist/bin.js' },
    dependencies: { '@opentelemetry/api': '1.9.9', '@h-j-petroleum/toolkit-signals': '*' },
    nx: {
      tags: ['layer:2', 'scope:dataops'],
      namedInputs: {
        default: [
          '{projectRoot}/**/*',
          'sharedGlobals',
          '{workspaceRoot}/migrations/warehouse_price_list/**/*',
        ],
      },
    },
  });
  expect(workspace.text('libs/dataops/price-list/README.md')).toContain(
    '# @h-j-petroleum/dataops-price-list\n\nMoves "prices" & what they cost.\n',
  );
  expect(workspace.text('migrations/warehouse_price_list/0001_deliveries.sql')).toContain(
    'create table warehouse_price_list.migration_files (name text primary key, sha256 text not null);',
  );
});

it('is a member of the workspace, referred to, and has its example checked', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, pipeline, { name: 'price-list' });
  expect(workspace.json('package.json')).toMatchObject({
    workspaces: ['apps/*', 'libs/dataops/*', 'libs/toolkit/*'],
  });
  expect(workspace.json('tsconfig.json')).toMatchObject({
    references: expect.arrayContaining([{ path: './libs/dataops/price-list' }]),
  });
  expect(workspace.json('standards.config.json')).toHaveProperty(
    ['skills', 'docs:readme-check', 'options', 'measure'],
    ['libs/toolkit/signals', 'tools/x', 'libs/dataops/price-list'],
  );
  expect(workspace.text('README.md')).toContain(
    '| moves records to the warehouse schema warehouse_price_list |',
  );
});

it('refuses a workspace without what it is made of', async () => {
  using workspace = await houseTree({ ...house, 'libs/toolkit/logger/package.json': undefined });
  await expect(scaffold(workspace.tree, pipeline, { name: 'price-list' })).rejects.toThrow(
    'A pipeline builds on libs/toolkit/logger, which this workspace does not have.',
  );
  expect(workspace.changes()).toStrictEqual([]);
});

it('takes no schema of another', async () => {
  using workspace = await houseTree({
    ...house,
    'migrations/warehouse_price_list/0001_prices.sql': 'select 1;\n',
  });
  await expect(scaffold(workspace.tree, pipeline, { name: 'price-list' })).rejects.toThrow(
    'migrations/warehouse_price_list is there, and no pipeline. Choose another name for the pipeline.',
  );
  expect(workspace.changes()).toStrictEqual([]);
});

it('goes with the migrations that came since', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, pipeline, { name: 'price-list' });
  workspace.next().write('migrations/warehouse_price_list/0002_more.sql', 'select 1;\n');
  await unscaffold(workspace.next(), { project: 'price-list', skipInstall: true });
  expect(workspace.changes()).toContain('DELETE migrations/warehouse_price_list');
});
