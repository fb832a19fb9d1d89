import { expect, it } from 'vitest';
import { scaffold } from '../../scaffold/scaffold.ts';
import { describeKind } from '../../scaffold/testing/describe-kind.ts';
import { houseTree } from '../../scaffold/testing/house-tree.ts';
import { embedder } from './embedder.ts';

const core = { name: '@vector-toolkit/core', version: '0.1.0', dependencies: { zod: '4.6.7' } };
/** As a workspace that has embedders already. */
const house = {
  'package.json': {
    name: '@h-j-petroleum/source',
    repository: { type: 'git', url: 'git+https://github.com/h-j-petroleum/source.git' },
    workspaces: ['libs/vector/core', 'libs/vector/embeddings/*'],
  },
  'standards.config.json': `{
  "skills": {
    "docs:readme-check": {
      "options": {
        "measure": ["libs/vector/core"]
      }
    }
  }
}
`,
  'libs/vector/core/package.json': core,
  'libs/vector/embeddings/fake/package.json': { name: '@vector-toolkit/embeddings-fake' },
};
const folder = 'libs/vector/embeddings/price-list';

describeKind(embedder, {
  options: { name: 'price-list' },
  house,
  creates: [
    '.changeset/new-embedder-price-list.md',
    `${folder}/README.md`,
    `${folder}/package.json`,
    `${folder}/src/api.ts`,
    `${folder}/src/index.ts`,
    `${folder}/src/models.ts`,
    `${folder}/src/price-list-embedder.conformance.test.ts`,
    `${folder}/src/price-list-embedder.test.ts`,
    `${folder}/src/price-list-embedder.ts`,
    `${folder}/tsconfig.json`,
    `${folder}/tsup.config.ts`,
    `${folder}/vitest.config.ts`,
  ],
  updates: ['README.md', 'standards.config.json', 'tsconfig.json'],
});

it('says of the API what it was told', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, embedder, {
    name: 'price-list',
    description: 'Embeddings "from" Tom & his prices.',
    baseUrl: 'https://api.example.com/v2/',
    model: 'maker/price-3@v1',
    dimensions: 512,
    tokens: 32_000,
  });
  expect(workspace.json(`${folder}/package.json`)).toMatchObject({
    name: '@vector-toolkit/embeddings-price-list',
    version: '0.0.0',
    description: 'Embeddings "from" Tom & his prices.',
    dependencies: { '@vector-toolkit/core': '*', zod: '4.6.7' },
    devDependencies: { '@vector-toolkit/embeddings-fake': '*' },
    nx: { tags: ['layer:0', 'scope:vector'] },
  });
  expect(workspace.text(`${folder}/src/models.ts`)).toContain(
    "  'maker/price-3@v1': { dimensions: 512, tokens: 32000, normalized: true },\n",
  );
  expect(workspace.text(`${folder}/src/price-list-embedder.ts`)).toContain(
    "process.env.PRICE_LIST_BASE_URL ?? 'https://api.example.com/v2';",
  );
  expect(workspace.text(`${folder}/README.md`)).toContain(
    '$ node space.mjs\nprice-list/maker/price-3@v1 512\n8\n',
  );
});

it('runs the conformance suite and the faults of a provider', async () => {
  using workspace = await houseTree(house);
  await scaffold(workspace.tree, embedder, { name: 'price-list' });
  const test = workspace.text(`${folder}/src/price-list-embedder.conformance.test.ts`);
  for (const suite of ['embedderChecks', 'faultChecks', 'ingestionChecks'])
    expect(test).toContain(`it.each(${suite})`);
  expect(workspace.json(`${folder}/tsconfig.json`)).toMatchObject({
    references: [{ path: '../../core' }, { path: '../fake' }],
  });
});

it.each<[string, object, string]>([
  ['a model', { model: "it's" }, "`it's` is no name of a model"],
  ['an address that is none', { baseUrl: 'api.example.com' }, 'is no address of an API'],
  ['an address with a key', { baseUrl: 'https://me:key@api.example.com' }, 'without user'],
  [
    'a key in the clear',
    { baseUrl: 'http://api.example.com/v1' },
    'Write `https://api.example.com/v1`.',
  ],
  [
    'no dimensions',
    { dimensions: 0 },
    '--dimensions is 0, and must be a whole number from 1 to 65536.',
  ],
  [
    'half a token',
    { tokens: 0.5 },
    '--tokens is 0.5, and must be a whole number from 1 to 1000000.',
  ],
  [
    'a store',
    { name: 'stores-price-list' },
    'Write `nx g @h-j-petroleum/standards:vector-store price-list`',
  ],
])('refuses %s', async (_what, options, message) => {
  using workspace = await houseTree(house);
  const asked = scaffold(workspace.tree, embedder, { name: 'price-list', ...options });
  await expect(asked).rejects.toMatchObject({
    code: 'GENERATE_REFUSED',
    message: expect.stringContaining(message),
  });
  expect(workspace.changes()).toStrictEqual([]);
});

it('refuses a workspace without the server that its tests need', async () => {
  using workspace = await houseTree({ 'libs/vector/core/package.json': core });
  await expect(scaffold(workspace.tree, embedder, { name: 'price-list' })).rejects.toThrow(
    'An embedder builds on libs/vector/embeddings/fake, which this workspace does not have.',
  );
  expect(workspace.changes()).toStrictEqual([]);
});
