import { expect, it } from 'vitest';
import { scaffold } from '../../scaffold/scaffold.ts';
import { describeKind } from '../../scaffold/testing/describe-kind.ts';
import { houseTree } from '../../scaffold/testing/house-tree.ts';
import { vectorStore } from './vector-store.ts';

const house = {
  'libs/vector/core/package.json': {
    name: '@vector-toolkit/core',
    version: '0.1.0',
    dependencies: { zod: '4.6.7' },
  },
};
const folder = 'libs/vector/stores/price-list';

describeKind(vectorStore, {
  options: { name: 'price-list' },
  house,
  creates: [
    '.changeset/new-vector-store-price-list.md',
    `${folder}/README.md`,
    `${folder}/package.json`,
    `${folder}/src/backend/backend-error.ts`,
    `${folder}/src/backend/backend.ts`,
    `${folder}/src/backend/collections.ts`,
    `${folder}/src/backend/filter-sql.test.ts`,
    `${folder}/src/backend/filter-sql.ts`,
    `${folder}/src/backend/open-database.ts`,
    `${folder}/src/backend/records.ts`,
    `${folder}/src/backend/rows.test.ts`,
    `${folder}/src/backend/rows.ts`,
    `${folder}/src/backend/sqlite-backend.ts`,
    `${folder}/src/capabilities.ts`,
    `${folder}/src/index.ts`,
    `${folder}/src/price-list-collection.ts`,
    `${folder}/src/price-list-store.conformance.test.ts`,
    `${folder}/src/price-list-store.test.ts`,
    `${folder}/src/price-list-store.ts`,
    `${folder}/tsconfig.json`,
    `${folder}/tsup.config.ts`,
    `${folder}/vitest.config.ts`,
  ],
  updates: ['README.md', 'package.json', 'standards.config.json', 'tsconfig.json'],
});

it('gives a manifest as its siblings have it, whatever the description holds', async () => {
  using workspace = await houseTree(house);
  const description = `The "oil" & Tom's prices.`;
  await scaffold(workspace.tree, vectorStore, { name: 'price-list', description });
  expect(workspace.json(`${folder}/package.json`)).toMatchObject({
    name: '@vector-toolkit/stores-price-list',
    version: '0.0.0',
    description: `The "oil" & Tom's prices.`,
    repository: { directory: 'libs/vector/stores/price-list' },
    dependencies: { '@vector-toolkit/core': '*', zod: '4.6.7' },
    nx: { tags: ['layer:0', 'scope:vector'] },
  });
  expect(workspace.text(`${folder}/README.md`)?.split('\n').slice(0, 3)).toStrictEqual([
    '# @vector-toolkit/stores-price-list',
    '',
    `The "oil" & Tom's prices.`,
  ]);
});

it('runs the conformance suite of the contract, and refers to nothing but core', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, vectorStore, { name: 'price-list' });
  expect(workspace.text(`${folder}/src/price-list-store.conformance.test.ts`)).toContain(
    'it.each(storeChecks)',
  );
  expect(workspace.json(`${folder}/tsconfig.json`)).toMatchObject({
    extends: '../../../../tsconfig.base.json',
    references: [{ path: '../../core' }],
  });
  expect(workspace.json('package.json')).toMatchObject({
    workspaces: ['apps/*', 'libs/toolkit/*', 'libs/vector/stores/*'],
  });
  expect(workspace.text('README.md')).toContain(
    '](libs/vector/stores/price-list/README.md) | vectors for Price list, kept in SQLite until its driver is there',
  );
});

it('says of one for SQLite that it is on SQLite', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, vectorStore, { name: 'sqlite' });
  expect(workspace.json('libs/vector/stores/sqlite/package.json')).toHaveProperty(
    'description',
    'Vectors on SQLite, in a file or in memory: exact search, filters in SQL.',
  );
});

it('refuses a workspace without the contract, and a name of another domain', async () => {
  using without = await houseTree();
  await expect(scaffold(without.tree, vectorStore, { name: 'price-list' })).rejects.toThrow(
    'A vector-store builds on libs/vector/core, which this workspace does not have.',
  );
  using workspace = await houseTree(house);
  await expect(
    scaffold(workspace.tree, vectorStore, { name: 'embeddings-price-list' }),
  ).rejects.toThrow('Write `nx g @h-j-petroleum/standards:embedder price-list`');
  expect([...without.changes(), ...workspace.changes()]).toStrictEqual([]);
});
