import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { member, npmWorkspace, pnpmWorkspace, rootManifest } from './trees.ts';

export const internalDependenciesCases: readonly Case[] = [
  {
    name: 'ranges that the members satisfy',
    kind: 'valid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: { b: '^1.0.0' },
        devDependencies: { c: '*' },
        peerDependencies: { b: '>=1' },
        optionalDependencies: { d: '' },
      }),
      'packages/b/package.json': member('b', { version: '1.2.3' }),
      'packages/c/package.json': member('c', { dependencies: { c: '^9' } }),
      'packages/d/package.json': member('d'),
    }),
    findings: [],
  },
  {
    name: 'ranges that the members do not satisfy',
    kind: 'invalid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: { b: '^1.0.0' },
        devDependencies: { b: '~1.1.0' },
        peerDependencies: { b: '^1.0.0' },
      }),
      'packages/b/package.json': member('b', { version: '2.0.0' }),
    }),
    findings: [
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: '*',
        actual: '^1.0.0',
        text: 'dependencies.b is ^1.0.0, but the workspace has b 2.0.0: the copy of the registry is installed',
      },
      {
        message: 'dependency-twice',
        project: 'a',
        file: 'packages/a/package.json',
        line: 8,
        expected: 'b in one of dependencies and devDependencies',
        actual: '^1.0.0 and ~1.1.0',
        text: 'b is a dependency (^1.0.0) and a development dependency (~1.1.0)',
        fixable: false,
      },
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 8,
        expected: '*',
        actual: '~1.1.0',
        text: 'devDependencies.b is ~1.1.0, but the workspace has b 2.0.0: the copy of the registry is installed',
      },
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 11,
        expected: 'a range that 2.0.0 satisfies',
        actual: '^1.0.0',
        text: 'peerDependencies.b is ^1.0.0, but the workspace has b 2.0.0: the copy of the registry is installed',
        fixable: false,
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: '*' },
        peerDependencies: { b: '^1.0.0' },
      },
    },
    remaining: [
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 8,
        expected: 'a range that 2.0.0 satisfies',
        actual: '^1.0.0',
        text: 'peerDependencies.b is ^1.0.0, but the workspace has b 2.0.0: the copy of the registry is installed',
        fixable: false,
      },
    ],
  },
  {
    name: 'a dependency of the root',
    kind: 'invalid',
    tree: npmWorkspace(
      { 'packages/b/package.json': member('b', { version: '2.0.0' }) },
      { devDependencies: { b: '1.0.0' } },
    ),
    findings: [
      {
        message: 'internal-range',
        project: 'root',
        file: 'package.json',
        line: 12,
        expected: '*',
        actual: '1.0.0',
      },
    ],
    fixed: {
      'package.json': {
        name: 'root',
        private: true,
        packageManager: 'npm@11.0.0',
        engines: { node: '>=20' },
        workspaces: ['packages/*'],
        devDependencies: { b: '*' },
      },
    },
  },
  {
    name: 'a tag is always taken from the registry',
    kind: 'invalid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', { dependencies: { b: 'latest' } }),
      'packages/b/package.json': member('b'),
    }),
    findings: [
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: '*',
        actual: 'latest',
      },
    ],
    fixed: { 'packages/a/package.json': { name: 'a', version: '1.0.0', dependencies: { b: '*' } } },
  },
  {
    name: 'a member without a version',
    kind: 'invalid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', { dependencies: { b: '^1.0.0', c: '*' } }),
      'packages/b/package.json': { name: 'b', private: true },
      'packages/c/package.json': { name: 'c', private: true },
    }),
    findings: [
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: '*',
        actual: '^1.0.0',
        text: 'dependencies.b is ^1.0.0, but the workspace has b without a version: the copy of the registry is installed',
      },
    ],
    fixed: {
      'packages/a/package.json': { name: 'a', version: '1.0.0', dependencies: { b: '*', c: '*' } },
    },
  },
  {
    name: 'paths, addresses and aliases are judged by other standards',
    kind: 'valid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: { b: 'file:../b', c: 'npm:c@^9', d: 'github:owner/d' },
      }),
      'packages/b/package.json': member('b'),
      'packages/c/package.json': member('c'),
      'packages/d/package.json': member('d'),
    }),
    findings: [],
  },
  {
    name: 'a private member may be depended on',
    kind: 'valid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', { dependencies: { app: '*' } }),
      'packages/app/package.json': member('app', { private: true }),
    }),
    findings: [],
  },
  {
    name: 'a star of npm takes a prerelease too',
    kind: 'valid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', { dependencies: { b: '*', c: '^2.0.0-0' } }),
      'packages/b/package.json': member('b', { version: '2.0.0-beta.1' }),
      'packages/c/package.json': member('c', { version: '2.0.0-beta.1' }),
    }),
    findings: [],
  },
  {
    name: 'the workspace protocol under npm',
    kind: 'invalid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: { b: 'workspace:^' },
        devDependencies: { c: 'workspace:../c', bee: 'workspace:b@*' },
      }),
      'packages/b/package.json': member('b'),
      'packages/c/package.json': member('c'),
    }),
    findings: [
      {
        message: 'workspace-protocol-unsupported',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: '*',
        actual: 'workspace:^',
        text: 'dependencies.b is workspace:^, but npm does not know the workspace protocol',
      },
      {
        message: 'workspace-protocol-unsupported',
        project: 'a',
        file: 'packages/a/package.json',
        line: 8,
        expected: '*',
        actual: 'workspace:../c',
        text: 'devDependencies.c is workspace:../c, but npm does not know the workspace protocol',
      },
      {
        message: 'workspace-protocol-unsupported',
        project: 'a',
        file: 'packages/a/package.json',
        line: 9,
        expected: 'b by its own name',
        actual: 'workspace:b@*',
        text: 'devDependencies.bee is workspace:b@*, but npm does not know the workspace protocol',
        fixable: false,
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: '*' },
        devDependencies: { c: '*', bee: 'workspace:b@*' },
      },
    },
  },
  {
    name: 'the workspace protocol under yarn 1',
    kind: 'invalid',
    tree: {
      'package.json': rootManifest({ packageManager: 'yarn@1.22.22' }),
      'yarn.lock': '',
      'packages/a/package.json': member('a', {
        dependencies: { b: 'workspace:*', c: 'workspace:*' },
      }),
      'packages/b/package.json': member('b'),
      'packages/c/package.json': member('c', { version: '1.0.0-rc.1' }),
    },
    findings: [
      {
        message: 'workspace-protocol-unsupported',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: '*',
        actual: 'workspace:*',
        text: 'dependencies.b is workspace:*, but yarn 1 does not know the workspace protocol',
      },
      {
        message: 'workspace-protocol-unsupported',
        project: 'a',
        file: 'packages/a/package.json',
        line: 6,
        expected: '1.0.0-rc.1',
        actual: 'workspace:*',
        text: 'dependencies.c is workspace:*, but yarn 1 does not know the workspace protocol',
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: '*', c: '1.0.0-rc.1' },
      },
    },
  },
  {
    name: 'yarn 1 told by its lock file',
    kind: 'invalid',
    options: { packageManager: false },
    tree: {
      'package.json': rootManifest({ packageManager: undefined }),
      'yarn.lock': '# THIS IS AN AUTOGENERATED FILE.\n# yarn lockfile v1\n',
      'packages/a/package.json': member('a', { dependencies: { b: 'workspace:*' } }),
      'packages/b/package.json': member('b'),
    },
    findings: [
      {
        message: 'workspace-protocol-unsupported',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: '*',
        actual: 'workspace:*',
      },
    ],
    fixed: { 'packages/a/package.json': { name: 'a', version: '1.0.0', dependencies: { b: '*' } } },
  },
  {
    name: 'yarn berry told by its lock file',
    kind: 'valid',
    options: { packageManager: false },
    tree: {
      'package.json': rootManifest({ packageManager: undefined }),
      'yarn.lock': '__metadata:\n  version: 8\n',
      'packages/a/package.json': member('a', {
        dependencies: { b: 'workspace:*', c: 'workspace:packages/c' },
      }),
      'packages/b/package.json': member('b'),
      'packages/c/package.json': member('c'),
    },
    findings: [],
  },
  {
    name: 'yarn berry with ranges, a prerelease and a stale range',
    kind: 'invalid',
    tree: {
      'package.json': rootManifest({ packageManager: 'yarn@4.5.0' }),
      'yarn.lock': '',
      'packages/a/package.json': member('a', {
        dependencies: { b: '*', c: '^1.0.0', d: '~1.0.0' },
      }),
      'packages/b/package.json': member('b', { version: '1.0.0-rc.1' }),
      'packages/c/package.json': member('c', { version: '2.0.0' }),
      'packages/d/package.json': member('d', { version: '1.1.0' }),
    },
    findings: [
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 6,
        expected: 'workspace:^',
        actual: '^1.0.0',
      },
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 7,
        expected: 'workspace:~',
        actual: '~1.0.0',
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: '*', c: 'workspace:^', d: 'workspace:~' },
      },
    },
  },
  {
    name: 'yarn of an unknown version',
    kind: 'invalid',
    options: { packageManager: false, lockFile: false },
    tree: {
      'package.json': rootManifest({ packageManager: 'yarn' }),
      'packages/a/package.json': member('a', { dependencies: { b: 'workspace:*', c: '^1.0.0' } }),
      'packages/b/package.json': member('b'),
      'packages/c/package.json': member('c', { version: '2.0.0' }),
    },
    findings: [
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 6,
        expected: '*',
        actual: '^1.0.0',
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: 'workspace:*', c: '*' },
      },
    },
  },
  {
    name: 'references by the workspace protocol',
    kind: 'valid',
    tree: pnpmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: {
          b: 'workspace:*',
          c: 'workspace:^',
          d: 'workspace:~',
          e: 'workspace:../e',
          f: 'workspace:^1.0.0',
          g: 'workspace:e@*',
        },
      }),
      'packages/b/package.json': member('b'),
      'packages/c/package.json': member('c'),
      'packages/d/package.json': member('d'),
      'packages/e/package.json': member('e'),
      'packages/f/package.json': member('f', { version: '1.5.0' }),
    }),
    findings: [],
  },
  {
    name: 'references to what is no member, and to another version',
    kind: 'invalid',
    tree: pnpmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: {
          gone: 'workspace:*',
          b: 'workspace:^1.0.0',
          far: 'workspace:../far',
          bee: 'workspace:b@~1.0.0',
          other: 'workspace:lost@*',
        },
      }),
      'packages/b/package.json': member('b', { version: '2.0.0' }),
    }),
    findings: [
      {
        message: 'workspace-target-missing',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'a member of the workspace',
        actual: 'workspace:*',
        text: 'dependencies.gone is workspace:*, but gone is no member of the workspace',
        fixable: false,
      },
      {
        message: 'workspace-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 6,
        expected: 'workspace:^',
        actual: 'workspace:^1.0.0',
        text: 'dependencies.b is workspace:^1.0.0, but b of the workspace is 2.0.0: nothing matches',
      },
      {
        message: 'workspace-target-missing',
        project: 'a',
        file: 'packages/a/package.json',
        line: 7,
        expected: 'a member of the workspace',
        actual: 'workspace:../far',
        text: 'dependencies.far is workspace:../far, but ../far is no member of the workspace',
        fixable: false,
      },
      {
        message: 'workspace-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 8,
        expected: 'workspace:b@~',
        actual: 'workspace:b@~1.0.0',
        text: 'dependencies.bee is workspace:b@~1.0.0, but b of the workspace is 2.0.0: nothing matches',
      },
      {
        message: 'workspace-target-missing',
        project: 'a',
        file: 'packages/a/package.json',
        line: 9,
        expected: 'a member of the workspace',
        actual: 'workspace:lost@*',
        text: 'dependencies.other is workspace:lost@*, but lost is no member of the workspace',
        fixable: false,
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: {
          gone: 'workspace:*',
          b: 'workspace:^',
          far: 'workspace:../far',
          bee: 'workspace:b@~',
          other: 'workspace:lost@*',
        },
      },
    },
  },
  {
    name: 'plain ranges under pnpm 9 and later',
    kind: 'invalid',
    tree: pnpmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: { b: '^1.0.0' },
        devDependencies: { c: '~1.0.0', d: '1.0.0', e: '>=1' },
        optionalDependencies: { f: 'latest', g: 'v1.0.0', h: 'x' },
        peerDependencies: { b: '^1.0.0' },
      }),
      'packages/b/package.json': member('b'),
      'packages/c/package.json': member('c'),
      'packages/d/package.json': member('d'),
      'packages/e/package.json': member('e'),
      'packages/f/package.json': member('f'),
      'packages/g/package.json': member('g'),
      'packages/h/package.json': member('h'),
    }),
    findings: [
      {
        message: 'internal-not-linked',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'workspace:^',
        actual: '^1.0.0',
        text: 'dependencies.b is ^1.0.0: pnpm 10.4.1 links a member only by workspace:, and installs the copy of the registry here',
      },
      {
        message: 'internal-not-linked',
        project: 'a',
        file: 'packages/a/package.json',
        line: 8,
        expected: 'workspace:~',
        actual: '~1.0.0',
        text: 'devDependencies.c is ~1.0.0: pnpm 10.4.1 links a member only by workspace:, and installs the copy of the registry here',
      },
      {
        message: 'internal-not-linked',
        project: 'a',
        file: 'packages/a/package.json',
        line: 9,
        expected: 'workspace:*',
        actual: '1.0.0',
        text: 'devDependencies.d is 1.0.0: pnpm 10.4.1 links a member only by workspace:, and installs the copy of the registry here',
      },
      {
        message: 'internal-not-linked',
        project: 'a',
        file: 'packages/a/package.json',
        line: 10,
        expected: 'workspace:^',
        actual: '>=1',
        text: 'devDependencies.e is >=1: pnpm 10.4.1 links a member only by workspace:, and installs the copy of the registry here',
      },
      {
        message: 'internal-not-linked',
        project: 'a',
        file: 'packages/a/package.json',
        line: 13,
        expected: 'workspace:*',
        actual: 'latest',
        text: 'optionalDependencies.f is latest: pnpm 10.4.1 links a member only by workspace:, and installs the copy of the registry here',
      },
      {
        message: 'internal-not-linked',
        project: 'a',
        file: 'packages/a/package.json',
        line: 14,
        expected: 'workspace:*',
        actual: 'v1.0.0',
        text: 'optionalDependencies.g is v1.0.0: pnpm 10.4.1 links a member only by workspace:, and installs the copy of the registry here',
      },
      {
        message: 'internal-not-linked',
        project: 'a',
        file: 'packages/a/package.json',
        line: 15,
        expected: 'workspace:*',
        actual: 'x',
        text: 'optionalDependencies.h is x: pnpm 10.4.1 links a member only by workspace:, and installs the copy of the registry here',
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: 'workspace:^' },
        devDependencies: { c: 'workspace:~', d: 'workspace:*', e: 'workspace:^' },
        optionalDependencies: { f: 'workspace:*', g: 'workspace:*', h: 'workspace:*' },
        peerDependencies: { b: '^1.0.0' },
      },
    },
  },
  {
    name: 'plain ranges where pnpm is told to link them',
    kind: 'valid',
    tree: pnpmWorkspace(
      {
        'packages/a/package.json': member('a', { dependencies: { b: '^1.0.0' } }),
        'packages/b/package.json': member('b'),
      },
      {},
      {
        'pnpm-workspace.yaml':
          'packages:\n  - packages/*\nlinkWorkspacePackages: true # as before\n',
      },
    ),
    findings: [],
  },
  {
    name: 'plain ranges where .npmrc tells pnpm to link them',
    kind: 'valid',
    tree: pnpmWorkspace(
      {
        'packages/a/package.json': member('a', { dependencies: { b: '^1.0.0' } }),
        'packages/b/package.json': member('b'),
      },
      {},
      { '.npmrc': 'link-workspace-packages="deep"\n' },
    ),
    findings: [],
  },
  {
    name: 'plain ranges where pnpm is told not to link them',
    kind: 'invalid',
    tree: pnpmWorkspace(
      {
        'packages/a/package.json': member('a', { dependencies: { b: '^1.0.0' } }),
        'packages/b/package.json': member('b'),
      },
      { packageManager: 'pnpm@8.15.0' },
      { '.npmrc': 'link-workspace-packages=false\n' },
    ),
    findings: [
      {
        message: 'internal-not-linked',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'workspace:^',
        actual: '^1.0.0',
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: 'workspace:^' },
      },
    },
  },
  {
    name: 'plain ranges under pnpm 8',
    kind: 'valid',
    tree: pnpmWorkspace(
      {
        'packages/a/package.json': member('a', { dependencies: { b: '^1.0.0' } }),
        'packages/b/package.json': member('b'),
      },
      { packageManager: 'pnpm@8.15.0' },
    ),
    findings: [],
  },
  {
    name: 'stale ranges under pnpm 8',
    kind: 'invalid',
    tree: pnpmWorkspace(
      {
        'packages/a/package.json': member('a', { dependencies: { b: '^1.0.0' } }),
        'packages/b/package.json': member('b', { version: '2.0.0' }),
      },
      { packageManager: 'pnpm@8.15.0' },
    ),
    findings: [
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'workspace:^',
        actual: '^1.0.0',
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: 'workspace:^' },
      },
    },
  },
  {
    name: 'plain ranges under a pnpm of unknown version',
    kind: 'valid',
    options: { packageManager: false },
    tree: pnpmWorkspace(
      {
        'packages/a/package.json': member('a', { dependencies: { b: '^1.0.0' } }),
        'packages/b/package.json': member('b'),
      },
      { packageManager: undefined },
    ),
    findings: [],
  },
  {
    name: 'a stale range in a catalog',
    kind: 'invalid',
    tree: pnpmWorkspace(
      {
        'packages/a/package.json': member('a', {
          dependencies: { b: 'catalog:', c: 'catalog: old', d: 'catalog:none', zod: 'catalog:' },
        }),
        'packages/b/package.json': member('b', { version: '2.0.0' }),
        'packages/c/package.json': member('c', { version: '3.0.0' }),
        'packages/d/package.json': member('d'),
      },
      { packageManager: 'pnpm@8.15.0' },
      {
        'pnpm-workspace.yaml':
          'packages:\n  - packages/*\ncatalog:\n  b: ^1.0.0\n  zod: ^4.0.0\ncatalogs:\n  old:\n    c: ^1.0.0\n',
      },
    ),
    findings: [
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'workspace:^',
        actual: '^1.0.0',
        text: 'dependencies.b is ^1.0.0, but the workspace has b 2.0.0: the copy of the registry is installed',
      },
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 6,
        expected: 'workspace:^',
        actual: '^1.0.0',
        text: 'dependencies.c is ^1.0.0, but the workspace has c 3.0.0: the copy of the registry is installed',
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: 'workspace:^', c: 'workspace:^', d: 'catalog:none', zod: 'catalog:' },
      },
    },
  },
  {
    name: 'a star of yarn 1 takes no prerelease',
    kind: 'invalid',
    tree: {
      'package.json': rootManifest({ packageManager: 'yarn@1.22.22' }),
      'yarn.lock': '',
      'packages/a/package.json': member('a', {
        dependencies: { b: '*', c: '*', d: ' x ', e: '*' },
      }),
      'packages/b/package.json': member('b', { version: '1.0.0-rc.1' }),
      'packages/c/package.json': member('c'),
      'packages/d/package.json': member('d', { version: '1.0.0-rc.1' }),
      'packages/e/package.json': { name: 'e', private: true },
    },
    findings: [
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: '1.0.0-rc.1',
        actual: '*',
        text: 'dependencies.b is *, but the workspace has b 1.0.0-rc.1: the copy of the registry is installed',
      },
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 7,
        expected: '1.0.0-rc.1',
        actual: ' x ',
        text: 'dependencies.d is  x , but the workspace has d 1.0.0-rc.1: the copy of the registry is installed',
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: '1.0.0-rc.1', c: '*', d: '1.0.0-rc.1', e: '*' },
      },
    },
  },
  {
    name: 'members without a version',
    kind: 'invalid',
    tree: pnpmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: { b: 'workspace:^1.0.0', c: 'workspace:' },
        peerDependencies: { b: '^1.0.0', c: '*' },
      }),
      'packages/b/package.json': { name: 'b', private: true },
      'packages/c/package.json': { name: 'c', private: true },
    }),
    findings: [
      {
        message: 'workspace-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'workspace:^',
        actual: 'workspace:^1.0.0',
        text: 'dependencies.b is workspace:^1.0.0, but b of the workspace is without a version: nothing matches',
      },
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 9,
        expected: 'a range that the member satisfies',
        actual: '^1.0.0',
        text: 'peerDependencies.b is ^1.0.0, but the workspace has b without a version: the copy of the registry is installed',
        fixable: false,
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: 'workspace:^', c: 'workspace:' },
        peerDependencies: { b: '^1.0.0', c: '*' },
      },
    },
  },
  {
    name: 'of two members of one name the first counts',
    kind: 'invalid',
    options: { names: false },
    tree: npmWorkspace({
      'packages/a/package.json': member('a', { dependencies: { b: '^1.0.0' } }),
      'packages/b/package.json': member('b', { version: '1.0.0' }),
      'packages/c/package.json': member('b', { version: '2.0.0' }),
      'packages/d/package.json': member('d', { dependencies: { b: '^2.0.0' } }),
    }),
    findings: [
      {
        message: 'internal-range',
        project: 'd',
        file: 'packages/d/package.json',
        line: 5,
        expected: '*',
        actual: '^2.0.0',
      },
    ],
    fixed: { 'packages/d/package.json': { name: 'd', version: '1.0.0', dependencies: { b: '*' } } },
  },
  {
    name: "a member without a name is nobody's dependency",
    kind: 'valid',
    options: { required: { members: [], published: [] } },
    tree: npmWorkspace({
      'packages/a/package.json': member('a', { dependencies: { undefined: '^9.0.0' } }),
      'packages/b/package.json': { version: '1.0.0' },
    }),
    findings: [],
  },
  {
    name: 'a stale range under bun',
    kind: 'invalid',
    tree: {
      'package.json': rootManifest({ packageManager: 'bun@1.2.0' }),
      'bun.lock': '',
      'packages/a/package.json': member('a', { dependencies: { b: '^1.0.0', c: 'workspace:*' } }),
      'packages/b/package.json': member('b', { version: '2.0.0' }),
      'packages/c/package.json': member('c'),
    },
    findings: [
      {
        message: 'internal-range',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'workspace:^',
        actual: '^1.0.0',
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { b: 'workspace:^', c: 'workspace:*' },
      },
    },
  },
  {
    name: 'what rush takes from the registry on purpose',
    kind: 'invalid',
    tree: {
      'rush.json': {
        rushVersion: '5.140.0',
        pnpmVersion: '9.15.0',
        nodeSupportedVersionRange: '>=20',
        projects: [
          { packageName: 'a', projectFolder: 'apps/a', decoupledLocalDependencies: ['b'] },
          { packageName: 'b', projectFolder: 'apps/b' },
          { packageName: 'c', projectFolder: 'apps/c', cyclicDependencyProjects: ['b', 5] },
          { packageName: 'd', projectFolder: 'apps/d' },
        ],
      },
      'common/config/rush/pnpm-lock.yaml': '',
      'apps/a/package.json': member('a', { dependencies: { b: '^1.0.0' } }),
      'apps/b/package.json': member('b', { version: '2.0.0' }),
      'apps/c/package.json': member('c', { dependencies: { b: '^1.0.0' } }),
      'apps/d/package.json': member('d', { dependencies: { a: '^1.0.0', b: '^1.0.0' } }),
    },
    findings: [
      {
        message: 'internal-range',
        project: 'd',
        file: 'apps/d/package.json',
        line: 6,
        expected: 'workspace:^',
        actual: '^1.0.0',
      },
    ],
    fixed: {
      'apps/d/package.json': {
        name: 'd',
        version: '1.0.0',
        dependencies: { a: '^1.0.0', b: 'workspace:^' },
      },
    },
  },
  {
    name: 'the rule can be turned off',
    kind: 'valid',
    options: { internalDependencies: false },
    tree: npmWorkspace({
      'packages/a/package.json': member('a', { dependencies: { b: 'workspace:*' } }),
      'packages/b/package.json': member('b'),
    }),
    findings: [],
  },
];
