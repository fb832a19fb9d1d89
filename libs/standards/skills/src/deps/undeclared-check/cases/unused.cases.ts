import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { installed, npmRoot, tools } from './trees.ts';

const unsure =
  'nothing seems to use it; what its commands and the peers of others are is not known, because not all is installed';

export const unusedCases: readonly Case[] = [
  {
    name: 'what nothing imports, runs or configures goes',
    kind: 'invalid',
    tree: {
      ...tools,
      ...installed({ name: 'left' }, { name: 'qs' }),
      'package.json': {
        ...npmRoot,
        devDependencies: { ...npmRoot.devDependencies, left: '1.0.0' },
      },
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { left: '^1.0.0', qs: '1.0.0' },
      },
      'packages/a/index.js': "import 'qs'; // left was here\n",
    },
    findings: [
      {
        message: 'unused',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'no declaration, or something that uses it',
        actual: '^1.0.0, and nothing uses it',
        text: 'dependencies "left" is never imported, and no script or configuration names it',
      },
      {
        message: 'unused',
        project: 'root',
        file: 'package.json',
        line: 15,
        expected: 'no declaration, or something that uses it',
        actual: '1.0.0, and nothing uses it',
      },
    ],
    fixed: {
      'package.json': npmRoot,
      'packages/a/package.json': { name: 'a', version: '1.0.0', dependencies: { qs: '1.0.0' } },
    },
  },
  {
    name: 'where not all is installed, nothing is taken away',
    kind: 'invalid',
    tree: {
      'package.json': { name: 'a', version: '1.0.0', dependencies: { left: '1.0.0' } },
      'index.js': 'export {};\n',
    },
    findings: [
      {
        message: 'unused',
        project: 'a',
        file: 'package.json',
        line: 5,
        expected: 'no declaration, or something that uses it',
        actual: unsure,
        fixable: false,
      },
    ],
  },
  {
    name: 'used otherwise than by an import',
    kind: 'valid',
    tree: {
      ...installed(
        { name: 'runner', bin: { 'run-it': './x.js' } },
        { name: 'host', peerDependencies: { companion: '*' } },
        { name: 'companion' },
        ...['in-config', 'in-style', 'in-workflow', 'in-rc', 'called', 'in-string'].map((name) => ({
          name,
        })),
        ...['@fonts/serif', '@fonts/sans', '@acme/cli', 'sass', 'typescript'].map((name) => ({
          name,
        })),
        ...['eslint-plugin-x', '@acme/eslint-config', '@types/node', 'tslib', 'in-nx'].map(
          (name) => ({
            name,
          }),
        ),
      ),
      'package.json': {
        name: 'a',
        version: '1.0.0',
        scripts: { build: 'cross && run-it --fast', lint: 'cli .' },
        tool: { use: ['in-nx'] },
        dependencies: {
          host: '1.0.0',
          companion: '1.0.0',
          'in-style': '1.0.0',
          'in-string': '1.0.0',
          '@fonts/serif': '1.0.0',
        },
        devDependencies: {
          runner: '1.0.0',
          'in-config': '1.0.0',
          'in-workflow': '1.0.0',
          'in-rc': '1.0.0',
          called: '1.0.0',
          '@acme/cli': '1.0.0',
          sass: '1.0.0',
          typescript: '1.0.0',
          'eslint-plugin-x': '1.0.0',
          '@acme/eslint-config': '1.0.0',
          '@types/node': '1.0.0',
          tslib: '1.0.0',
          'in-nx': '1.0.0',
        },
        optionalDependencies: { 'native-linux': '1.0.0' },
        peerDependencies: { framework: '1.0.0' },
      },
      'index.ts':
        "import 'host';\nconst font = `@fonts/${name}`;\nload('x', 'in-string/worker');\n",
      'app.scss': "@use 'in-style/mixins';\n",
      'settings/tool.json': '{ "extends": "in-config/base" }',
      '.github/workflows/ci.yml': 'jobs: { a: { steps: [{ run: npx in-workflow }] } }\n',
      '.toolrc': 'use in-rc\n',
      'called.config.js': 'export default {};\n',
    },
    findings: [],
  },
  {
    name: 'names that only begin or end like it use nothing',
    kind: 'invalid',
    tree: {
      ...installed({ name: 'left' }),
      'package.json': {
        name: 'a',
        version: '1.0.0',
        description: 'left',
        scripts: { build: 'left-pad && @left && my-left' },
        overrides: { left: '1.0.0' },
        dependencies: { left: '1.0.0' },
      },
      'index.js': "import './left.js'; const left = 'left-pad'; left('turned');\n",
      'package-lock.json': '{ "packages": { "node_modules/left": {} } }',
    },
    findings: [
      {
        message: 'unused',
        project: 'a',
        file: 'package.json',
        line: 12,
        expected: 'no declaration, or something that uses it',
        actual: '1.0.0, and nothing uses it',
      },
    ],
    fixed: {
      'package.json': {
        name: 'a',
        version: '1.0.0',
        description: 'left',
        scripts: { build: 'left-pad && @left && my-left' },
        overrides: { left: '1.0.0' },
      },
    },
  },
  {
    name: 'scripts of the root run the tools of members, and members use what the root has',
    kind: 'valid',
    tree: {
      ...tools,
      ...installed({ name: 'shared' }),
      'package.json': {
        ...npmRoot,
        scripts: { ...npmRoot.scripts, all: 'npm exec -ws member-tool' },
        dependencies: { shared: '1.0.0' },
      },
      'packages/a/package.json': {
        name: 'a',
        private: true,
        devDependencies: { 'member-tool': '1.0.0' },
      },
      'packages/a/index.js': "import 'shared';\n",
    },
    findings: [],
  },
  {
    name: 'the gate that is installed to be run by hand',
    kind: 'valid',
    tree: {
      'package.json': {
        name: 'a',
        version: '1.0.0',
        devDependencies: { '@h-j-petroleum/standards': '0.1.0' },
      },
      'index.js': 'export {};\n',
    },
    findings: [],
  },
  {
    name: 'or are not looked at',
    kind: 'valid',
    tree: { 'package.json': { name: 'a', version: '1.0.0', dependencies: { left: '1.0.0' } } },
    options: { unused: false },
    findings: [],
  },
];
