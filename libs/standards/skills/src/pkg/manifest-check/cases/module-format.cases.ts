import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { inWorkspace, only, published } from './trees.ts';

export const moduleFormatCases: readonly Case[] = [
  {
    name: 'no type',
    kind: 'invalid',
    options: only('esm'),
    tree: inWorkspace(published({ type: undefined }), {
      'libs/a/src/other.js': 'export const x = 1;\n',
      'libs/a/dist/index.js': 'module.exports = {};\n',
      'libs/a/test/package.json': {},
      'libs/a/test/fixture.js': 'module.exports = {};\n',
      'libs/a/notes.md': 'require("x")',
    }),
    findings: [
      {
        message: 'not-esm',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 1,
        expected: '"type": "module"',
        actual: '"type" is not there',
        text: 'the package is not an ES module: "type" is not there',
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
        files: ['dist'],
        exports: {
          '.': { types: './dist/index.d.ts', default: './dist/index.js' },
          './package.json': './package.json',
        },
        type: 'module',
      },
    },
  },
  {
    name: 'no type, and a file in CommonJS',
    kind: 'invalid',
    options: only('esm'),
    tree: inWorkspace(published({ type: undefined }), {
      'libs/a/scripts/run.js': "const fs = require('node:fs');\n",
    }),
    findings: [
      {
        message: 'not-esm',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 1,
        expected: '"type": "module"',
        actual: '"type" is not there',
        fixable: false,
      },
    ],
  },
  {
    name: 'no type, and an entry for require',
    kind: 'invalid',
    options: only('esm'),
    tree: inWorkspace(
      published({
        type: undefined,
        exports: { import: './dist/index.js', require: './dist/index.cjs' },
      }),
    ),
    findings: [
      {
        message: 'not-esm',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 1,
        expected: '"type": "module"',
        actual: '"type" is not there',
        fixable: false,
      },
    ],
  },
  {
    name: 'a package that says it is CommonJS',
    kind: 'invalid',
    options: only('esm'),
    tree: inWorkspace(published({ type: 'commonjs' })),
    findings: [
      {
        message: 'not-esm',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 10,
        expected: '"type": "module"',
        actual: '"type" is "commonjs"',
        text: 'the package is not an ES module: "type" is "commonjs"',
        fixable: false,
      },
    ],
  },
  {
    name: 'a type that is none',
    kind: 'invalid',
    tree: inWorkspace(published({ type: 'esm' })),
    findings: [
      {
        message: 'field-type',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 10,
        expected: '"module" or "commonjs"',
        actual: '"esm"',
        text: 'type is "esm"',
        fixable: false,
      },
    ],
  },
  {
    name: 'a type that is no text, of a private package',
    kind: 'invalid',
    tree: inWorkspace({ name: 'a', private: true, type: 5, main: 'src/index.ts' }),
    findings: [
      {
        message: 'field-type',
        project: 'a',
        file: 'libs/a/package.json',
        line: 4,
        expected: '"module" or "commonjs"',
        actual: '5',
        fixable: false,
      },
    ],
  },
  {
    name: 'endings that say it need no type',
    kind: 'valid',
    options: only('esm'),
    tree: inWorkspace(
      published({
        type: undefined,
        exports: {
          types: './dist/index.d.mts',
          import: './dist/index.mjs',
          require: './dist/index.cjs',
        },
      }),
    ),
    findings: [],
  },
  {
    name: 'endings of CommonJS alone, whatever the type',
    kind: 'invalid',
    options: only('esm'),
    tree: inWorkspace(published({ exports: './dist/index.cjs' })),
    findings: [
      {
        message: 'not-esm',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 10,
        expected: 'code that ends in .js or .mjs',
        actual: 'all its code ends in .cjs',
        text: 'the package is not an ES module: all its code ends in .cjs',
        fixable: false,
      },
    ],
  },
  {
    name: 'a command is no module that can be imported',
    kind: 'invalid',
    options: only('esm'),
    tree: inWorkspace(published({ type: undefined, bin: './bin.mjs' }), { 'libs/a/bin.mjs': '' }),
    findings: [
      {
        message: 'not-esm',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 1,
        expected: '"type": "module"',
        actual: '"type" is not there',
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
        files: ['dist'],
        exports: {
          '.': { types: './dist/index.d.ts', default: './dist/index.js' },
          './package.json': './package.json',
        },
        bin: './bin.mjs',
        type: 'module',
      },
    },
  },
  {
    name: 'commands alone',
    kind: 'valid',
    options: only('esm'),
    tree: inWorkspace(published({ type: undefined, exports: undefined, bin: './bin.mjs' }), {
      'libs/a/bin.mjs': '',
    }),
    findings: [],
  },
  {
    name: 'endings of ES modules beside code that is not',
    kind: 'valid',
    options: only('esm'),
    tree: inWorkspace(
      published({
        type: undefined,
        exports: { import: './dist/index.mjs', require: './dist/index.js' },
      }),
    ),
    findings: [],
  },
  {
    name: 'endings of CommonJS alone',
    kind: 'invalid',
    options: only('esm'),
    tree: inWorkspace(published({ type: undefined, exports: './dist/index.cjs' })),
    findings: [
      {
        message: 'not-esm',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 1,
        expected: 'code that ends in .js or .mjs',
        actual: 'all its code ends in .cjs',
        fixable: false,
      },
    ],
  },
  {
    name: 'a package without code',
    kind: 'valid',
    options: only('esm'),
    tree: inWorkspace(published({ type: undefined, exports: './theme.css' }), {
      'libs/a/theme.css': '',
    }),
    findings: [],
  },
  {
    name: 'a package without entries, but with index.js',
    kind: 'invalid',
    options: only('esm'),
    tree: inWorkspace(published({ type: undefined, exports: undefined }), {
      'libs/a/index.js': 'module.exports = 1;\n',
    }),
    findings: [
      {
        message: 'not-esm',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 1,
        expected: '"type": "module"',
        actual: '"type" is not there',
        fixable: false,
      },
    ],
  },
  {
    name: 'a package without entries and without index.js',
    kind: 'valid',
    options: only('esm'),
    tree: inWorkspace(published({ type: undefined, exports: undefined })),
    findings: [],
  },
  {
    name: 'the rule can be turned off',
    kind: 'valid',
    options: only(),
    tree: inWorkspace(published({ type: undefined })),
    findings: [],
  },
];
