import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { member, npmWorkspace } from './trees.ts';

export const enginesCases: readonly Case[] = [
  {
    name: 'members that support the same or less',
    kind: 'valid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', { engines: { node: '>=20' } }),
      'packages/b/package.json': member('b', { engines: { node: '^22.1.0 || >=24' } }),
      'packages/c/package.json': member('c', { engines: { npm: '>=10' } }),
    }),
    findings: [],
  },
  {
    name: 'no engines at the root',
    kind: 'invalid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a', { engines: { node: '>=18' } }) },
      { engines: { npm: '>=11' } },
    ),
    findings: [
      {
        message: 'engines-missing',
        project: 'root',
        file: 'package.json',
        line: 5,
        expected: '"engines.node" with a range of versions',
        actual: 'not there',
        text: 'the root does not say which versions of Node.js it supports',
        fixable: false,
      },
    ],
  },
  {
    name: 'ranges that are none',
    kind: 'invalid',
    tree: npmWorkspace(
      {
        'packages/a/package.json': member('a', { engines: { node: 20 } }),
        'packages/b/package.json': member('b', { engines: ['node >= 20'] }),
      },
      { engines: { node: 'twenty' } },
    ),
    findings: [
      {
        message: 'engines-invalid',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'a range of versions as text, such as >=20',
        actual: '20',
        text: 'engines.node is 20, which is not a range of versions',
        fixable: false,
      },
      {
        message: 'engines-invalid',
        project: 'b',
        file: 'packages/b/package.json',
        line: 4,
        expected: 'a range of versions as text, such as >=20',
        actual: '["node >= 20"]',
        text: 'engines.node is ["node >= 20"], which is not a range of versions',
        fixable: false,
      },
      {
        message: 'engines-invalid',
        project: 'root',
        file: 'package.json',
        line: 6,
        expected: 'a range of versions as text, such as >=20',
        actual: '"twenty"',
        text: 'engines.node is "twenty", which is not a range of versions',
        fixable: false,
      },
    ],
  },
  {
    name: 'a member that supports more',
    kind: 'invalid',
    tree: npmWorkspace({
      'packages/a/package.json': member('a', { engines: { node: '>=18' } }),
      'packages/b/package.json': member('b', { engines: { node: '>=20.0.0' } }),
    }),
    findings: [
      {
        message: 'engines-wider',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: '>=20, or a part of it',
        actual: '>=18',
        text: 'a supports Node.js >=18, the workspace only >=20',
        fixable: false,
      },
    ],
  },
  {
    name: 'a member that supports more, where that is allowed',
    kind: 'valid',
    options: { engines: 'compatible' },
    tree: npmWorkspace({ 'packages/a/package.json': member('a', { engines: { node: '>=18' } }) }),
    findings: [],
  },
  {
    name: 'a member that contradicts',
    kind: 'invalid',
    options: { engines: 'compatible' },
    tree: npmWorkspace({ 'packages/a/package.json': member('a', { engines: { node: '^18' } }) }),
    findings: [
      {
        message: 'engines-contradict',
        project: 'a',
        file: 'packages/a/package.json',
        line: 5,
        expected: 'a range that has versions in common with >=20',
        actual: '^18',
        text: 'a supports Node.js ^18, the workspace >=20: no version does for both',
        fixable: false,
      },
    ],
  },
  {
    name: 'rush says it in rush.json',
    kind: 'invalid',
    tree: {
      'rush.json': {
        rushVersion: '5.140.0',
        pnpmVersion: '9.15.0',
        nodeSupportedVersionRange: '>=20 <25',
        projects: [
          { packageName: 'a', projectFolder: 'apps/a' },
          { packageName: 'b', projectFolder: 'apps/b' },
        ],
      },
      'common/config/rush/pnpm-lock.yaml': '',
      'apps/a/package.json': member('a', { engines: { node: '>=20' } }),
      'apps/b/package.json': member('b', { engines: { node: '>=22 <24' } }),
    },
    findings: [
      {
        message: 'engines-wider',
        project: 'a',
        file: 'apps/a/package.json',
        line: 5,
        expected: '>=20 <25, or a part of it',
        actual: '>=20',
        text: 'a supports Node.js >=20, the workspace only >=20 <25',
        fixable: false,
      },
    ],
  },
  {
    name: 'rush without a supported range',
    kind: 'invalid',
    tree: {
      'rush.json': {
        rushVersion: '5.140.0',
        pnpmVersion: '9.15.0',
        projects: [{ packageName: 'a', projectFolder: 'apps/a' }],
      },
      'common/config/rush/pnpm-lock.yaml': '',
      'apps/a/package.json': member('a'),
    },
    findings: [
      {
        message: 'engines-missing',
        project: '.',
        file: 'rush.json',
        line: 1,
        expected: '"nodeSupportedVersionRange" with a range of versions',
        actual: 'not there',
        fixable: false,
      },
    ],
  },
  {
    name: 'a range of the root that is none, with members that have none',
    kind: 'invalid',
    tree: npmWorkspace({ 'packages/a/package.json': member('a') }, { engines: { node: 'lts' } }),
    findings: [
      {
        message: 'engines-invalid',
        project: 'root',
        file: 'package.json',
        line: 6,
        expected: 'a range of versions as text, such as >=20',
        actual: '"lts"',
        fixable: false,
      },
    ],
  },
  {
    name: 'the rule can be turned off',
    kind: 'valid',
    options: { engines: 'off' },
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a', { engines: { node: '^4' } }) },
      { engines: undefined },
    ),
    findings: [],
  },
];
