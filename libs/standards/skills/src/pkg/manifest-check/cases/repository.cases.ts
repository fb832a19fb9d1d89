import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { alone, inWorkspace, only, published, repository } from './trees.ts';

export const repositoryCases: readonly Case[] = [
  {
    name: 'another spelling of the same repository',
    kind: 'valid',
    options: only('repository'),
    tree: inWorkspace(
      published({ repository: { url: 'git@github.com:Acme/source', directory: './libs/a/' } }),
    ),
    findings: [],
  },
  {
    name: 'a workspace in a folder of its repository',
    kind: 'valid',
    options: only('repository'),
    tree: inWorkspace(
      published({ repository: repository('js/libs/a') }),
      {},
      { repository: repository('js') },
    ),
    findings: [],
  },
  {
    name: 'a workspace whose root names no repository',
    kind: 'valid',
    options: only('repository'),
    tree: inWorkspace(
      published({ repository: repository('js/libs/a') }),
      {},
      { repository: undefined },
    ),
    findings: [],
  },
  {
    name: 'no repository, and one at the root',
    kind: 'invalid',
    options: only('repository'),
    tree: inWorkspace(published({ repository: undefined })),
    findings: [
      {
        message: 'repository-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 1,
        expected: '"repository" with git+https://github.com/acme/source.git and libs/a',
        actual: 'not there',
        text: 'the package does not name its repository',
      },
    ],
    fixed: {
      'libs/a/package.json': {
        name: '@acme/a',
        version: '1.0.0',
        license: 'MIT',
        type: 'module',
        files: ['dist'],
        exports: {
          '.': { types: './dist/index.d.ts', default: './dist/index.js' },
          './package.json': './package.json',
        },
        repository: {
          type: 'git',
          url: 'git+https://github.com/acme/source.git',
          directory: 'libs/a',
        },
      },
    },
  },
  {
    name: 'no repository anywhere',
    kind: 'invalid',
    options: only('repository'),
    tree: inWorkspace(published({ repository: '' }), {}, { repository: undefined }),
    findings: [
      {
        message: 'repository-missing',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 5,
        expected: '"repository"',
        actual: 'not there',
        fixable: false,
      },
    ],
  },
  {
    name: 'repositories that are none',
    kind: 'invalid',
    options: only('repository'),
    tree: inWorkspace(published({ repository: { url: 'somewhere' } })),
    findings: [
      {
        message: 'repository-invalid',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 5,
        expected: 'an object with the url of a repository',
        actual: '{"url":"somewhere"}',
        text: 'repository is {"url":"somewhere"}, which names no repository',
        fixable: false,
      },
    ],
  },
  {
    name: 'a repository of the wrong type',
    kind: 'invalid',
    options: only('repository'),
    tree: inWorkspace(published({ repository: ['acme/source'] })),
    findings: [
      {
        message: 'repository-invalid',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 5,
        expected: 'an object with the url of a repository',
        actual: '["acme/source"]',
        fixable: false,
      },
    ],
  },
  {
    name: 'another repository than the root',
    kind: 'invalid',
    options: only('repository'),
    tree: inWorkspace(
      published({
        repository: { type: 'git', url: 'https://github.com/acme/old.git', directory: 'libs/a' },
      }),
    ),
    findings: [
      {
        message: 'repository-other',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 5,
        expected: 'git+https://github.com/acme/source.git and libs/a',
        actual: '{"type":"git","url":"https://github.com/acme/old.git","directory":"libs/a"}',
        text: 'the package names the repository github.com/acme/old, the workspace github.com/acme/source',
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
          '.': { types: './dist/index.d.ts', default: './dist/index.js' },
          './package.json': './package.json',
        },
      },
    },
  },
  {
    name: 'no folder',
    kind: 'invalid',
    options: only('repository'),
    tree: inWorkspace(published({ repository: repository() })),
    findings: [
      {
        message: 'repository-directory',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 5,
        expected: '"directory": "libs/a"',
        actual: 'not there',
        text: 'repository.directory is not there, but the package is in libs/a',
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
          '.': { types: './dist/index.d.ts', default: './dist/index.js' },
          './package.json': './package.json',
        },
      },
    },
  },
  {
    name: 'another folder',
    kind: 'invalid',
    options: only('repository'),
    tree: inWorkspace(published({ repository: repository('packages/a') })),
    findings: [
      {
        message: 'repository-directory',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 8,
        expected: '"directory": "libs/a"',
        actual: 'packages/a',
        text: 'repository.directory is "packages/a", but the package is in libs/a',
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
          '.': { types: './dist/index.d.ts', default: './dist/index.js' },
          './package.json': './package.json',
        },
      },
    },
  },
  {
    name: 'a folder under a root that names none',
    kind: 'invalid',
    options: only('repository'),
    tree: inWorkspace(
      published({ repository: repository('libs/b') }),
      {},
      { repository: undefined },
    ),
    findings: [
      {
        message: 'repository-directory',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 8,
        expected: '"directory": "libs/a"',
        actual: 'libs/b',
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
          '.': { types: './dist/index.d.ts', default: './dist/index.js' },
          './package.json': './package.json',
        },
      },
    },
  },
  {
    name: 'a text, which has no place for the folder',
    kind: 'invalid',
    options: only('repository'),
    tree: inWorkspace(published({ repository: 'acme/source' })),
    findings: [
      {
        message: 'repository-directory',
        project: '@acme/a',
        file: 'libs/a/package.json',
        line: 5,
        expected: '"directory": "libs/a"',
        actual: 'not there',
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
          '.': { types: './dist/index.d.ts', default: './dist/index.js' },
          './package.json': './package.json',
        },
      },
    },
  },
  {
    name: 'the root itself needs no folder',
    kind: 'valid',
    options: only('repository'),
    tree: alone(published({ repository: 'gitlab:acme/group/alone' }), { 'src/index.ts': '' }),
    findings: [],
  },
  {
    name: 'the rule can be turned off',
    kind: 'valid',
    options: only(),
    tree: inWorkspace(published({ repository: undefined })),
    findings: [],
  },
];
