import { expect, it } from 'vitest';
import { scaffold } from '../../scaffold/scaffold.ts';
import { describeKind } from '../../scaffold/testing/describe-kind.ts';
import { houseTree } from '../../scaffold/testing/house-tree.ts';
import { toolkitPackage } from './toolkit-package.ts';

describeKind(toolkitPackage, {
  options: { name: 'price-list' },
  creates: [
    '.changeset/new-toolkit-package-price-list.md',
    'libs/toolkit/price-list/README.md',
    'libs/toolkit/price-list/package.json',
    'libs/toolkit/price-list/src/errors.ts',
    'libs/toolkit/price-list/src/index.ts',
    'libs/toolkit/price-list/src/price-list.test.ts',
    'libs/toolkit/price-list/src/price-list.ts',
    'libs/toolkit/price-list/src/settings.test.ts',
    'libs/toolkit/price-list/src/settings.ts',
    'libs/toolkit/price-list/tsconfig.json',
    'libs/toolkit/price-list/tsup.config.ts',
    'libs/toolkit/price-list/vitest.config.ts',
  ],
  updates: ['README.md', 'standards.config.json', 'tsconfig.json'],
});

it('gives a manifest as its siblings have it, with the versions that the workspace uses', async () => {
  using workspace = await houseTree({
    'libs/toolkit/clock/package.json': {
      name: '@h-j-petroleum/toolkit-clock',
      dependencies: { zod: '4.0.1' },
    },
  });
  await scaffold(workspace.tree, toolkitPackage, {
    name: 'price-list',
    description: 'Prices of products by day.',
  });
  expect(workspace.json('libs/toolkit/price-list/package.json')).toMatchObject({
    name: '@h-j-petroleum/toolkit-price-list',
    version: '0.0.0',
    description: 'Prices of products by day.',
    repository: {
      type: 'git',
      url: 'git+https://github.com/h-j-petroleum/source.git',
      directory: 'libs/toolkit/price-list',
    },
    dependencies: { zod: '4.0.1' },
    nx: { tags: ['layer:0', 'scope:toolkit'] },
  });
});

it('is announced, referred to, and listed among its siblings', async () => {
  using workspace = await houseTree();
  await scaffold(workspace.tree, toolkitPackage, {
    name: 'price-list',
    description: 'Prices of products by day.',
  });
  expect(workspace.text('.changeset/new-toolkit-package-price-list.md')).toBe(
    "---\n'@h-j-petroleum/toolkit-price-list': minor\n---\n\nThe first release of @h-j-petroleum/toolkit-price-list: Prices of products by day.\n",
  );
  expect(workspace.json('tsconfig.json')).toStrictEqual({
    files: [],
    references: [
      { path: './apps/first-of-all-services' },
      { path: './libs/toolkit/clock' },
      { path: './libs/toolkit/price-list' },
      { path: './libs/toolkit/signals' },
    ],
  });
  expect(workspace.text('README.md')).toContain(
    '| [libs/toolkit/price-list](libs/toolkit/price-list/README.md) | prices of products by day |\n| [docs](docs) ',
  );
  expect(workspace.json('standards.config.json')).toHaveProperty(
    ['skills', 'docs:readme-check', 'options', 'measure'],
    ['libs/toolkit/signals', 'tools/x', 'libs/toolkit/price-list'],
  );
});
