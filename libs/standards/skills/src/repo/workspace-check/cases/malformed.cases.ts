import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { npmWorkspace } from './trees.ts';

export const malformedCases: readonly Case[] = [
  {
    name: 'fields of any type are survived',
    kind: 'invalid',
    tree: npmWorkspace(
      {
        'packages/a/package.json': {
          name: ['a'],
          version: {},
          private: 1,
          engines: 5,
          dependencies: { b: null },
        },
        'packages/b/package.json': '[]',
        'packages/c/package.json':
          '{"name":"c","version":"1.0.0","dependencies":{"__proto__":"^1","constructor":"^1"}}\n',
      },
      { devEngines: [], packageManager: 7, engines: null },
    ),
    findings: [
      {
        message: 'name-invalid',
        project: 'packages/a',
        file: 'packages/a/package.json',
        line: 2,
        expected: 'a name that npm accepts: lower case, digits, - . _, at most 214 characters',
        actual: '["a"]',
        fixable: false,
      },
      {
        message: 'version-invalid',
        project: 'packages/a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'a semantic version: 1.2.3 or 1.2.3-beta.1',
        actual: '{}',
        fixable: false,
      },
      {
        message: 'engines-invalid',
        project: 'packages/a',
        file: 'packages/a/package.json',
        line: 7,
        expected: 'a range of versions as text, such as >=20',
        actual: '5',
        fixable: false,
      },
      {
        message: 'dependency-range-type',
        project: 'packages/a',
        file: 'packages/a/package.json',
        line: 9,
        expected: 'a range as text',
        actual: 'null',
        fixable: false,
      },
      {
        message: 'package-manager-inexact',
        project: 'root',
        file: 'package.json',
        line: 4,
        expected: 'name@1.2.3, with npm, pnpm, yarn or bun as the name',
        actual: '7',
        fixable: false,
      },
      {
        message: 'engines-invalid',
        project: 'root',
        file: 'package.json',
        line: 5,
        expected: 'a range of versions as text, such as >=20',
        actual: 'null',
        fixable: false,
      },
    ],
  },
];
