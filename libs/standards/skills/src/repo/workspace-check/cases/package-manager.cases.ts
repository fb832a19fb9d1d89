import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { emptyLock, member, npmWorkspace, pnpmWorkspace } from './trees.ts';

export const packageManagerCases: readonly Case[] = [
  {
    name: 'a hash after the exact version',
    kind: 'valid',
    tree: pnpmWorkspace(
      { 'packages/a/package.json': member('a') },
      {
        packageManager:
          'pnpm@10.4.1+sha512.c753b6c3ad7afa13af388fa6d808035a008e30ea9993f58c6663e2bc5ff21679aa834db094987129aa4d488b86df57f7b634981b2f827cdcacc698cc0cfb88af',
      },
    ),
    findings: [],
  },
  {
    name: 'an exact version in devEngines',
    kind: 'valid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a') },
      {
        packageManager: undefined,
        devEngines: { packageManager: { name: 'npm', version: '11.0.0' } },
      },
    ),
    findings: [],
  },
  {
    name: 'devEngines allow what packageManager names',
    kind: 'valid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a') },
      {
        devEngines: {
          packageManager: [
            { name: 'pnpm', version: '>=10' },
            { name: 'npm', version: '>=11' },
          ],
        },
      },
    ),
    findings: [],
  },
  {
    name: 'no package manager declared',
    kind: 'invalid',
    tree: pnpmWorkspace({ 'packages/a/package.json': member('a') }, { packageManager: undefined }),
    findings: [
      {
        message: 'package-manager-missing',
        project: 'root',
        file: 'package.json',
        line: 1,
        expected: '"packageManager": "pnpm@<exact version>"',
        actual: 'not there',
        text: 'the root does not say which package manager, in which version, installs it',
        fixable: false,
      },
    ],
  },
  {
    name: 'a range of versions',
    kind: 'invalid',
    tree: npmWorkspace({ 'packages/a/package.json': member('a') }, { packageManager: 'npm@^11' }),
    findings: [
      {
        message: 'package-manager-inexact',
        project: 'root',
        file: 'package.json',
        line: 4,
        expected: 'name@1.2.3, with npm, pnpm, yarn or bun as the name',
        actual: '"npm@^11"',
        text: 'packageManager is "npm@^11", which is not one exact version',
        fixable: false,
      },
    ],
  },
  {
    name: 'no version, an unknown name, no text',
    kind: 'invalid',
    tree: npmWorkspace({ 'packages/a/package.json': member('a') }, { packageManager: 'npm' }),
    findings: [
      {
        message: 'package-manager-inexact',
        project: 'root',
        file: 'package.json',
        line: 4,
        expected: 'name@1.2.3, with npm, pnpm, yarn or bun as the name',
        actual: '"npm"',
        fixable: false,
      },
    ],
  },
  {
    name: 'a package manager that nobody knows',
    kind: 'invalid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a') },
      { packageManager: 'cnpm@1.0.0' },
    ),
    findings: [
      {
        message: 'package-manager-inexact',
        project: 'root',
        file: 'package.json',
        line: 4,
        expected: 'name@1.2.3, with npm, pnpm, yarn or bun as the name',
        actual: '"cnpm@1.0.0"',
        fixable: false,
      },
    ],
  },
  {
    name: 'a package manager that is no text',
    kind: 'invalid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a') },
      { packageManager: { name: 'npm' } },
    ),
    findings: [
      {
        message: 'package-manager-inexact',
        project: 'root',
        file: 'package.json',
        line: 4,
        expected: 'name@1.2.3, with npm, pnpm, yarn or bun as the name',
        actual: '{"name":"npm"}',
        fixable: false,
      },
    ],
  },
  {
    name: 'a range in devEngines alone',
    kind: 'invalid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a') },
      {
        packageManager: undefined,
        devEngines: { packageManager: { name: 'npm', version: '>=11' } },
      },
    ),
    findings: [
      {
        message: 'package-manager-inexact',
        project: 'root',
        file: 'package.json',
        line: 11,
        expected: 'an exact version, there or in "packageManager"',
        actual: '>=11',
        text: 'devEngines.packageManager is npm@>=11, which is not one exact version',
        fixable: false,
      },
    ],
  },
  {
    name: 'no version in devEngines alone',
    kind: 'invalid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a') },
      { packageManager: undefined, devEngines: { packageManager: { name: 'npm' } } },
    ),
    findings: [
      {
        message: 'package-manager-inexact',
        project: 'root',
        file: 'package.json',
        line: 11,
        expected: 'an exact version, there or in "packageManager"',
        actual: 'no version',
        fixable: false,
      },
    ],
  },
  {
    name: 'two fields that name different package managers',
    kind: 'invalid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a') },
      {
        devEngines: {
          packageManager: [
            { name: 'pnpm', version: '10.0.0' },
            { name: 'yarn', version: '4.0.0' },
          ],
        },
      },
    ),
    findings: [
      {
        message: 'package-manager-conflict',
        project: 'root',
        file: 'package.json',
        line: 12,
        expected: 'npm',
        actual: 'pnpm, yarn',
        text: 'packageManager names npm, devEngines.packageManager names pnpm, yarn',
        fixable: false,
      },
    ],
  },
  {
    name: 'devEngines without a name declare nothing',
    kind: 'invalid',
    tree: npmWorkspace(
      { 'packages/a/package.json': member('a') },
      { packageManager: undefined, devEngines: { packageManager: [{ version: '1.0.0' }, 5] } },
    ),
    findings: [
      {
        message: 'package-manager-missing',
        project: 'root',
        file: 'package.json',
        line: 1,
        expected: '"packageManager": "npm@<exact version>"',
        actual: 'not there',
        fixable: false,
      },
    ],
  },
  {
    name: 'rush.json without exact versions',
    kind: 'invalid',
    tree: {
      'rush.json': {
        pnpmVersion: '^9.0.0',
        nodeSupportedVersionRange: '>=20',
        projects: [{ packageName: 'a', projectFolder: 'apps/a' }],
      },
      'common/config/rush/pnpm-lock.yaml': '',
      'apps/a/package.json': member('a'),
    },
    findings: [
      {
        message: 'package-manager-missing',
        project: '.',
        file: 'rush.json',
        line: 1,
        expected: '"rushVersion": "<exact version>"',
        actual: 'not there',
        text: 'the root does not say which package manager, in which version, installs it',
        fixable: false,
      },
      {
        message: 'package-manager-inexact',
        project: '.',
        file: 'rush.json',
        line: 2,
        expected: '"pnpmVersion": "<exact version>"',
        actual: '"^9.0.0"',
        text: 'pnpmVersion is "^9.0.0", which is not one exact version',
        fixable: false,
      },
    ],
  },
  {
    name: 'rush.json without a package manager',
    kind: 'invalid',
    tree: {
      'rush.json': {
        rushVersion: '5.140.0',
        nodeSupportedVersionRange: '>=20',
        projects: [{ packageName: 'a', projectFolder: 'apps/a' }],
      },
      'common/config/rush/npm-shrinkwrap.json': emptyLock,
      'apps/a/package.json': member('a'),
    },
    findings: [
      {
        message: 'package-manager-missing',
        project: '.',
        file: 'rush.json',
        line: 1,
        expected: '"npmVersion": "<exact version>"',
        actual: 'not there',
        fixable: false,
      },
    ],
  },
  {
    name: 'the rule can be turned off',
    kind: 'valid',
    options: { packageManager: false },
    tree: npmWorkspace({ 'packages/a/package.json': member('a') }, { packageManager: undefined }),
    findings: [],
  },
];
