import type { Case } from '@h-j-petroleum/standards-engine/testing';

const root = { name: 'root', private: true, workspaces: ['apps/*', 'libs/*'] };

const layers = [
  { name: 'libraries', match: ['libs/*'] },
  { name: 'applications', match: ['apps/*'] },
];

/** Layers, leaves, and projects that no layer or more than one holds. */
export const layerCases: readonly Case[] = [
  {
    name: 'an application uses a library, and a library another',
    kind: 'valid',
    options: { layers, leaf: ['apps/*'] },
    tree: {
      'package.json': root,
      'apps/web/package.json': { name: 'web', dependencies: { core: '*' } },
      'apps/web/src/main.ts': "import { core } from 'core';\n",
      'libs/core/package.json': { name: 'core', dependencies: { text: '*' } },
      'libs/text/package.json': { name: 'text' },
    },
    findings: [],
  },
  {
    name: 'a library imports an application',
    kind: 'invalid',
    options: { layers },
    tree: {
      'package.json': root,
      'apps/web/package.json': { name: 'web' },
      'libs/core/package.json': { name: 'core', dependencies: { web: '*' } },
      'libs/core/src/core.ts': "import { read } from 'node:fs';\n\nimport { web } from 'web';\n",
    },
    findings: [
      {
        message: 'layer',
        project: 'core',
        file: 'libs/core/src/core.ts',
        line: 3,
        expected: 'only projects of layer libraries or lower',
        actual: 'libs/core/src/core.ts:3 imports web',
        text: 'core in layer libraries depends on web in the higher layer applications: libs/core/src/core.ts:3 imports web',
        fixable: false,
      },
    ],
  },
  {
    name: 'a library declares an application and imports it nowhere',
    kind: 'invalid',
    options: { layers },
    tree: {
      'package.json': root,
      'apps/web/package.json': { name: 'web' },
      'libs/core/package.json': { name: 'core', devDependencies: { web: '*' } },
    },
    findings: [
      {
        message: 'layer',
        project: 'core',
        file: 'libs/core/package.json',
        line: 4,
        expected: 'only projects of layer libraries or lower',
        actual: 'libs/core/package.json:4 has web in devDependencies',
        fixable: false,
      },
    ],
  },
  {
    name: 'a text that only looks like an import',
    kind: 'edge',
    options: { layers },
    tree: {
      'package.json': root,
      'apps/web/package.json': { name: 'web' },
      'libs/core/package.json': { name: 'core' },
      'libs/core/src/core.ts': "// import { web } from 'web';\nexport const kind = 'web';\n",
    },
    findings: [],
  },
  {
    name: 'layers by tag',
    kind: 'invalid',
    options: {
      layers: [
        { name: 'low', match: ['tag:layer:low'] },
        { name: 'high', match: ['tag:layer:h*'] },
      ],
    },
    tree: {
      'package.json': root,
      'libs/core/package.json': { name: 'core', nx: { tags: ['layer:low'] } },
      'libs/core/test/core.test.ts': "const core = require('ui');\n",
      'libs/ui/package.json': { name: 'ui', nx: { tags: ['layer:high', 'x'] } },
    },
    findings: [
      {
        message: 'layer',
        project: 'core',
        file: 'libs/core/test/core.test.ts',
        line: 1,
        expected: 'only projects of layer low or lower',
        actual: 'libs/core/test/core.test.ts:1 imports ui (for development)',
        fixable: false,
      },
    ],
  },
  {
    name: 'a member in no layer and one in two',
    kind: 'invalid',
    options: {
      layers: [
        { name: 'low', match: ['core', 'libs/ui'] },
        { name: 'high', match: ['u*'] },
      ],
    },
    tree: {
      'package.json': root,
      'libs/core/package.json': { name: 'core', dependencies: { ui: '*', web: '*' } },
      'libs/ui/package.json': { name: 'ui' },
      'apps/web/package.json': { name: 'web' },
    },
    findings: [
      {
        message: 'layer-ambiguous',
        project: 'ui',
        file: 'libs/ui/package.json',
        line: 1,
        expected: 'one layer',
        actual: 'low, high',
        text: 'ui is in more than one layer: low, high',
        fixable: false,
      },
      {
        message: 'layer-missing',
        project: 'web',
        file: 'apps/web/package.json',
        line: 1,
        expected: 'one of the layers low, high',
        actual: 'no layer',
        text: 'web is in none of the layers low, high',
        fixable: false,
      },
    ],
  },
  {
    name: 'one application uses another',
    kind: 'invalid',
    options: { layers, leaf: ['apps/*'] },
    tree: {
      'package.json': { ...root, devDependencies: { web: '*' } },
      'apps/api/package.json': { name: 'api', dependencies: { web: '*' } },
      'apps/api/src/api.ts': "import type { Web } from 'web';\n",
      'apps/web/package.json': { name: 'web' },
    },
    findings: [
      {
        message: 'leaf',
        project: 'api',
        file: 'apps/api/src/api.ts',
        line: 1,
        expected: 'no dependency on web',
        actual: 'apps/api/src/api.ts:1 imports web (types only)',
        text: 'api depends on web, which no project may depend on: apps/api/src/api.ts:1 imports web (types only)',
        fixable: false,
      },
    ],
  },
];
