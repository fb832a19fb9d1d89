import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { added, broken, changeset, inside, manifest, others, tooSmall, tree } from './trees.ts';

const raised = (bump: string): NonNullable<Case['fixed']> =>
  Object.fromEntries(Object.entries(changeset(`"@acme/ui": ${bump}\n`)));
const older = { 'libs/ui/package.json': { ...manifest, version: '0.9.1' } };

const judged = (
  name: string,
  bump: string,
  files: Parameters<typeof tree>[0],
  more: Partial<Case> = {},
): Case => ({
  ...{ name, kind: 'valid', base: tree(), findings: [], outcomes: others },
  tree: tree({ ...files, ...changeset(`"@acme/ui": ${bump}\n`) }),
  ...more,
});

/** What a changeset calls a change, and what it is. */
export const bumpCases: readonly Case[] = [
  judged('a patch that is one', 'patch', inside),
  judged('what adds to the types called a patch', 'patch', added, {
    kind: 'invalid',
    findings: [tooSmall('patch', 'minor', 'volume is new')],
    fixed: raised('minor'),
  }),
  judged('called a minor release', 'minor', added),
  judged('what breaks called a minor release', 'minor', broken, {
    kind: 'invalid',
    findings: [tooSmall('minor', 'major', 'area is another one')],
    fixed: raised('major'),
  }),
  judged('called a major release', 'major', broken),
  judged(
    'before 1.0 a minor release breaks',
    'minor',
    { ...older, ...broken },
    { base: tree(older) },
  ),
  judged(
    'and a patch does not',
    'patch',
    { ...older, ...broken, ...added },
    {
      ...{ kind: 'invalid', base: tree(older) },
      findings: [tooSmall('patch', 'minor', 'area is another one, volume is new')],
      fixed: raised('minor'),
    },
  ),
  judged('a word that a change is in no release', 'none', inside),
  judged('types that are not looked at', 'patch', broken, { options: { types: false } }),
  {
    name: 'the greatest of several counts',
    kind: 'valid',
    tree: tree({
      ...broken,
      ...changeset('"@acme/ui": patch\n'),
      '.changeset/two.md': "---\n'@acme/ui': major\n---\n\nSides are whole numbers.\n",
    }),
    base: tree(),
    findings: [],
    outcomes: others,
  },
  {
    name: 'and the greatest is raised where it is too small, in the quotes that it has',
    kind: 'invalid',
    tree: tree({
      ...broken,
      ...changeset('"@acme/ui": patch\n'),
      '.changeset/two.md': "---\n# both\n'@acme/ui': 'minor'\n---\n\nSides are whole numbers.\n",
    }),
    base: tree(),
    findings: [
      tooSmall('minor', 'major', 'area is another one', { file: '.changeset/two.md', line: 3 }),
    ],
    outcomes: others,
    fixed: {
      '.changeset/two.md': "---\n# both\n'@acme/ui': 'major'\n---\n\nSides are whole numbers.\n",
    },
  },
  {
    name: 'a change that breaks and is said to need no release',
    kind: 'invalid',
    tree: tree({ ...broken, ...changeset('', 'Nothing for users.') }),
    base: tree(),
    findings: [
      tooSmall('none', 'major', 'area is another one', {
        ...{ file: 'libs/ui/package.json', line: 1, fixable: false },
      }),
    ],
    outcomes: others,
  },
  judged(
    'an entry that is gone',
    'minor',
    {
      'libs/ui/package.json': {
        ...manifest,
        exports: { './area': { types: './dist/area.d.ts', default: './dist/area.js' } },
      },
    },
    {
      kind: 'invalid',
      findings: [tooSmall('minor', 'major', 'area is gone')],
      fixed: raised('major'),
    },
  ),
];
