import type { Case, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';
import { changeset, others, tree } from './trees.ts';

const at = (
  message: string,
  line: number,
  expected: string,
  actual: string,
  more: Partial<ExpectedFinding> = {},
): ExpectedFinding => ({
  ...{ message, project: 'root', file: '.changeset/one.md', line, expected, actual },
  ...{ fixable: false, ...more },
});
const given = (
  name: string,
  files: Parameters<typeof tree>[0],
  ...findings: readonly ExpectedFinding[]
): Case => ({
  ...{
    name,
    kind: findings.length === 0 ? 'valid' : 'invalid',
    tree: tree(files),
    base: tree(files),
  },
  ...{ findings, outcomes: others },
});
const readable = 'a file that the release tool can read';
const unreleased = { outcome: 'not-applicable' } as const;

/** What stands in the changesets and their settings. */
export const changesetCases: readonly Case[] = [
  given('one that can be used', changeset('"@acme/ui": minor\n')),
  given(
    'a name that is none, near to one that is',
    changeset('"@acme/ui": minor\n"@acme/iu": patch\n'),
    at('package-unknown', 3, '@acme/ui', '@acme/iu', {
      text: 'the changeset names @acme/iu, which is no package here',
    }),
  ),
  given(
    'a name far from all',
    changeset('left-pad: patch\n'),
    at('package-unknown', 2, 'the name of a package of this workspace', 'left-pad'),
  ),
  given(
    'a private package',
    changeset('app: patch\n'),
    at('package-not-released', 2, 'packages that are released alone', 'app', {
      text: 'the changeset names app, which is not released: it is private',
    }),
  ),
  {
    ...given('private packages that have versions', {
      '.changeset/config.json': { privatePackages: { version: true } },
      ...changeset('app: patch\n'),
    }),
    outcomes: {},
  },
  {
    ...given('the same said in a word', {
      '.changeset/config.json': { privatePackages: true },
      ...changeset('app: patch\n'),
    }),
    outcomes: {},
  },
  {
    ...given(
      'a package that the settings leave out',
      {
        '.changeset/config.json': { ignore: ['@acme/*'] },
        ...changeset('"@acme/ui": patch\n'),
      },
      at('package-not-released', 2, 'packages that are released alone', '@acme/ui', {
        text: 'the changeset names @acme/ui, which is not released: `ignore` of .changeset/config.json names it',
      }),
    ),
    outcomes: { ...others, '@acme/ui': unreleased.outcome },
  },
  given(
    'no words',
    changeset('"@acme/ui": patch\n', ''),
    at('summary-missing', 1, 'what users of the packages should know of the change', 'nothing'),
  ),
  given(
    'no front matter',
    { '.changeset/one.md': '# Something\n' },
    at('unreadable', 1, readable, 'it does not begin with packages between two lines of `---`'),
  ),
  given(
    'a bump that is none',
    changeset('"@acme/ui": huge\n'),
    at('unreadable', 1, readable, 'each package must have one of none, patch, minor, major'),
  ),
  {
    ...given(
      'settings that are no JSON',
      { '.changeset/config.json': '{\n  "ignore": [\n' },
      at('unreadable', 3, readable, 'Unexpected end of JSON input', {
        file: '.changeset/config.json',
      }),
    ),
    outcomes: {
      '@acme/ui': {
        outcome: 'not-supported',
        reason: '.changeset/config.json cannot be read.',
      },
      app: 'not-supported',
    },
  },
  {
    ...given(
      'settings of another form',
      { '.changeset/config.json': { ignore: 'app' } },
      at('unreadable', 1, readable, '`ignore` is not of the form that it must have', {
        file: '.changeset/config.json',
      }),
    ),
    outcomes: { '@acme/ui': 'not-supported', app: 'not-supported' },
  },
  {
    ...given('no changesets at all', { '.changeset/config.json': undefined }),
    kind: 'edge',
    outcomes: {
      root: {
        outcome: 'not-applicable',
        reason: 'There is no .changeset/config.json: releases are made another way.',
      },
      '@acme/ui': 'not-applicable',
      app: 'not-applicable',
    },
  },
  {
    ...{ name: 'without a history nobody knows what was changed', kind: 'edge', tree: tree() },
    findings: [],
    outcomes: {
      ...others,
      '@acme/ui': {
        outcome: 'not-supported',
        reason: 'It is not known what was changed: The case has no history.',
      },
    },
  },
];
