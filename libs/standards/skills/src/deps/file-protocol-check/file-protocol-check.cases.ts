import type { Case } from '@h-j-petroleum/standards-engine/testing';

const nothing = 'a published version, or a member of the workspace';

const npmRoot = {
  name: 'root',
  private: true,
  packageManager: 'npm@11.0.0',
  workspaces: ['packages/*'],
};
const pnpmRoot = { name: 'root', private: true, packageManager: 'pnpm@10.0.0' };
const members = "packages:\n  - 'packages/*'\n";
const ui = { name: '@acme/ui', version: '1.4.0' };

export const cases: readonly Case[] = [
  {
    name: 'ranges, tags, aliases, workspace and catalog references, patches of published packages',
    kind: 'valid',
    tree: {
      'pnpm-workspace.yaml': `${members}catalog:\n  react: ^19.0.0\noverrides:\n  qs: '>=6.0.0'\n  ws: '-'\n  react: $react\n`,
      'package.json': { ...pnpmRoot, devDependencies: { react: 'catalog:' } },
      'packages/ui/package.json': ui,
      'packages/app/package.json': {
        name: 'app',
        dependencies: {
          '@acme/ui': 'workspace:^',
          ui2: 'workspace:@acme/ui@*',
          ui3: 'workspace:../ui',
          a: '^1.0.0 || 2.x',
          b: 'latest',
          c: '',
          d: 'npm:e@~1.0.0',
          f: 'jsr:@std/fs@1',
          g: 'patch:g@npm%3A1.0.0#./g.patch',
        },
      },
    },
    findings: [],
    outcomes: { '@acme/ui': 'not-applicable' },
  },
  {
    name: 'a member by path, in an npm workspace',
    kind: 'invalid',
    tree: {
      'package.json': npmRoot,
      'packages/ui/package.json': ui,
      'packages/app/package.json':
        '{\r\n\t"name": "app",\r\n\t"dependencies": {\r\n\t\t"@acme/ui": "file:../ui",\r\n\t\t"react": "^19.0.0"\r\n\t}\r\n}',
    },
    findings: [
      {
        message: 'member-by-path',
        project: 'app',
        file: 'packages/app/package.json',
        line: 4,
        expected: '*',
        actual: 'file:../ui',
        text: 'dependencies "@acme/ui" reaches the member @acme/ui by path: file:../ui',
      },
    ],
    outcomes: { root: 'not-applicable', '@acme/ui': 'not-applicable' },
    fixed: {
      'packages/app/package.json':
        '{\r\n\t"name": "app",\r\n\t"dependencies": {\r\n\t\t"@acme/ui": "*",\r\n\t\t"react": "^19.0.0"\r\n\t}\r\n}',
    },
  },
  {
    name: 'members by path, in a pnpm workspace, also under another name',
    kind: 'invalid',
    tree: {
      'pnpm-workspace.yaml': members,
      'package.json': pnpmRoot,
      'packages/ui/package.json': ui,
      'packages/app/package.json': {
        name: 'app',
        dependencies: { '@acme/ui': 'link:../ui' },
        devDependencies: { ui: 'file:..\\ui' },
        peerDependencies: { '@acme/ui': 'portal:../ui' },
      },
    },
    findings: [
      {
        message: 'member-by-path',
        project: 'app',
        file: 'packages/app/package.json',
        line: 4,
        expected: 'workspace:*',
        actual: 'link:../ui',
      },
      {
        message: 'member-by-path',
        project: 'app',
        file: 'packages/app/package.json',
        line: 7,
        expected: 'workspace:@acme/ui@*',
        actual: 'file:..\\ui',
      },
      {
        message: 'member-by-path',
        project: 'app',
        file: 'packages/app/package.json',
        line: 10,
        expected: 'workspace:*',
        actual: 'portal:../ui',
      },
    ],
    fixed: {
      'packages/app/package.json': {
        name: 'app',
        dependencies: { '@acme/ui': 'workspace:*' },
        devDependencies: { ui: 'workspace:@acme/ui@*' },
        peerDependencies: { '@acme/ui': 'workspace:*' },
      },
    },
  },
  {
    name: 'a member by path under another name, which npm cannot refer to',
    kind: 'invalid',
    tree: {
      'package.json': npmRoot,
      'packages/ui/package.json': ui,
      'packages/app/package.json': { name: 'app', dependencies: { ui: '../ui' } },
    },
    findings: [
      {
        message: 'member-by-path',
        project: 'app',
        file: 'packages/app/package.json',
        line: 4,
        expected: 'a workspace reference to @acme/ui, under its own name',
        actual: '../ui',
        fixable: false,
      },
    ],
  },
  {
    name: 'a package that depends on itself by path',
    kind: 'edge',
    tree: {
      'package.json': { name: 'self', version: '1.0.0', devDependencies: { self: 'link:.' } },
    },
    findings: [
      {
        message: 'member-by-path',
        project: 'self',
        file: 'package.json',
        line: 5,
        expected: 'no dependency of a package on itself',
        actual: 'link:.',
        fixable: false,
      },
    ],
  },
  {
    name: 'an older copy of itself from git, as a tool that builds itself does',
    kind: 'edge',
    tree: {
      'package.json': {
        name: 'self',
        version: '2.0.0',
        devDependencies: { self: 'github:acme/self#v1.9.0' },
      },
    },
    findings: [
      {
        message: 'git-address',
        project: 'self',
        file: 'package.json',
        line: 5,
        expected: '1.9.0',
        actual: 'github:acme/self#v1.9.0',
      },
    ],
    fixed: {
      'package.json': { name: 'self', version: '2.0.0', devDependencies: { self: '1.9.0' } },
    },
  },
  {
    name: 'paths out of the workspace, in every way to write them',
    kind: 'invalid',
    tree: {
      'pnpm-workspace.yaml': members,
      'package.json': pnpmRoot,
      'packages/ui/package.json': ui,
      'packages/app/package.json': {
        name: 'app',
        dependencies: {
          a: 'file:../../../a',
          b: 'link:/opt/b',
          c: 'C:\\work\\c',
          d: ' FILE:%2e%2e/%2E%2E/../d',
          e: '~/e',
          f: 'file:///opt/f',
          g: 'workspace:../../../g',
          h: 'git+file:///opt/h',
          i: '\\\\server\\share\\i',
          j: '..\\..\\..',
          '@acme/ui': 'file:../../../other/ui',
        },
      },
    },
    findings: [
      ['file:../../../a', 4],
      ['link:/opt/b', 5],
      ['C:\\work\\c', 6],
      [' FILE:%2e%2e/%2E%2E/../d', 7],
      ['~/e', 8],
      ['file:///opt/f', 9],
      ['workspace:../../../g', 10],
      ['git+file:///opt/h', 11],
      ['\\\\server\\share\\i', 12],
      ['..\\..\\..', 13],
      ['file:../../../other/ui', 14, 'workspace:*'],
    ].map(([actual, line, expected]) => ({
      message: 'outside-workspace',
      project: 'app',
      file: 'packages/app/package.json',
      line: Number(line),
      expected: String(expected ?? nothing),
      actual: String(actual),
      fixable: expected !== undefined,
    })),
    fixed: {
      'packages/app/package.json': {
        name: 'app',
        dependencies: {
          a: 'file:../../../a',
          b: 'link:/opt/b',
          c: 'C:\\work\\c',
          d: ' FILE:%2e%2e/%2E%2E/../d',
          e: '~/e',
          f: 'file:///opt/f',
          g: 'workspace:../../../g',
          h: 'git+file:///opt/h',
          i: '\\\\server\\share\\i',
          j: '..\\..\\..',
          '@acme/ui': 'workspace:*',
        },
      },
    },
  },
  {
    name: 'folders that are no members: published, private, of another name, without version',
    kind: 'invalid',
    tree: {
      'package.json': {
        ...npmRoot,
        dependencies: {
          a: 'file:vendor/a',
          b: './vendor/b',
          c: 'link:vendor/c',
          d: 'vendor/d/lib',
          e: 'file:./packages/../vendor/e',
        },
      },
      'packages/ui/package.json': ui,
      'vendor/a/package.json': { name: 'a', version: '1.2.3-rc.1' },
      'vendor/b/package.json': { name: 'b', version: '1.2.3', private: true },
      'vendor/c/package.json': { name: 'see', version: '1.2.3' },
      'vendor/d/lib/package.json': { name: 'd', version: '1.x' },
      'vendor/e/package.json': '{ "name": ',
    },
    findings: [
      {
        message: 'folder-by-path',
        project: 'root',
        file: 'package.json',
        line: 9,
        expected: '1.2.3-rc.1',
        actual: 'file:vendor/a',
      },
      ...(
        [
          ['./vendor/b', 10],
          ['link:vendor/c', 11],
          ['vendor/d/lib', 12],
          ['file:./packages/../vendor/e', 13],
        ] as const
      ).map(([actual, line]) => ({
        message: 'folder-by-path',
        project: 'root',
        file: 'package.json',
        line,
        expected: nothing,
        actual,
        fixable: false,
      })),
    ],
    fixed: {
      'package.json': {
        ...npmRoot,
        dependencies: {
          a: '1.2.3-rc.1',
          b: './vendor/b',
          c: 'link:vendor/c',
          d: 'vendor/d/lib',
          e: 'file:./packages/../vendor/e',
        },
      },
    },
  },
  {
    name: 'paths to nothing, one of which the workspace knows a range for',
    kind: 'invalid',
    tree: {
      'package.json': {
        ...npmRoot,
        dependencies: { a: 'file:gone', b: 'link:src', c: './c-1.0.0.tgz' },
      },
      'src/index.js': '',
      'packages/ui/package.json': { ...ui, dependencies: { a: ' ^3.0.0', b: '^1.0.0' } },
      'packages/app/package.json': {
        name: 'app',
        dependencies: { a: '^3.0.0', b: '^2.0.0' },
        peerDependencies: { a: '>=2' },
      },
    },
    findings: [
      {
        message: 'nothing-there',
        project: 'root',
        file: 'package.json',
        line: 9,
        expected: '^3.0.0',
        actual: 'file:gone',
      },
      {
        message: 'nothing-there',
        project: 'root',
        file: 'package.json',
        line: 10,
        expected: nothing,
        actual: 'link:src',
        fixable: false,
      },
      {
        message: 'nothing-there',
        project: 'root',
        file: 'package.json',
        line: 11,
        expected: '1.0.0',
        actual: './c-1.0.0.tgz',
      },
    ],
    fixed: {
      'package.json': {
        ...npmRoot,
        dependencies: { a: '^3.0.0', b: 'link:src', c: '1.0.0' },
      },
    },
  },
  {
    name: 'tarballs in the repository',
    kind: 'invalid',
    tree: {
      'package.json': {
        name: 'one',
        dependencies: {
          '@acme/a': 'file:./tars/acme-a-1.2.3.tgz',
          b: './tars/other-1.2.3.tgz',
          c: './tars/c.tgz',
        },
      },
      'tars/acme-a-1.2.3.tgz': '',
      'tars/other-1.2.3.tgz': '',
      'tars/c.tgz': '',
    },
    findings: [
      {
        message: 'tarball-file',
        project: 'one',
        file: 'package.json',
        line: 4,
        expected: '1.2.3',
        actual: 'file:./tars/acme-a-1.2.3.tgz',
      },
      {
        message: 'tarball-file',
        project: 'one',
        file: 'package.json',
        line: 5,
        expected: nothing,
        actual: './tars/other-1.2.3.tgz',
        fixable: false,
      },
      {
        message: 'tarball-file',
        project: 'one',
        file: 'package.json',
        line: 6,
        expected: nothing,
        actual: './tars/c.tgz',
        fixable: false,
      },
    ],
    fixed: {
      'package.json': {
        name: 'one',
        dependencies: { '@acme/a': '1.2.3', b: './tars/other-1.2.3.tgz', c: './tars/c.tgz' },
      },
    },
  },
  {
    name: 'git addresses, some of which tell a version',
    kind: 'invalid',
    tree: {
      'package.json': {
        name: 'one',
        dependencies: {
          a: 'github:o/a#semver:^1.2.0',
          b: 'o/b#v2.0.0',
          c: 'git+ssh://git@host.example/o/c.git#main',
          d: 'git@github.com:o/d.git',
          e: 'https://github.com/o/e',
          f: 'gist:0123456789abcdef',
        },
      },
    },
    findings: (
      [
        ['github:o/a#semver:^1.2.0', 4, '^1.2.0'],
        ['o/b#v2.0.0', 5, '2.0.0'],
        ['git+ssh://git@host.example/o/c.git#main', 6, undefined],
        ['git@github.com:o/d.git', 7, undefined],
        ['https://github.com/o/e', 8, undefined],
        ['gist:0123456789abcdef', 9, undefined],
      ] as const
    ).map(([actual, line, expected]) => ({
      message: 'git-address',
      project: 'one',
      file: 'package.json',
      line,
      expected: expected ?? nothing,
      actual,
      fixable: expected !== undefined,
    })),
    fixed: {
      'package.json': {
        name: 'one',
        dependencies: {
          a: '^1.2.0',
          b: '2.0.0',
          c: 'git+ssh://git@host.example/o/c.git#main',
          d: 'git@github.com:o/d.git',
          e: 'https://github.com/o/e',
          f: 'gist:0123456789abcdef',
        },
      },
    },
  },
  {
    name: 'web addresses and generated packages',
    kind: 'invalid',
    tree: {
      'package.json': {
        name: 'one',
        dependencies: {
          a: 'https://host.example/@o/a/-/a-1.2.3.tgz?x=1',
          b: 'http://host.example/b',
          c: 'exec:./generate.js',
        },
      },
    },
    findings: [
      {
        message: 'web-address',
        project: 'one',
        file: 'package.json',
        line: 4,
        expected: '1.2.3',
        actual: 'https://host.example/@o/a/-/a-1.2.3.tgz?x=1',
      },
      {
        message: 'web-address',
        project: 'one',
        file: 'package.json',
        line: 5,
        expected: nothing,
        actual: 'http://host.example/b',
        fixable: false,
      },
      {
        message: 'generated',
        project: 'one',
        file: 'package.json',
        line: 6,
        expected: nothing,
        actual: 'exec:./generate.js',
        fixable: false,
      },
    ],
    fixed: {
      'package.json': {
        name: 'one',
        dependencies: { a: '1.2.3', b: 'http://host.example/b', c: 'exec:./generate.js' },
      },
    },
  },
  {
    name: 'aliases and patches that hide where a package comes from',
    kind: 'invalid',
    tree: {
      'package.json': {
        ...npmRoot,
        packageManager: 'yarn@4.10.0',
        dependencies: {
          a: 'npm:real@github:o/real#v1.2.3',
          b: 'npm:@acme/ui@file:../elsewhere/ui',
          c: 'patch:c@https%3A//host.example/c-1.0.0.tgz#./c.patch',
          '@acme/ui': 'patch:@acme/ui@portal%3A./packages/ui#./ui.patch',
          d: 'npm:e@npm:f@file:../f',
        },
      },
      'packages/ui/package.json': ui,
    },
    findings: [
      {
        message: 'git-address',
        project: 'root',
        file: 'package.json',
        line: 9,
        expected: 'npm:real@1.2.3',
        actual: 'npm:real@github:o/real#v1.2.3',
      },
      {
        message: 'outside-workspace',
        project: 'root',
        file: 'package.json',
        line: 10,
        expected: 'a workspace reference to @acme/ui, under its own name',
        actual: 'npm:@acme/ui@file:../elsewhere/ui',
        fixable: false,
      },
      {
        message: 'web-address',
        project: 'root',
        file: 'package.json',
        line: 11,
        expected: 'patch:c@npm%3A1.0.0#./c.patch',
        actual: 'patch:c@https%3A//host.example/c-1.0.0.tgz#./c.patch',
      },
      {
        message: 'member-by-path',
        project: 'root',
        file: 'package.json',
        line: 12,
        expected: 'no patch: @acme/ui can be changed itself',
        actual: 'patch:@acme/ui@portal%3A./packages/ui#./ui.patch',
        fixable: false,
      },
      {
        message: 'outside-workspace',
        project: 'root',
        file: 'package.json',
        line: 13,
        expected: nothing,
        actual: 'npm:e@npm:f@file:../f',
        fixable: false,
      },
    ],
    fixed: {
      'package.json': {
        ...npmRoot,
        packageManager: 'yarn@4.10.0',
        dependencies: {
          a: 'npm:real@1.2.3',
          b: 'npm:@acme/ui@file:../elsewhere/ui',
          c: 'patch:c@npm%3A1.0.0#./c.patch',
          '@acme/ui': 'patch:@acme/ui@portal%3A./packages/ui#./ui.patch',
          d: 'npm:e@npm:f@file:../f',
        },
      },
    },
  },
  {
    name: 'overrides of npm: the entry that points at a member goes, and so do objects left empty',
    kind: 'invalid',
    tree: {
      'package.json': {
        ...npmRoot,
        overrides: { b: { '@acme/ui': 'file:packages/ui' }, c: { '.': 'github:o/c' } },
        resolutions: { '**/@acme/ui': 'file:./packages/ui' },
      },
      'packages/ui/package.json': ui,
    },
    findings: [
      {
        message: 'member-by-path',
        project: 'root',
        file: 'package.json',
        line: 10,
        expected: 'no entry: the member is linked without one',
        actual: 'file:packages/ui',
      },
      {
        message: 'git-address',
        project: 'root',
        file: 'package.json',
        line: 13,
        expected: nothing,
        actual: 'github:o/c',
        fixable: false,
      },
      {
        message: 'member-by-path',
        project: 'root',
        file: 'package.json',
        line: 17,
        expected: 'no entry: the member is linked without one',
        actual: 'file:./packages/ui',
      },
    ],
    fixed: { 'package.json': { ...npmRoot, overrides: { c: { '.': 'github:o/c' } } } },
    remaining: [
      {
        message: 'git-address',
        project: 'root',
        file: 'package.json',
        line: 10,
        expected: nothing,
        actual: 'github:o/c',
        fixable: false,
      },
    ],
  },
  {
    name: 'overrides of pnpm and of yarn berry refer to the member',
    kind: 'invalid',
    tree: {
      'package.json': {
        ...npmRoot,
        packageManager: 'yarn@4.1.0',
        resolutions: { '@acme/ui@npm:^1.0.0': 'portal:./packages/ui' },
      },
      'packages/ui/package.json': ui,
    },
    findings: [
      {
        message: 'member-by-path',
        project: 'root',
        file: 'package.json',
        line: 9,
        expected: 'workspace:*',
        actual: 'portal:./packages/ui',
      },
    ],
    fixed: {
      'package.json': {
        ...npmRoot,
        packageManager: 'yarn@4.1.0',
        resolutions: { '@acme/ui@npm:^1.0.0': 'workspace:*' },
      },
    },
  },
  {
    name: 'pnpm-workspace.yaml: overrides, catalogs and extensions keep their comments',
    kind: 'invalid',
    tree: {
      'pnpm-workspace.yaml': [
        'packages: [packages/*]',
        'catalog:',
        '  # the fork',
        "  a: 'github:o/a#v1.0.0' # until merged",
        '  "@acme/ui": link:packages/ui',
        'overrides:',
        '  "x>@acme/ui": link:packages/ui',
        'packageExtensions:',
        '  y:',
        '    dependencies:',
        '      "@acme/ui": file:../ui',
        '',
      ].join('\n'),
      'package.json': pnpmRoot,
      'packages/ui/package.json': ui,
    },
    findings: [
      {
        message: 'git-address',
        project: 'root',
        file: 'pnpm-workspace.yaml',
        line: 4,
        expected: '1.0.0',
        actual: 'github:o/a#v1.0.0',
      },
      {
        message: 'member-by-path',
        project: 'root',
        file: 'pnpm-workspace.yaml',
        line: 5,
        expected: 'no entry, and workspace:* where it is referred to',
        actual: 'link:packages/ui',
      },
      {
        message: 'member-by-path',
        project: 'root',
        file: 'pnpm-workspace.yaml',
        line: 7,
        expected: 'workspace:*',
        actual: 'link:packages/ui',
      },
      {
        message: 'outside-workspace',
        project: 'root',
        file: 'pnpm-workspace.yaml',
        line: 11,
        expected: 'no entry: manifests refer to the member @acme/ui themselves',
        actual: 'file:../ui',
        fixable: false,
      },
    ],
    fixed: {
      'pnpm-workspace.yaml': [
        'packages: [packages/*]',
        'catalog:',
        '  # the fork',
        "  a: '1.0.0' # until merged",
        'overrides:',
        '  "x>@acme/ui": workspace:*',
        'packageExtensions:',
        '  y:',
        '    dependencies:',
        '      "@acme/ui": file:../ui',
        '',
      ].join('\n'),
    },
    remaining: [
      {
        message: 'outside-workspace',
        project: 'root',
        file: 'pnpm-workspace.yaml',
        line: 10,
        expected: 'no entry: manifests refer to the member @acme/ui themselves',
        actual: 'file:../ui',
        fixable: false,
      },
    ],
  },
  {
    name: 'who refers to an entry of a catalog that is a member refers to the member',
    kind: 'invalid',
    tree: {
      'pnpm-workspace.yaml': `${members}catalog:\n  '@acme/ui': file:packages/ui\n  alias: file:packages/ui\ncatalogs:\n  old:\n    '@acme/ui': file:packages/ui\n    a: ^1.0.0\noverrides:\n  '@acme/ui': 'catalog:'\n`,
      'package.json': { ...pnpmRoot, devDependencies: { '@acme/ui': 'catalog:default' } },
      'packages/ui/package.json': ui,
      'packages/web/package.json': {
        name: 'web',
        dependencies: { '@acme/ui': 'catalog:old', a: 'catalog:old', alias: 'catalog:' },
        peerDependencies: { '@acme/ui': '^1.0.0' },
      },
    },
    findings: [
      {
        message: 'member-by-path',
        project: 'root',
        file: 'pnpm-workspace.yaml',
        line: 4,
        expected: 'no entry, and workspace:* where it is referred to',
        actual: 'file:packages/ui',
      },
      {
        message: 'member-by-path',
        project: 'root',
        file: 'pnpm-workspace.yaml',
        line: 5,
        expected: 'no entry, and workspace:@acme/ui@* where it is referred to',
        actual: 'file:packages/ui',
      },
      {
        message: 'member-by-path',
        project: 'root',
        file: 'pnpm-workspace.yaml',
        line: 8,
        expected: 'no entry, and workspace:* where it is referred to',
        actual: 'file:packages/ui',
      },
    ],
    fixed: {
      'pnpm-workspace.yaml': `${members}catalogs:\n  old:\n    a: ^1.0.0\noverrides:\n  '@acme/ui': 'workspace:*'\n`,
      'package.json': { ...pnpmRoot, devDependencies: { '@acme/ui': 'workspace:*' } },
      'packages/web/package.json': {
        name: 'web',
        dependencies: {
          '@acme/ui': 'workspace:*',
          a: 'catalog:old',
          alias: 'workspace:@acme/ui@*',
        },
        peerDependencies: { '@acme/ui': '^1.0.0' },
      },
    },
  },
  {
    name: 'a catalog that holds the name gives the reference',
    kind: 'invalid',
    tree: {
      'pnpm-workspace.yaml': `${members}catalog:\n  react: ^19.0.0\n  vue: github:o/vue\n`,
      'package.json': {
        ...pnpmRoot,
        devDependencies: { react: 'github:o/react', alias: 'npm:react@github:o/react' },
      },
    },
    findings: [
      {
        message: 'git-address',
        project: 'root',
        file: 'package.json',
        line: 6,
        expected: 'catalog:',
        actual: 'github:o/react',
      },
      {
        message: 'git-address',
        project: 'root',
        file: 'package.json',
        line: 7,
        expected: nothing,
        actual: 'npm:react@github:o/react',
        fixable: false,
      },
      {
        message: 'git-address',
        project: 'root',
        file: 'pnpm-workspace.yaml',
        line: 5,
        expected: nothing,
        actual: 'github:o/vue',
        fixable: false,
      },
    ],
    fixed: {
      'package.json': {
        ...pnpmRoot,
        devDependencies: { react: 'catalog:', alias: 'npm:react@github:o/react' },
      },
    },
  },
  {
    name: 'a tag, a peer range, an override and a named catalog are no hint',
    kind: 'edge',
    tree: {
      'pnpm-workspace.yaml': `${members}catalogs:\n  old:\n    d: ^1.0.0\n`,
      'package.json': {
        ...pnpmRoot,
        dependencies: { a: 'o/a', b: 'o/b', c: 'o/c', d: 'o/d' },
        pnpm: { overrides: { c: '^1.0.0', e: 'o/e#v1.0.0' } },
      },
      'packages/ui/package.json': {
        ...ui,
        dependencies: { a: 'next', e: 'npm:e@^1.0.0' },
        peerDependencies: { b: '^1.0.0' },
      },
    },
    findings: [
      ...(
        [
          ['o/a', 6],
          ['o/b', 7],
          ['o/c', 8],
          ['o/d', 9],
        ] as const
      ).map(([actual, line]) => ({
        message: 'git-address',
        project: 'root',
        file: 'package.json',
        line,
        expected: nothing,
        actual,
        fixable: false,
      })),
      {
        message: 'git-address',
        project: 'root',
        file: 'package.json',
        line: 14,
        expected: '1.0.0',
        actual: 'o/e#v1.0.0',
      },
    ],
    fixed: {
      'package.json': {
        ...pnpmRoot,
        dependencies: { a: 'o/a', b: 'o/b', c: 'o/c', d: 'o/d' },
        pnpm: { overrides: { c: '^1.0.0', e: '1.0.0' } },
      },
    },
  },
  {
    name: 'overrides under another name: pnpm refers to the member, npm cannot',
    kind: 'edge',
    tree: {
      'package.json': { ...npmRoot, overrides: { ui: 'file:packages/ui' } },
      'packages/ui/package.json': ui,
    },
    findings: [
      {
        message: 'member-by-path',
        project: 'root',
        file: 'package.json',
        line: 9,
        expected: 'a workspace reference to @acme/ui, under its own name',
        actual: 'file:packages/ui',
        fixable: false,
      },
    ],
  },
  {
    name: 'bun: references for dependencies, no entry for overrides',
    kind: 'invalid',
    tree: {
      'package.json': {
        ...npmRoot,
        packageManager: 'bun@1.3.0',
        dependencies: { '@acme/ui': 'link:packages/ui' },
        overrides: { '@acme/ui': 'file:packages/ui' },
      },
      'packages/ui/package.json': ui,
    },
    findings: [
      {
        message: 'member-by-path',
        project: 'root',
        file: 'package.json',
        line: 9,
        expected: 'workspace:*',
        actual: 'link:packages/ui',
      },
      {
        message: 'member-by-path',
        project: 'root',
        file: 'package.json',
        line: 12,
        expected: 'no entry: the member is linked without one',
        actual: 'file:packages/ui',
      },
    ],
    fixed: {
      'package.json': {
        ...npmRoot,
        packageManager: 'bun@1.3.0',
        dependencies: { '@acme/ui': 'workspace:*' },
      },
    },
  },
  {
    name: 'yarn classic takes `*` for no prerelease',
    kind: 'invalid',
    tree: {
      'package.json': { ...npmRoot, packageManager: 'yarn@1.22.22' },
      'packages/ui/package.json': { ...ui, version: '2.0.0-beta.1' },
      'packages/core/package.json': { name: 'core', version: '1.0.0' },
      'packages/app/package.json': {
        name: 'app',
        dependencies: { '@acme/ui': 'file:../ui', core: 'file:../core' },
      },
    },
    findings: [
      {
        message: 'member-by-path',
        project: 'app',
        file: 'packages/app/package.json',
        line: 4,
        expected: '2.0.0-beta.1',
        actual: 'file:../ui',
      },
      {
        message: 'member-by-path',
        project: 'app',
        file: 'packages/app/package.json',
        line: 5,
        expected: '*',
        actual: 'file:../core',
      },
    ],
    fixed: {
      'packages/app/package.json': {
        name: 'app',
        dependencies: { '@acme/ui': '2.0.0-beta.1', core: '*' },
      },
    },
  },
  {
    name: 'two members of one name: the path decides, the name alone does not',
    kind: 'edge',
    tree: {
      'package.json': npmRoot,
      'packages/a/package.json': { name: 'twin', version: '1.0.0' },
      'packages/b/package.json': { name: 'twin', version: '1.0.0' },
      'packages/app/package.json': {
        name: 'app',
        dependencies: { twin: 'github:o/twin' },
        devDependencies: { twin: 'file:../b' },
      },
    },
    findings: [
      {
        message: 'git-address',
        project: 'app',
        file: 'packages/app/package.json',
        line: 4,
        expected: nothing,
        actual: 'github:o/twin',
        fixable: false,
      },
      {
        message: 'member-by-path',
        project: 'app',
        file: 'packages/app/package.json',
        line: 7,
        expected: '*',
        actual: 'file:../b',
      },
    ],
    fixed: {
      'packages/app/package.json': {
        name: 'app',
        dependencies: { twin: 'github:o/twin' },
        devDependencies: { twin: '*' },
      },
    },
  },
  {
    name: 'what is allowed by name or by prefix is not reported',
    kind: 'edge',
    tree: {
      'package.json': {
        name: 'one',
        dependencies: {
          '@acme/a': 'file:../a',
          b: ' GitHub:acme/b',
          c: 'github:other/c',
        },
      },
    },
    options: { allow: ['@acme/*', '*@github:acme/'] },
    findings: [
      {
        message: 'git-address',
        project: 'one',
        file: 'package.json',
        line: 6,
        expected: nothing,
        actual: 'github:other/c',
        fixable: false,
      },
    ],
  },
  {
    name: 'fields and ranges of a wrong type',
    kind: 'edge',
    tree: {
      'package.json': {
        name: 'one',
        dependencies: ['file:../a'],
        devDependencies: { a: 1, b: null, c: ['file:../c'] },
        overrides: 'file:../a',
      },
    },
    findings: [],
    outcomes: { one: { outcome: 'not-applicable', reason: 'no dependency is declared' } },
  },
  {
    name: 'a manifest that cannot be read does not pass',
    kind: 'edge',
    tree: {
      'package.json': npmRoot,
      'packages/a/package.json': '{ "dependencies": { "b": "file:../../../b" }',
    },
    findings: [],
    outcomes: {
      root: 'not-applicable',
      'packages/a': 'error',
    },
  },
];
