import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { member, npmWorkspace } from './trees.ts';

export const dependencyFieldsCases: readonly Case[] = [
  {
    name: 'a peer that is also a development dependency',
    kind: 'valid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', {
        peerDependencies: { react: '^19' },
        devDependencies: { react: '^19' },
      }),
    }),
    findings: [],
  },
  {
    name: 'fields of the wrong type',
    kind: 'invalid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: ['react'],
        devDependencies: 'vitest',
        optionalDependencies: null,
        peerDependencies: 5,
      }),
    }),
    findings: [
      {
        message: 'dependencies-type',
        project: 'a',
        file: 'packages/a/package.json',
        line: 4,
        expected: 'an object of names and ranges',
        actual: '["react"]',
        text: 'dependencies is ["react"]',
        fixable: false,
      },
      {
        message: 'dependencies-type',
        project: 'a',
        file: 'packages/a/package.json',
        line: 7,
        expected: 'an object of names and ranges',
        actual: '"vitest"',
        text: 'devDependencies is "vitest"',
        fixable: false,
      },
      {
        message: 'dependencies-type',
        project: 'a',
        file: 'packages/a/package.json',
        line: 8,
        expected: 'an object of names and ranges',
        actual: 'null',
        text: 'optionalDependencies is null',
        fixable: false,
      },
      {
        message: 'dependencies-type',
        project: 'a',
        file: 'packages/a/package.json',
        line: 9,
        expected: 'an object of names and ranges',
        actual: '5',
        text: 'peerDependencies is 5',
        fixable: false,
      },
    ],
  },
  {
    name: 'ranges of the wrong type',
    kind: 'invalid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: { react: 19, zod: '^4' },
        peerDependencies: { vue: { range: '^3' } },
      }),
    }),
    findings: [
      {
        message: 'dependency-range-type',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'a range as text',
        actual: '19',
        text: 'dependencies.react is 19',
        fixable: false,
      },
      {
        message: 'dependency-range-type',
        project: 'a',
        file: 'packages/a/package.json',
        line: 9,
        expected: 'a range as text',
        actual: '{"range":"^3"}',
        text: 'peerDependencies.vue is {"range":"^3"}',
        fixable: false,
      },
    ],
  },
  {
    name: 'a dependency for use and for development, with one range',
    kind: 'invalid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: { zod: '^4.0.0' },
        devDependencies: { vitest: '^5', zod: '^4.0.0' },
      }),
      'packages/b/package.json': member('b', {
        dependencies: { zod: '^4.0.0' },
        devDependencies: { zod: '^4.0.0' },
      }),
    }),
    findings: [
      {
        message: 'dependency-twice',
        project: 'a',
        file: 'packages/a/package.json',
        line: 9,
        expected: 'zod in one of dependencies and devDependencies',
        actual: 'in both, as ^4.0.0',
        text: 'zod is a dependency (^4.0.0) and a development dependency (^4.0.0)',
      },
      {
        message: 'dependency-twice',
        project: 'b',
        file: 'packages/b/package.json',
        line: 8,
        expected: 'zod in one of dependencies and devDependencies',
        actual: 'in both, as ^4.0.0',
        text: 'zod is a dependency (^4.0.0) and a development dependency (^4.0.0)',
      },
    ],
    fixed: {
      'packages/a/package.json': {
        name: 'a',
        version: '1.0.0',
        dependencies: { zod: '^4.0.0' },
        devDependencies: { vitest: '^5' },
      },
      'packages/b/package.json': { name: 'b', version: '1.0.0', dependencies: { zod: '^4.0.0' } },
    },
  },
  {
    name: 'a dependency for use and for development, with two ranges',
    kind: 'invalid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: { zod: '^4.0.0', x: 1 },
        devDependencies: { zod: '^4.1.0', x: '1' },
      }),
    }),
    findings: [
      {
        message: 'dependency-range-type',
        project: 'a',
        file: 'packages/a/package.json',
        line: 6,
        expected: 'a range as text',
        actual: '1',
        fixable: false,
      },
      {
        message: 'dependency-twice',
        project: 'a',
        file: 'packages/a/package.json',
        line: 9,
        expected: 'zod in one of dependencies and devDependencies',
        actual: '^4.0.0 and ^4.1.0',
        fixable: false,
      },
    ],
  },
  {
    name: 'a very long value is cut',
    kind: 'invalid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', {
        dependencies: [
          'a-dependency-with-a-long-name',
          'a-second-dependency-with-a-long-name',
          'and-a-third',
        ],
      }),
    }),
    findings: [
      {
        message: 'dependencies-type',
        project: 'a',
        file: 'packages/a/package.json',
        line: 4,
        expected: 'an object of names and ranges',
        actual: '["a-dependency-with-a-long-name","a-second-dependency-with-a-long-name","and-...',
        fixable: false,
      },
    ],
  },
  {
    name: 'the rule can be turned off',
    kind: 'valid',
    options: { dependencies: false },
    tree: npmWorkspace({
      'packages/a/package.json': member('a', { dependencies: 5, devDependencies: { zod: 1 } }),
    }),
    findings: [],
  },
];
