import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { inWorkspace, only, published } from './trees.ts';

export const registryCases: readonly Case[] = [
  {
    name: 'publishConfig says it',
    kind: 'valid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(published({ publishConfig: { registry: 'https://npm.pkg.github.com/' } }), {
      '.npmrc': '',
    }),
    findings: [],
  },
  {
    name: 'publishConfig says it for the scope',
    kind: 'valid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(
      published({ publishConfig: { '@acme:registry': 'HTTPS://npm.pkg.github.com' } }),
      { '.npmrc': '' },
    ),
    findings: [],
  },
  {
    name: 'one registry for all packages',
    kind: 'valid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(published(), { '.npmrc': 'registry = "https://npm.pkg.github.com"\n' }),
    findings: [],
  },
  {
    name: 'an address from the environment',
    kind: 'valid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(published(), { '.npmrc': '@acme:registry=${NPM_REGISTRY}\n' }),
    findings: [],
  },
  {
    name: 'nothing says it',
    kind: 'invalid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(published({ publishConfig: { access: 'public', registry: 5 } }), {
      '.npmrc':
        '# @acme:registry=https://npm.pkg.github.com\n@other:registry=https://npm.pkg.github.com\nregistry=\n',
    }),
    findings: [
      {
        message: 'registry-unknown',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 2,
        expected: '@acme:registry=https://npm.pkg.github.com in .npmrc, or "publishConfig"',
        actual: 'neither',
        text: 'nothing says that @acme/a is published to https://npm.pkg.github.com',
        fixable: false,
      },
    ],
  },
  {
    name: 'npm does not read the settings of a member',
    kind: 'invalid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(published(), {
      '.npmrc': '',
      'libs/a/.npmrc': '@acme:registry=https://npm.pkg.github.com\n',
    }),
    findings: [
      {
        message: 'registry-unknown',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 2,
        expected: '@acme:registry=https://npm.pkg.github.com in .npmrc, or "publishConfig"',
        actual: 'neither',
        fixable: false,
      },
    ],
  },
  {
    name: 'pnpm reads the settings of a member',
    kind: 'valid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(
      published(),
      {
        '.npmrc': '',
        'libs/a/.npmrc': '@acme:registry=https://npm.pkg.github.com\r\n',
        'pnpm-workspace.yaml': 'packages:\n  - libs/*\n',
      },
      { packageManager: 'pnpm@10.4.1' },
    ),
    findings: [],
  },
  {
    name: 'other registries',
    kind: 'invalid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(
      published({
        publishConfig: {
          registry: 'https://registry.example.com',
          '@acme:registry': 'https://scope.example.com',
        },
      }),
      { '.npmrc': 'registry=https://all.example.com\n@acme:registry=https://two.example.com\n' },
    ),
    findings: [
      {
        message: 'registry-other',
        project: '@acme/a',
        file: '.npmrc',
        line: 2,
        expected: 'https://npm.pkg.github.com',
        actual: 'https://two.example.com',
        text: '.npmrc sends @acme/a to https://two.example.com',
        fixable: false,
      },
      {
        message: 'registry-other',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 22,
        expected: 'https://npm.pkg.github.com',
        actual: 'https://registry.example.com',
        text: 'publishConfig.registry sends @acme/a to https://registry.example.com',
        fixable: false,
      },
      {
        message: 'registry-other',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 23,
        expected: 'https://npm.pkg.github.com',
        actual: 'https://scope.example.com',
        text: 'publishConfig.@acme:registry sends @acme/a to https://scope.example.com',
        fixable: false,
      },
    ],
  },
  {
    name: 'another registry for all packages',
    kind: 'invalid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(published(), { '.npmrc': '\nregistry=https://all.example.com\n' }),
    findings: [
      {
        message: 'registry-other',
        project: '@acme/a',
        file: '.npmrc',
        line: 2,
        expected: 'https://npm.pkg.github.com',
        actual: 'https://all.example.com',
        fixable: false,
      },
    ],
  },
  {
    name: 'settings of yarn berry',
    kind: 'valid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(
      published(),
      {
        '.npmrc': '',
        '.yarnrc.yml':
          'npmScopes:\n  acme:\n    npmPublishRegistry: "https://npm.pkg.github.com"\n    npmRegistryServer: "https://mirror.example.com"\n',
      },
      { packageManager: 'yarn@4.5.0' },
    ),
    findings: [],
  },
  {
    name: 'settings of yarn berry for another registry',
    kind: 'invalid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(
      published(),
      {
        '.npmrc': '',
        '.yarnrc.yml': 'npmRegistryServer: https://mirror.example.com\nnpmScopes: []\n',
      },
      { packageManager: 'yarn@4.5.0' },
    ),
    findings: [
      {
        message: 'registry-other',
        project: '@acme/a',
        file: '.yarnrc.yml',
        line: 1,
        expected: 'https://npm.pkg.github.com',
        actual: 'https://mirror.example.com',
        fixable: false,
      },
    ],
  },
  {
    name: 'settings of pnpm by scope',
    kind: 'valid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(
      published(),
      {
        '.npmrc': '',
        'pnpm-workspace.yaml':
          'packages:\n  - libs/*\nregistries:\n  default: https://mirror.example.com\n  "@acme": https://npm.pkg.github.com\n',
      },
      { packageManager: 'pnpm@10.4.1' },
    ),
    findings: [],
  },
  {
    name: 'settings of pnpm by address',
    kind: 'valid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(
      published(),
      {
        '.npmrc': '',
        'pnpm-workspace.yaml':
          'packages:\n  - libs/*\nregistries:\n  https://mirror.example.com/:\n    scopes: ["@", 5]\n  https://npm.pkg.github.com/:\n    scopes: ["@acme"]\n  https://none.example.com/: {}\n',
      },
      { packageManager: 'pnpm@11.23.0' },
    ),
    findings: [],
  },
  {
    name: 'settings of pnpm for all packages',
    kind: 'invalid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(
      published(),
      {
        '.npmrc': '',
        'pnpm-workspace.yaml': 'packages:\n  - libs/*\nregistry: https://mirror.example.com\n',
      },
      { packageManager: 'pnpm@11.0.0' },
    ),
    findings: [
      {
        message: 'registry-other',
        project: '@acme/a',
        file: 'pnpm-workspace.yaml',
        line: 3,
        expected: 'https://npm.pkg.github.com',
        actual: 'https://mirror.example.com',
        fixable: false,
      },
    ],
  },
  {
    name: 'settings that rush publishes with',
    kind: 'valid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: {
      'rush.json': {
        rushVersion: '5.140.0',
        pnpmVersion: '9.15.0',
        projects: [{ packageName: '@acme/a', projectFolder: 'libs/a' }],
      },
      'common/config/rush/.npmrc-publish': '@acme:registry=https://npm.pkg.github.com\n',
      'libs/a/package.json': published({ exports: './index.js' }),
      'libs/a/index.js': '',
    },
    findings: [],
  },
  {
    name: 'names that GitHub Packages refuses',
    kind: 'invalid',
    options: { ...only(), registry: 'https://npm.pkg.github.com' },
    tree: inWorkspace(published({ name: 'plain' }), {
      'libs/b/package.json': published({ name: '@Acme/b', exports: './index.js' }),
      'libs/b/index.js': '',
      'libs/c/package.json': published({ name: undefined, exports: './index.js' }),
      'libs/c/index.js': '',
    }),
    findings: [
      {
        message: 'name-unpublishable',
        project: '@Acme/b',
        file: 'libs/b/package.json',
        line: 2,
        expected: '@owner/name in lower case',
        actual: '"@Acme/b"',
        text: 'the name "@Acme/b" cannot be published to https://npm.pkg.github.com',
        fixable: false,
      },
      {
        message: 'name-unpublishable',
        project: 'libs/c',
        file: 'libs/c/package.json',
        line: 1,
        expected: '@owner/name in lower case',
        actual: 'not there',
        text: 'the name (none) cannot be published to https://npm.pkg.github.com',
        fixable: false,
      },
      {
        message: 'name-unpublishable',
        project: 'plain',
        file: 'libs/a/package.json',
        line: 2,
        expected: '@owner/name in lower case',
        actual: '"plain"',
        text: 'the name "plain" cannot be published to https://npm.pkg.github.com',
        fixable: false,
      },
    ],
  },
  {
    name: 'another registry takes other names',
    kind: 'invalid',
    options: { ...only(), registry: 'https://registry.example.com' },
    tree: inWorkspace(published({ name: 'plain' }), { '.npmrc': '' }),
    findings: [
      {
        message: 'registry-unknown',
        project: 'plain',
        file: 'libs/a/package.json',
        line: 2,
        expected: '"publishConfig" with the registry https://registry.example.com',
        actual: 'neither',
        fixable: false,
      },
    ],
  },
  {
    name: 'another registry takes other names, but not none',
    kind: 'invalid',
    options: { ...only(), registry: 'https://registry.example.com' },
    tree: inWorkspace(published({ name: 5 }), { '.npmrc': '' }),
    findings: [
      {
        message: 'name-unpublishable',
        project: 'libs/a',
        file: 'libs/a/package.json',
        line: 2,
        expected: 'a name',
        actual: '5',
        fixable: false,
      },
    ],
  },
  {
    name: 'the rule can be turned off',
    kind: 'valid',
    options: { ...only(), registry: false },
    tree: inWorkspace(published({ name: 'plain' }), { '.npmrc': '' }),
    findings: [],
  },
];
