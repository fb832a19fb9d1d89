import type { Case } from '@h-j-petroleum/standards-engine/testing';

const root = { name: 'root', private: true, workspaces: ['packages/*'] };

/** Packages that depend on each other. */
export const circleCases: readonly Case[] = [
  {
    name: 'a package that names itself, and a diamond',
    kind: 'valid',
    tree: {
      'package.json': root,
      'packages/a/package.json': {
        name: 'a',
        dependencies: { b: '*', c: '*' },
        devDependencies: { a: '*' },
      },
      'packages/a/src/a.ts': "import { a } from 'a';\n",
      'packages/b/package.json': { name: 'b', dependencies: { d: '*' } },
      'packages/c/package.json': { name: 'c', dependencies: { d: '*' } },
      'packages/d/package.json': { name: 'd' },
    },
    findings: [],
  },
  {
    name: 'three packages in a circle, of imports and of a manifest',
    kind: 'invalid',
    tree: {
      'package.json': root,
      'packages/a/package.json': { name: 'a', dependencies: { b: '*' } },
      'packages/a/src/a.ts': "\n\nimport { b } from 'b';\n",
      'packages/b/package.json': { name: 'b' },
      'packages/b/src/b.ts': "export { c } from 'c/sub';\n",
      'packages/c/package.json': { name: 'c', dependencies: { a: '*' } },
    },
    findings: [
      {
        message: 'circle',
        project: 'a',
        file: 'packages/a/src/a.ts',
        line: 3,
        expected: 'no circle between packages',
        actual:
          'packages/a/src/a.ts:3 imports b -> packages/b/src/b.ts:1 imports c -> packages/c/package.json:4 has a in dependencies',
        text: 'a, b and c depend on each other in a circle: packages/a/src/a.ts:3 imports b -> packages/b/src/b.ts:1 imports c -> packages/c/package.json:4 has a in dependencies',
        fixable: false,
      },
    ],
  },
  {
    name: 'a circle that a dev dependency closes',
    kind: 'invalid',
    tree: {
      'package.json': root,
      'packages/core/package.json': { name: 'core', devDependencies: { testing: '*' } },
      'packages/core/src/core.test.ts': "import { it } from 'testing';\n",
      'packages/testing/package.json': { name: 'testing', dependencies: { core: '*' } },
    },
    findings: [
      {
        message: 'circle-dev',
        project: 'core',
        file: 'packages/core/src/core.test.ts',
        line: 1,
        expected: 'no circle between packages',
        actual:
          'packages/core/src/core.test.ts:1 imports testing (for development) -> packages/testing/package.json:4 has core in dependencies',
        text: 'core and testing depend on each other in a circle that only development closes: packages/core/src/core.test.ts:1 imports testing (for development) -> packages/testing/package.json:4 has core in dependencies',
        fixable: false,
      },
    ],
  },
  {
    name: 'a circle that types close',
    kind: 'invalid',
    tree: {
      'package.json': root,
      'packages/a/package.json': { name: 'a', dependencies: { b: '*' } },
      'packages/a/src/a.ts': "import type { B } from 'b';\n",
      'packages/b/package.json': { name: 'b', dependencies: { a: '*' } },
      'packages/b/src/b.ts': "import { a } from 'a';\n",
    },
    findings: [
      {
        message: 'circle-types',
        project: 'a',
        file: 'packages/a/src/a.ts',
        line: 1,
        expected: 'no circle between packages',
        actual: 'packages/a/src/a.ts:1 imports b (types only) -> packages/b/src/b.ts:1 imports a',
        text: 'a and b depend on each other in a circle that only types close: packages/a/src/a.ts:1 imports b (types only) -> packages/b/src/b.ts:1 imports a',
        fixable: false,
      },
    ],
  },
  {
    name: 'circles of types and of development that are accepted, and one that runs',
    kind: 'edge',
    options: { allowCircles: ['dev', 'types'] },
    tree: {
      'package.json': root,
      'packages/a/package.json': { name: 'a', dependencies: { b: '*' } },
      'packages/a/src/a.ts': "import type { B } from 'b';\n",
      'packages/b/package.json': { name: 'b', dependencies: { a: '*', c: '*' } },
      'packages/c/package.json': { name: 'c', devDependencies: { b: '*' } },
      'packages/x/package.json': { name: 'x', dependencies: { y: '*' } },
      'packages/y/package.json': { name: 'y', peerDependencies: { x: '*' } },
    },
    findings: [
      {
        message: 'circle',
        project: 'x',
        file: 'packages/x/package.json',
        line: 4,
        expected: 'no circle between packages',
        actual:
          'packages/x/package.json:4 has y in dependencies -> packages/y/package.json:4 has x in peerDependencies',
        fixable: false,
      },
    ],
  },
  {
    name: 'a released version of a member, from a registry, closes no circle',
    kind: 'edge',
    tree: {
      'package.json': root,
      'packages/build/package.json': {
        name: 'build',
        version: '3.1.0',
        dependencies: { core: '^3.0.0' },
      },
      'packages/core/package.json': {
        name: 'core',
        version: '3.1.0',
        devDependencies: { build: '^2.0.0' },
      },
      'packages/core/tool.config.ts': "export { default } from 'build';\n",
    },
    findings: [],
  },
  {
    name: 'an alias leads to the member that it stands for',
    kind: 'invalid',
    tree: {
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'package.json': { name: 'root', private: true },
      'packages/a/package.json': { name: 'a', dependencies: { bee: 'workspace:b@*' } },
      'packages/a/src/a.ts': "import 'bee/x';\n",
      'packages/b/package.json': { name: 'b', dependencies: { a: 'link:../a' } },
    },
    findings: [
      {
        message: 'circle',
        project: 'a',
        file: 'packages/a/src/a.ts',
        line: 1,
        expected: 'no circle between packages',
        actual:
          'packages/a/src/a.ts:1 imports b -> packages/b/package.json:4 has a in dependencies',
        fixable: false,
      },
    ],
  },
  {
    name: 'so many circles that the rest is counted',
    kind: 'invalid',
    tree: {
      'package.json': root,
      'packages/a/package.json': {
        name: 'a',
        dependencies: Object.fromEntries([...'bcdefghijklmnopqrstuvw'].map((name) => [name, '*'])),
      },
      ...Object.fromEntries(
        [...'bcdefghijklmnopqrstuvw'].map((name) => [
          `packages/${name}/package.json`,
          { name, dependencies: { a: '*' } },
        ]),
      ),
    },
    findings: [
      {
        message: 'circle-more',
        project: 'a',
        file: 'packages/a/package.json',
        line: 1,
        expected: 'no circle between packages',
        actual: '4 more dependencies in circles',
        text: '4 more dependencies make circles among a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v and w',
        fixable: false,
      },
      ...[...'bcdefghijklmnopqrstu'].map((name, at) => ({
        message: 'circle',
        project: 'a',
        file: 'packages/a/package.json',
        line: at + 4,
        expected: 'no circle between packages',
        actual: `packages/a/package.json:${at + 4} has ${name} in dependencies -> packages/${name}/package.json:4 has a in dependencies`,
        fixable: false,
      })),
    ],
  },
];
