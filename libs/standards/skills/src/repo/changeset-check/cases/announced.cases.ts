import type { Case, CaseTree } from '@h-j-petroleum/standards-engine/testing';
import {
  added,
  broken,
  changeset,
  inside,
  manifest,
  missing,
  others,
  tree,
  unwritten,
} from './trees.ts';

const commit = '0123456789ab';
const since = (what: string) => `none since ${commit}, at which ${what}`;
const begun = (bump: string): Case['fixed'] => ({
  '.changeset/acme-ui.md': `---\n"@acme/ui": ${bump}\n---\n`,
});

function unannounced(
  name: string,
  files: Parameters<typeof tree>[0],
  actual: string,
  bump = 'patch',
  base: CaseTree = tree(),
): Case {
  return {
    ...{ name, kind: 'invalid', tree: tree(files), base, outcomes: others },
    findings: [missing(bump, since(actual))],
    fixed: begun(bump) ?? {},
    remaining: [unwritten('.changeset/acme-ui.md')],
  };
}

const silent = (
  name: string,
  files: Parameters<typeof tree>[0],
  more: Partial<Case> = {},
): Case => ({
  ...{ name, kind: 'valid', tree: tree(files), base: tree(), findings: [], outcomes: others },
  ...more,
});

/** Which changes have to be announced, and by what they are. */
export const announcedCases: readonly Case[] = [
  silent('nothing was changed', {}),
  unannounced('a source', inside, 'libs/ui/src/area.ts was another'),
  unannounced(
    'a source that adds to the types',
    added,
    'libs/ui/src/index.ts was another',
    'minor',
  ),
  unannounced('one that breaks them', broken, 'libs/ui/src/area.ts was another', 'major'),
  unannounced(
    'one that breaks them before 1.0',
    { ...broken, 'libs/ui/package.json': { ...manifest, version: '0.3.0' } },
    'libs/ui/src/area.ts was another',
    'minor',
    tree({ 'libs/ui/package.json': { ...manifest, version: '0.3.0' } }),
  ),
  unannounced(
    'a source that is gone, and three more',
    {
      'libs/ui/a.css': '',
      'libs/ui/b.css': '',
      'libs/ui/c.css': '',
      'libs/ui/src/x.ts': undefined,
    },
    'libs/ui/a.css, libs/ui/b.css, libs/ui/c.css and 1 more were another',
    'patch',
    tree({ 'libs/ui/src/x.ts': '' }),
  ),
  unannounced(
    'a dependency',
    { 'libs/ui/package.json': { ...manifest, dependencies: { react: '^20.0.0' } } },
    '`dependencies` of the manifest was another',
  ),
  unannounced(
    'a new package',
    {},
    'the package was not there',
    'patch',
    tree({ 'libs/ui/package.json': undefined, 'libs/ui/src/index.ts': undefined }),
  ),
  silent('what serves development alone', {
    'libs/ui/package.json': { ...manifest, devDependencies: {}, scripts: { test: 'vitest' } },
    'libs/ui/src/area.test.ts': 'test();\n',
    'libs/ui/vitest.config.ts': 'export default {};\n',
    'libs/ui/tsconfig.json': {},
    'libs/ui/README.md': '# ui\n',
    'libs/ui/LICENSE': 'None.\n',
    'libs/ui/.npmignore': 'src\n',
    'libs/ui/docs/picture.svg': '<svg/>\n',
  }),
  silent(
    'what an option leaves out',
    { 'libs/ui/stories/area.ts': '', 'libs/ui/src/area.demo.ts': '' },
    { options: { ignore: ['src/*.demo.ts', 'stories/**'] } },
  ),
  silent(
    'what the manifest takes out of what it ships',
    {
      'libs/ui/package.json': { ...manifest, files: ['dist', '!src/**/*.cases.ts'] },
      'libs/ui/src/area.cases.ts': '',
    },
    {
      base: tree({
        'libs/ui/package.json': { ...manifest, files: ['dist', '!src/**/*.cases.ts'] },
      }),
    },
  ),
  silent('another project of the workspace', { 'libs/app/src/main.ts': 'run();\n' }),
  silent(
    'a package that is a package no more',
    { 'libs/ui/package.json': { ...manifest, private: true } },
    {
      outcomes: {
        ...others,
        '@acme/ui': { outcome: 'not-applicable', reason: 'It is not released: it is private.' },
      },
    },
  ),
  silent('the release itself', {
    ...broken,
    'libs/ui/package.json': { ...manifest, version: '2.0.0' },
  }),
  silent('an announced change', { ...inside, ...changeset('"@acme/ui": patch\n') }),
  silent(
    'one that was written further',
    {
      ...inside,
      ...changeset('"@acme/ui": patch\n', 'Squares are quicker, and cubes too.'),
    },
    { base: tree(changeset('"@acme/ui": patch\n')) },
  ),
  {
    name: 'the changeset of an earlier change is not that of this one',
    kind: 'invalid',
    tree: tree({ ...inside, ...changeset('"@acme/ui": patch\n') }),
    base: tree(changeset('"@acme/ui": patch\n')),
    findings: [missing('patch', since('libs/ui/src/area.ts was another'))],
    outcomes: others,
    fixed: begun('patch') ?? {},
    remaining: [unwritten('.changeset/acme-ui.md')],
  },
  silent('a word that nothing is to be released', {
    ...inside,
    ...changeset('', 'Only the source is written another way.'),
  }),
  silent(
    'another package of a group that is always released together',
    {
      ...inside,
      '.changeset/config.json': { fixed: [['@acme/*']] },
      'libs/form/package.json': { name: '@acme/form', version: '1.2.0' },
      ...changeset('"@acme/form": patch\n'),
    },
    {
      base: tree({
        '.changeset/config.json': { fixed: [['@acme/*']] },
        'libs/form/package.json': { name: '@acme/form', version: '1.2.0' },
      }),
    },
  ),
  {
    name: 'two packages get one changeset, beside what is there',
    kind: 'invalid',
    tree: tree({
      ...inside,
      '.changeset/acme-form.md': 'taken',
      'libs/form/package.json': { name: '@acme/form', version: '1.0.0', main: './x.js' },
      'libs/form/x.js': '',
    }),
    base: tree({
      'libs/form/package.json': { name: '@acme/form', version: '1.0.0', main: './x.js' },
    }),
    findings: [
      {
        ...{ message: 'changeset-missing', project: '@acme/form', file: 'libs/form/package.json' },
        ...{ line: 1, expected: 'a changeset with @acme/form: patch' },
        actual: since('libs/form/x.js was another'),
      },
      missing('patch', since('libs/ui/src/area.ts was another')),
      {
        ...{ message: 'unreadable', project: 'root', file: '.changeset/acme-form.md', line: 1 },
        ...{ expected: 'a file that the release tool can read', fixable: false },
        actual: 'it does not begin with packages between two lines of `---`',
      },
    ],
    outcomes: others,
    fixed: { '.changeset/acme-form-2.md': '---\n"@acme/form": patch\n"@acme/ui": patch\n---\n' },
    remaining: [
      unwritten('.changeset/acme-form-2.md'),
      {
        ...{ message: 'unreadable', project: 'root', file: '.changeset/acme-form.md', line: 1 },
        ...{ expected: 'a file that the release tool can read', fixable: false },
        actual: 'it does not begin with packages between two lines of `---`',
      },
    ],
  },
  {
    name: 'a single package, whose root is what is released',
    kind: 'invalid',
    tree: {
      'package.json': manifest,
      '.changeset/config.json': {},
      'src/index.ts': 'export {};\n',
    },
    base: { 'package.json': manifest, '.changeset/config.json': {} },
    findings: [
      {
        ...{ message: 'changeset-missing', project: '@acme/ui', file: 'package.json', line: 1 },
        ...{
          expected: 'a changeset with @acme/ui: patch',
          actual: since('src/index.ts was another'),
        },
      },
    ],
    fixed: begun('patch') ?? {},
    remaining: [{ ...unwritten('.changeset/acme-ui.md'), project: '@acme/ui' }],
  },
];
