import type { Case } from '@h-j-petroleum/standards-engine/testing';

const service = {
  name: 'a',
  version: '1.0.0',
  dependencies: { ms: '1.0.0' },
  devDependencies: { qs: '^1.0.0', ws: '^2.0.0' },
};
const sources = {
  'src/index.ts': "import 'ms';\nimport type { W } from 'ws';\nimport qs from 'qs';\n",
  'src/index.test.ts': "import 'ws';\n",
};
const moved = {
  name: 'a',
  version: '1.0.0',
  dependencies: { ms: '1.0.0', qs: '^1.0.0' },
  devDependencies: { ws: '^2.0.0' },
};
const finding = {
  message: 'dev-only',
  project: 'a',
  file: 'src/index.ts',
  line: 3,
  expected: '"qs" in dependencies',
  actual: '"qs" in devDependencies',
  text: '`qs` is imported by code that ships, and a has it in devDependencies alone',
};

export const devOnlyCases: readonly Case[] = [
  {
    name: 'code that ships needs more than a devDependency; tests and types do not',
    kind: 'invalid',
    tree: { 'package.json': service, ...sources },
    findings: [finding],
    fixed: { 'package.json': moved },
  },
  {
    name: 'a bundle holds its devDependencies, by configuration',
    kind: 'valid',
    tree: { 'package.json': service, ...sources, 'tsup.config.ts': 'export default {};\n' },
    findings: [],
  },
  {
    name: 'a bundle holds its devDependencies, by script',
    kind: 'valid',
    tree: { 'package.json': { ...service, scripts: { build: 'vite build' } }, ...sources },
    findings: [],
  },
  {
    name: 'unless all are to be judged',
    kind: 'invalid',
    tree: { 'package.json': service, ...sources, 'tsup.config.ts': 'export default {};\n' },
    options: { devOnly: 'all' },
    findings: [finding],
    fixed: { 'package.json': moved },
  },
  {
    name: 'or none',
    kind: 'valid',
    tree: { 'package.json': service, ...sources },
    options: { devOnly: 'off' },
    findings: [],
  },
  {
    name: 'files that the configuration gives to development',
    kind: 'valid',
    tree: { 'package.json': service, ...sources },
    options: { development: ['src/*.ts'] },
    findings: [],
  },
  {
    name: 'a field that holds a list is not written to',
    kind: 'invalid',
    tree: { 'package.json': { ...service, dependencies: ['ms'] }, ...sources },
    findings: [
      {
        message: 'undeclared',
        project: 'a',
        file: 'src/index.ts',
        line: 1,
        expected: '"ms" in dependencies',
        actual: 'no declaration',
        fixable: false,
      },
      { ...finding, fixable: false },
    ],
  },
  {
    name: 'a peer that is also installed for tests serves users',
    kind: 'valid',
    tree: {
      'package.json': {
        name: 'a',
        version: '1.0.0',
        peerDependencies: { qs: '*' },
        peerDependenciesMeta: { qs: { optional: true } },
        devDependencies: { qs: '^1.0.0' },
      },
      'index.js': "import 'qs';\n",
    },
    findings: [],
  },
];
