import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { inWorkspace, only, published } from './trees.ts';

export const licenseCases: readonly Case[] = [
  {
    name: 'an expression',
    kind: 'valid',
    options: only('license'),
    tree: inWorkspace(
      published({ license: '(MIT OR Apache-2.0 WITH LLVM-exception) AND GPL-2.0+' }),
    ),
    findings: [],
  },
  {
    name: 'no licence on purpose',
    kind: 'valid',
    options: only('license'),
    tree: inWorkspace(published({ license: 'UNLICENSED' })),
    findings: [],
  },
  {
    name: 'a licence in a file',
    kind: 'valid',
    options: only('license'),
    tree: inWorkspace(published({ license: 'SEE LICENSE IN LICENSE.md' }), {
      'libs/a/LICENSE.md': '',
    }),
    findings: [],
  },
  {
    name: 'a licence in a file that is not there',
    kind: 'invalid',
    options: only('license'),
    tree: inWorkspace(published({ license: 'SEE LICENCE IN LICENSE.md' })),
    findings: [
      {
        message: 'license-file-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 4,
        expected: 'a file of the package',
        actual: 'no libs/a/LICENSE.md',
        text: 'the licence is said to stand in LICENSE.md, which is no file of the package',
        fixable: false,
      },
    ],
  },
  {
    name: 'a licence in a file outside the package',
    kind: 'invalid',
    options: only('license'),
    tree: inWorkspace(published({ license: 'SEE LICENSE IN ../../LICENSE' }), { LICENSE: '' }),
    findings: [
      {
        message: 'license-file-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 4,
        expected: 'a file of the package',
        actual: 'no LICENSE',
        fixable: false,
      },
    ],
  },
  {
    name: 'a licence in a file that is built',
    kind: 'invalid',
    options: only('license'),
    tree: inWorkspace(published({ license: 'SEE LICENSE IN dist/LICENSE' }), {
      'libs/a/dist/LICENSE': '',
    }),
    findings: [
      {
        message: 'license-file-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 4,
        expected: 'a file of the package',
        actual: 'no libs/a/dist/LICENSE',
        fixable: false,
      },
    ],
  },
  {
    name: 'no licence, and one at the root',
    kind: 'invalid',
    options: only('license'),
    tree: inWorkspace(published({ license: undefined })),
    findings: [
      {
        message: 'license-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 1,
        expected: '"license": "MIT", as at the root',
        actual: 'not there',
        text: 'the package names no licence',
      },
    ],
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
        exports: {
          '.': { types: './dist/index.d.ts', default: './dist/index.js' },
          './package.json': './package.json',
        },
        license: 'MIT',
      },
    },
  },
  {
    name: 'no licence anywhere',
    kind: 'invalid',
    options: only('license'),
    tree: inWorkspace(
      published({ license: '', licenses: [{ type: 'MIT' }] }),
      {},
      { license: undefined },
    ),
    findings: [
      {
        message: 'license-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 4,
        expected: '"license"',
        actual: '"licenses": [{"type":"MIT"}]',
        fixable: false,
      },
    ],
  },
  {
    name: 'no licence, and one at the root that cannot be taken over',
    kind: 'invalid',
    options: only('license'),
    tree: inWorkspace(
      published({ license: undefined }),
      { LICENSE: '' },
      { license: 'SEE LICENSE IN LICENSE' },
    ),
    findings: [
      {
        message: 'license-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 1,
        expected: '"license"',
        actual: 'not there',
        fixable: false,
      },
    ],
  },
  {
    name: 'licences that nobody can read',
    kind: 'invalid',
    options: only('license'),
    tree: inWorkspace(published({ license: 'Apache 2.0' })),
    findings: [
      {
        message: 'license-invalid',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 4,
        expected:
          'an SPDX expression such as MIT or (MIT OR Apache-2.0), UNLICENSED, or SEE LICENSE IN a file',
        actual: '"Apache 2.0"',
        text: 'license is "Apache 2.0", which is no SPDX expression, UNLICENSED, or SEE LICENSE IN a file',
        fixable: false,
      },
    ],
  },
  {
    name: 'a licence in the old form',
    kind: 'invalid',
    options: only('license'),
    tree: inWorkspace(published({ license: { type: 'MIT', url: 'https://example.com' } })),
    findings: [
      {
        message: 'license-invalid',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 4,
        expected:
          'an SPDX expression such as MIT or (MIT OR Apache-2.0), UNLICENSED, or SEE LICENSE IN a file',
        actual: '{"type":"MIT","url":"https://example.com"}',
        fixable: false,
      },
    ],
  },
  {
    name: 'a rare licence by option',
    kind: 'valid',
    options: { ...only('license'), licenses: ['Glulxe'] },
    tree: inWorkspace(published({ license: 'Glulxe OR LicenseRef-acme-1' })),
    findings: [],
  },
  {
    name: 'the rule can be turned off',
    kind: 'valid',
    options: only(),
    tree: inWorkspace(published({ license: undefined })),
    findings: [],
  },
];
