import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { inWorkspace, only, published } from './trees.ts';

export const typesCases: readonly Case[] = [
  {
    name: 'a declaration beside the code',
    kind: 'valid',
    options: only('types'),
    tree: inWorkspace(
      published({ exports: { '.': './lib.js', './dist': './dist/index.js', './css': './a.css' } }),
      { 'libs/a/lib.js': '', 'libs/a/lib.d.ts': '', 'libs/a/a.css': '' },
    ),
    findings: [],
  },
  {
    name: 'sources and declarations are types themselves',
    kind: 'valid',
    options: only('types'),
    tree: inWorkspace(
      published({
        exports: {
          '.': './src/index.ts',
          './t': './t.d.ts',
          './x': { 'types@>=5': './t.d.ts', default: './x.js' },
          './y': { import: { types: './t.d.ts', default: './x.js' } },
        },
      }),
      { 'libs/a/t.d.ts': '', 'libs/a/x.js': '' },
    ),
    findings: [],
  },
  {
    name: 'entries without types',
    kind: 'invalid',
    options: only('types'),
    tree: inWorkspace(
      published({
        types: './lib.d.ts',
        exports: {
          '.': './x.js',
          './y': { import: './lib.mjs', require: './lib.js' },
          './j': './dist/j.js',
          './*': './parts/*.js',
        },
      }),
      {
        'libs/a/x.js': '',
        'libs/a/lib.js': '',
        'libs/a/lib.mjs': '',
        'libs/a/lib.d.ts': '',
        'libs/a/src/j.js': '',
        'libs/a/parts/p.js': '',
      },
    ),
    findings: [
      {
        message: 'types-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 15,
        expected: 'a condition "types", first of all, or a declaration beside the code',
        actual: 'neither',
        text: 'the entry . has no types',
        fixable: false,
      },
      {
        message: 'types-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 16,
        expected: 'a condition "types", first of all, or a declaration beside the code',
        actual: 'neither',
        text: 'the entry ./y has no types',
        fixable: false,
      },
      {
        message: 'types-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 20,
        expected: 'a condition "types", first of all, or a declaration beside the code',
        actual: 'neither',
        text: 'the entry ./j has no types',
        fixable: false,
      },
      {
        message: 'types-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 21,
        expected: 'a condition "types", first of all, or a declaration beside the code',
        actual: 'neither',
        text: 'the entry ./* has no types',
        fixable: false,
      },
    ],
  },
  {
    name: 'one entry without types',
    kind: 'invalid',
    options: only('types'),
    tree: inWorkspace(published({ exports: './x.js' }), { 'libs/a/x.js': '' }),
    findings: [
      {
        message: 'types-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 14,
        expected: 'a condition "types", first of all, or a declaration beside the code',
        actual: 'neither',
        text: 'the entry . has no types',
        fixable: false,
      },
    ],
  },
  {
    name: 'conditions without types',
    kind: 'invalid',
    options: only('types'),
    tree: inWorkspace(published({ exports: { import: './x.mjs' } }), { 'libs/a/x.mjs': '' }),
    findings: [
      {
        message: 'types-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 14,
        expected: 'a condition "types", first of all, or a declaration beside the code',
        actual: 'neither',
        fixable: false,
      },
    ],
  },
  {
    name: 'code that is built of a source under another name',
    kind: 'valid',
    options: only('types'),
    tree: inWorkspace(
      published({ exports: { '.': { source: './src/index.ts', default: './dist/bundle.js' } } }),
    ),
    findings: [],
  },
  {
    name: 'code that is built of JavaScript under another name',
    kind: 'invalid',
    options: only('types'),
    tree: inWorkspace(
      published({ exports: { '.': { source: './src/x.js', default: './dist/bundle.js' } } }),
      { 'libs/a/src/x.js': '' },
    ),
    findings: [
      {
        message: 'types-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 15,
        expected: 'a condition "types", first of all, or a declaration beside the code',
        actual: 'neither',
        fixable: false,
      },
    ],
  },
  {
    name: 'types that come late',
    kind: 'invalid',
    options: only('types'),
    tree: inWorkspace(
      published({
        exports: {
          '.': {
            import: './dist/index.js',
            types: './dist/index.d.ts',
            default: './dist/index.js',
          },
          './x': {
            node: { default: './dist/index.js', types: './dist/index.d.ts' },
            default: [{ import: './dist/index.js', types: './dist/index.d.ts' }],
          },
        },
      }),
    ),
    findings: [
      {
        message: 'types-order',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 17,
        expected: '"types" before "import"',
        actual: 'import, types, default',
        text: 'the condition "types" of exports["."] comes after import',
      },
      {
        message: 'types-order',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 23,
        expected: '"types" before "default"',
        actual: 'default, types',
        text: 'the condition "types" of exports["./x"].node comes after default',
      },
      {
        message: 'types-order',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 28,
        expected: '"types" before "import"',
        actual: 'import, types',
        text: 'the condition "types" of exports["./x"].default[0] comes after import',
      },
    ],
    fixed: {
      'libs/a/package.json': {
        name: '@acme/a',
        version: '1.0.0',
        license: 'MIT',
        repository: {
          type: 'git',
          url: 'git+https://github.com/acme/source.git',
          directory: 'libs/a',
        },
        type: 'module',
        files: ['dist'],
        exports: {
          '.': {
            types: './dist/index.d.ts',
            import: './dist/index.js',
            default: './dist/index.js',
          },
          './x': {
            node: { types: './dist/index.d.ts', default: './dist/index.js' },
            default: [{ types: './dist/index.d.ts', import: './dist/index.js' }],
          },
        },
      },
    },
  },
  {
    name: 'types after what brings types',
    kind: 'valid',
    options: only('types'),
    tree: inWorkspace(
      published({
        exports: {
          '.': {
            '@acme/source': './src/index.ts',
            'types@>=5': './dist/index.d.ts',
            node: { types: './dist/index.d.ts', default: './dist/index.js' },
            bun: { x: './src/index.ts', y: null },
            types: './dist/index.d.ts',
            default: './dist/index.js',
          },
        },
      }),
    ),
    findings: [],
  },
  {
    name: 'a key that is a number is no condition, and nothing can be put before it',
    kind: 'edge',
    options: only('types'),
    tree: inWorkspace(
      published({ exports: { types: './dist/index.d.ts', 0: {}, default: './dist/index.js' } }),
    ),
    findings: [],
  },
  {
    name: 'types after an object that brings none',
    kind: 'invalid',
    options: only('types'),
    tree: inWorkspace(
      published({
        exports: {
          bun: { x: './src/index.ts', y: './dist/index.js' },
          empty: {},
          types: './dist/index.d.ts',
          default: './dist/index.js',
        },
      }),
    ),
    findings: [
      {
        message: 'types-order',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 20,
        expected: '"types" before "bun"',
        actual: 'bun, empty, types, default',
      },
    ],
    fixed: {
      'libs/a/package.json': {
        name: '@acme/a',
        version: '1.0.0',
        license: 'MIT',
        repository: {
          type: 'git',
          url: 'git+https://github.com/acme/source.git',
          directory: 'libs/a',
        },
        type: 'module',
        files: ['dist'],
        exports: {
          types: './dist/index.d.ts',
          bun: { x: './src/index.ts', y: './dist/index.js' },
          empty: {},
          default: './dist/index.js',
        },
      },
    },
  },
  {
    name: 'types in a manifest with tabs',
    kind: 'invalid',
    options: only('types'),
    tree: inWorkspace(
      '{\n\t"name": "@acme/a",\n\t"type": "module",\n\t"exports": { ".": {\n\t\t"import": "./dist/index.js", "types": "./dist/index.d.ts"\n\t} },\n\t"main": "./dist/index.js"\n}',
    ),
    findings: [
      {
        message: 'types-order',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 5,
        expected: '"types" before "import"',
        actual: 'import, types',
      },
    ],
    fixed: {
      'libs/a/package.json':
        '{\n\t"name": "@acme/a",\n\t"type": "module",\n\t"exports": { ".": {\n\t\t\t"types": "./dist/index.d.ts",\n\t\t\t"import": "./dist/index.js"\n\t\t} },\n\t"main": "./dist/index.js"\n}',
    },
  },
  {
    name: 'the rule can be turned off',
    kind: 'valid',
    options: only(),
    tree: inWorkspace(published({ exports: './x.js' }), { 'libs/a/x.js': '' }),
    findings: [],
  },
];
