import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { emptyLock, member, npmWorkspace, pnpmWorkspace } from './trees.ts';

export const membersCases: readonly Case[] = [
  {
    name: 'packages that are kept apart on purpose are no members',
    kind: 'valid',
    tree: npmWorkspace(
      {
        'packages/a/package.json': member('a'),
        'packages/examples/package.json': member('an-example'),
        'packages/__fixtures__/package.json': member('a-fixture'),
        'packages/template-react/package.json': member('a-template'),
        'packages/.cache/package.json': member('cached'),
        'packages/a/inner/package.json': member('inner'),
        'packages/dual/package.json': { type: 'commonjs' },
        'packages/broken/package.json': '{',
        'packages/a/tests/package.json': member('tested'),
        'packages/notes.md': '',
        'packages/empty/README.md': '',
      },
      { workspaces: ['packages/a'] },
    ),
    findings: [],
  },
  {
    name: 'a package beside members that nobody lists',
    kind: 'invalid',
    tree: npmWorkspace(
      {
        'packages/a/package.json': member('a'),
        'packages/b/package.json': member('b'),
        'packages/c/package.json': '{\n  "version": "1.0.0",\n  "name": "c"\n}\n',
      },
      { workspaces: ['packages/a'] },
    ),
    findings: [
      {
        message: 'package-unlisted',
        project: 'root',
        file: 'packages/b/package.json',
        line: 2,
        expected:
          'a pattern that matches packages/b, or !packages/b where it is kept out on purpose',
        actual: 'no member',
        text: 'b in packages/b stands beside members of the workspace, but is none itself',
        fixable: false,
      },
      {
        message: 'package-unlisted',
        project: 'root',
        file: 'packages/c/package.json',
        line: 3,
        expected:
          'a pattern that matches packages/c, or !packages/c where it is kept out on purpose',
        actual: 'no member',
        text: 'c in packages/c stands beside members of the workspace, but is none itself',
        fixable: false,
      },
    ],
  },
  {
    name: 'a package that a pattern keeps out is no member on purpose',
    kind: 'valid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a'), 'packages/b/package.json': member('b') },
      { workspaces: ['packages/*', '!packages/b'] },
    ),
    findings: [],
  },
  {
    name: 'packages that the option ignores',
    kind: 'valid',
    options: { ignore: ['packages/leg*'] },
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a'), 'packages/legacy/package.json': member('legacy') },
      { workspaces: ['packages/a'] },
    ),
    findings: [],
  },
  {
    name: 'neighbours of two members at the root',
    kind: 'invalid',
    tree: npmWorkspace(
      {
        'client/package.json': member('client'),
        'server/package.json': member('server'),
        'shared/package.json': member('shared'),
        'docs/package.json': member('docs'),
        'website/package.json': member('website'),
        'examples/package.json': member('examples'),
      },
      { workspaces: ['client', 'server'] },
    ),
    findings: [
      {
        message: 'package-unlisted',
        project: 'root',
        file: 'shared/package.json',
        line: 2,
        expected: 'a pattern that matches shared, or !shared where it is kept out on purpose',
        actual: 'no member',
        fixable: false,
      },
    ],
  },
  {
    name: 'one member at the root says nothing about its neighbours',
    kind: 'valid',
    tree: npmWorkspace(
      { 'app/package.json': member('app'), 'tools/package.json': member('tools') },
      { workspaces: ['app'] },
    ),
    findings: [],
  },
  {
    name: 'members among examples say nothing about the other examples',
    kind: 'valid',
    tree: npmWorkspace(
      { 'examples/a/package.json': member('a'), 'examples/b/package.json': member('b') },
      { workspaces: ['examples/a'] },
    ),
    findings: [],
  },
  {
    name: 'a member inside a member says nothing about what else is inside',
    kind: 'valid',
    tree: npmWorkspace(
      {
        'packages/a/package.json': member('a'),
        'packages/a/plugins/package.json': member('plugins'),
        'packages/a/plugins/one/package.json': member('one'),
        'packages/a/plugins/two/package.json': member('two'),
      },
      { workspaces: ['packages/a', 'packages/a/plugins/one'] },
    ),
    findings: [],
  },
  {
    name: 'a folder that two patterns match',
    kind: 'valid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a') },
      { workspaces: ['packages/*', 'packages/a'] },
    ),
    findings: [],
  },
  {
    name: 'an exclusion that excludes nothing',
    kind: 'invalid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a') },
      { workspaces: ['packages/*', '!packages/gone'] },
    ),
    findings: [
      {
        message: 'exclusion-unused',
        project: 'root',
        file: 'package.json',
        line: 10,
        expected: 'a pattern that keeps a package out, or none',
        actual: 'no package matches it and another pattern',
        text: 'the pattern !packages/gone keeps no package out of the workspace',
        fixable: false,
      },
    ],
  },
  {
    name: 'exclusions in pnpm-workspace.yaml, one of them unused',
    kind: 'invalid',
    tree: pnpmWorkspace(
      {
        'packages/a/package.json': member('a'),
        'packages/old-b/package.json': member('old-b'),
        'apps/x/package.json': member('x'),
      },
      {},
      {
        'pnpm-workspace.yaml':
          "packages:\n  - packages/*\n  - '!packages/old-*'\n  - '!**/test/**'\n  - '!apps/*'\n",
      },
    ),
    findings: [
      {
        message: 'exclusion-unused',
        project: 'root',
        file: 'pnpm-workspace.yaml',
        line: 5,
        expected: 'a pattern that keeps a package out, or none',
        actual: 'no package matches it and another pattern',
        fixable: false,
      },
    ],
  },
  {
    name: 'an exclusion of a folder without a manifest',
    kind: 'invalid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a'), 'packages/docs/README.md': '' },
      { workspaces: ['packages/*', '!packages/docs'] },
    ),
    findings: [
      {
        message: 'exclusion-unused',
        project: 'root',
        file: 'package.json',
        line: 10,
        expected: 'a pattern that keeps a package out, or none',
        actual: 'no package matches it and another pattern',
        fixable: false,
      },
    ],
  },
  {
    name: 'a package that rush.json does not list',
    kind: 'invalid',
    tree: {
      'rush.json':
        '{\n  // The monorepo\n  "rushVersion": "5.140.0",\n  "pnpmVersion": "9.15.0",\n  "nodeSupportedVersionRange": ">=20.0.0",\n  "projects": [\n    { "packageName": "a", "projectFolder": "libraries/a" },\n  ]\n}\n',
      'common/config/rush/pnpm-lock.yaml': '',
      'libraries/a/package.json': member('a'),
      'libraries/b/package.json': member('b'),
    },
    findings: [
      {
        message: 'package-unlisted',
        project: '.',
        file: 'libraries/b/package.json',
        line: 2,
        expected: 'an entry for libraries/b in rush.json',
        actual: 'no member',
        fixable: false,
      },
    ],
  },
  {
    name: 'two lists of members that differ',
    kind: 'invalid',
    tree: pnpmWorkspace(
      {
        'packages/a/package.json': member('a'),
        'packages/b/package.json': member('b'),
        'tools/c/package.json': member('c'),
        'tools/d/package.json': member('d'),
        'tools/e/package.json': member('e'),
        'tools/f/package.json': member('f'),
        'tools/g/package.json': member('g'),
      },
      { workspaces: { packages: ['packages/*', '!packages/b', 'tools/*', 'nothing/*', 5] } },
    ),
    findings: [
      {
        message: 'lists-differ',
        project: 'root',
        file: 'package.json',
        line: 9,
        expected:
          'the packages of pnpm-workspace.yaml, or no "workspaces", which pnpm does not read',
        actual:
          'names tools/c, tools/d, tools/e, 2 more, which pnpm-workspace.yaml does not, and does not name packages/b, which pnpm-workspace.yaml does',
        text: '"workspaces" names tools/c, tools/d, tools/e, 2 more, which pnpm-workspace.yaml does not, and does not name packages/b, which pnpm-workspace.yaml does',
        fixable: false,
      },
    ],
  },
  {
    name: 'a second list of members that names one more',
    kind: 'invalid',
    tree: pnpmWorkspace(
      { 'packages/a/package.json': member('a'), 'tools/c/package.json': member('c') },
      { workspaces: ['./packages/**', 'tools/c'] },
    ),
    findings: [
      {
        message: 'lists-differ',
        project: 'root',
        file: 'package.json',
        line: 8,
        expected:
          'the packages of pnpm-workspace.yaml, or no "workspaces", which pnpm does not read',
        actual: 'names tools/c, which pnpm-workspace.yaml does not',
        fixable: false,
      },
    ],
  },
  {
    name: 'two lists that name the same, written in different ways, and fields that are no list',
    kind: 'valid',
    tree: pnpmWorkspace(
      { 'packages/a/package.json': member('a'), 'packages/b/package.json': member('b') },
      { workspaces: ['packages/a', './packages/b/', '.'] },
    ),
    findings: [],
  },
  {
    name: 'settings of yarn without a list',
    kind: 'valid',
    tree: pnpmWorkspace(
      { 'packages/a/package.json': member('a') },
      { workspaces: { nohoist: ['x'] } },
    ),
    findings: [],
  },
  {
    name: 'two lists that differ, with the rule off',
    kind: 'valid',
    options: { members: false },
    tree: pnpmWorkspace({ 'packages/a/package.json': member('a') }, { workspaces: ['tools/*'] }),
    findings: [],
  },
  {
    name: 'the rule can be turned off',
    kind: 'valid',
    options: { members: false },
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a'), 'packages/b/package.json': member('b') },
      { workspaces: ['packages/a', '!packages/gone'] },
    ),
    findings: [],
  },
  {
    name: 'a single package has no members to miss',
    kind: 'valid',
    tree: {
      'package.json': {
        name: 'alone',
        version: '1.0.0',
        packageManager: 'npm@11.0.0',
        engines: { node: '>=20' },
      },
      'package-lock.json': emptyLock,
      'a/package.json': member('a'),
      'b/package.json': member('b'),
    },
    findings: [],
  },
];
