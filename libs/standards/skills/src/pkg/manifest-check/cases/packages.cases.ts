import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { alone, inWorkspace, only, published } from './trees.ts';

export const packagesCases: readonly Case[] = [
  {
    name: 'a package of a workspace in which all is right',
    kind: 'valid',
    tree: inWorkspace(published()),
    findings: [],
  },
  {
    name: 'a single package in which all is right',
    kind: 'valid',
    tree: alone(
      published({
        name: '@acme/alone',
        repository: 'github:acme/alone',
        publishConfig: { registry: 'https://npm.pkg.github.com/' },
      }),
      { 'src/index.ts': '' },
    ),
    findings: [],
  },
  {
    name: 'a private package that points at no file',
    kind: 'valid',
    tree: inWorkspace({ name: 'app', private: true, scripts: {} }),
    findings: [],
    outcomes: {
      root: { outcome: 'not-applicable', reason: 'It is private and points at no file.' },
      app: { outcome: 'not-applicable', reason: 'It is private and points at no file.' },
    },
  },
  {
    name: 'a private package that points at files that are there',
    kind: 'valid',
    tree: inWorkspace(
      { name: 'app', private: true, main: './src/index.ts', bin: { app: 'bin/app.js' } },
      { 'libs/a/bin/app.js': '#!/usr/bin/env node\n' },
    ),
    findings: [],
  },
  {
    name: 'a private package that points at files that are not there',
    kind: 'invalid',
    tree: inWorkspace({
      name: 'app',
      private: true,
      main: 'src/main.ts',
      bin: { app: 'bin/app.js' },
    }),
    findings: [
      {
        message: 'target-missing',
        project: 'app',
        file: 'libs/a/package.json',
        line: 4,
        expected: 'a file that exists, or that git ignores and a build writes',
        actual: 'no libs/a/src/main.ts',
        fixable: false,
      },
      {
        message: 'target-missing',
        project: 'app',
        file: 'libs/a/package.json',
        line: 6,
        expected: 'a file that exists, or that git ignores and a build writes',
        actual: 'no libs/a/bin/app.js',
        fixable: false,
      },
    ],
  },
  {
    name: 'a root that is not private and points at no file',
    kind: 'valid',
    tree: inWorkspace(published(), {}, { private: false }),
    findings: [],
    outcomes: {
      root: {
        outcome: 'not-applicable',
        reason: 'The root of a workspace that points at no file is not published.',
      },
    },
  },
  {
    name: 'a root that is published itself',
    kind: 'invalid',
    options: only('exports'),
    tree: inWorkspace(published(), { 'index.js': '' }, { private: undefined, main: './index.js' }),
    findings: [
      {
        message: 'exports-missing',
        project: 'root',
        file: 'package.json',
        line: 1,
        expected: '"exports" with an entry for each thing that may be imported',
        actual: 'not there',
        fixable: false,
      },
    ],
  },
  {
    name: 'a folder that pnpm publishes instead',
    kind: 'invalid',
    tree: inWorkspace(
      published({ publishConfig: { directory: 'dist' }, exports: './gone.js', license: undefined }),
    ),
    findings: [
      {
        message: 'license-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 1,
        expected: '"license": "MIT", as at the root',
        actual: 'not there',
      },
    ],
    outcomes: {
      root: { outcome: 'not-applicable', reason: 'It is private and points at no file.' },
    },
    fixed: {
      'libs/a/package.json': {
        name: '@acme/a',
        version: '1.0.0',
        repository: {
          type: 'git',
          url: 'git+https://github.com/acme/source.git',
          directory: 'libs/a',
        },
        type: 'module',
        files: ['dist'],
        exports: './gone.js',
        publishConfig: { directory: 'dist' },
        license: 'MIT',
      },
    },
  },
  {
    name: 'fields that pnpm replaces when it packs',
    kind: 'valid',
    options: only('esm', 'exports', 'types'),
    tree: inWorkspace(
      published({
        exports: './src/index.ts',
        type: 'commonjs',
        publishConfig: { type: 'module', exports: { '.': './dist/index.js' } },
      }),
      { 'pnpm-workspace.yaml': 'packages:\n  - libs/*\n' },
      { packageManager: 'pnpm@10.4.1', workspaces: undefined },
    ),
    findings: [],
  },
  {
    name: 'the fields that pnpm replaces are checked where they stand',
    kind: 'invalid',
    options: only(),
    tree: inWorkspace(
      published({
        exports: './src/index.ts',
        publishConfig: { exports: { '.': './dist/gone.js' } },
      }),
      { 'pnpm-workspace.yaml': 'packages:\n  - libs/*\n' },
      { packageManager: 'pnpm@10.4.1', workspaces: undefined },
    ),
    findings: [
      {
        message: 'target-unbuildable',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 17,
        expected: 'a source beside it in the same entry, or where the option `outputs` says',
        actual: 'no libs/a/dist/gone.js, nor a source of it',
        fixable: false,
      },
    ],
  },
  {
    name: 'npm does not replace fields',
    kind: 'valid',
    options: only(),
    tree: inWorkspace(
      published({
        exports: './src/index.ts',
        publishConfig: { exports: { '.': './dist/gone.js' } },
      }),
    ),
    findings: [],
  },
  {
    name: 'yarn 1 does not replace fields',
    kind: 'valid',
    options: only(),
    tree: inWorkspace(
      published({ exports: './src/index.ts', publishConfig: { exports: './gone.js' } }),
      {},
      { packageManager: 'yarn@1.22.22' },
    ),
    findings: [],
  },
  {
    name: 'yarn berry replaces fields',
    kind: 'invalid',
    options: only(),
    tree: inWorkspace(
      published({ exports: './src/index.ts', publishConfig: { exports: './gone.js' } }),
      {},
      { packageManager: 'yarn@4.5.0' },
    ),
    findings: [
      {
        message: 'target-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 16,
        expected: 'a file that exists, or that git ignores and a build writes',
        actual: 'no libs/a/gone.js',
        fixable: false,
      },
    ],
  },
  {
    name: 'yarn of unknown version replaces fields where it has the settings of berry',
    kind: 'invalid',
    options: only(),
    tree: inWorkspace(
      published({ exports: './src/index.ts', publishConfig: { exports: './gone.js' } }),
      { '.yarnrc.yml': '', 'yarn.lock': '' },
    ),
    findings: [
      {
        message: 'target-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 16,
        expected: 'a file that exists, or that git ignores and a build writes',
        actual: 'no libs/a/gone.js',
        fixable: false,
      },
    ],
  },
];
