import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { at, judging } from './trees.ts';

const reference = {
  where: 'dependencies.core',
  value: 'workspace:*',
  expected: 'a range of versions',
};
const sourceReference = at(
  1,
  'source-reference',
  'the packed dependencies.core is workspace:*, which exists here alone',
  'a range of versions',
  'workspace:*',
);
const lint = {
  code: 'FILE_DOES_NOT_EXIST',
  type: 'error',
  text: 'pkg.exports["."] is ./x.js but the file does not exist.',
};
const publint = at(
  1,
  'publint',
  'publint on the tarball: pkg.exports["."] is ./x.js but the file does not exist. (FILE_DOES_NOT_EXIST)',
  'no error of publint',
  'FILE_DOES_NOT_EXIST',
);
const untyped = {
  resolutions: ['nodenext', 'bundler'] as ('nodenext' | 'bundler')[],
  places: ['dist/index.d.ts:1', 'dist/form.d.ts:4'],
  code: 7016,
  text: "Could not find a declaration file for module 'pg'.",
};
const notResolved = at(
  1,
  'not-resolved',
  'the types of ui do not hold under nodenext and bundler: dist/index.d.ts:1 and 1 more',
  'no error of TypeScript',
  "TS7016: Could not find a declaration file for module 'pg'.",
);
const reason = 'Said elsewhere.';

/** What the tarball holds, and what a consumer gets. */
export const packedCases: readonly Case[] = [
  judging('a reference to the workspace', { references: [reference] }, [sourceReference]),
  judging('one that is accepted', { references: [reference] }, [], {
    ignore: [{ kind: 'source-reference', reason }],
  }),
  judging(
    'a dependency that is nowhere',
    { uninstalled: [{ name: 'core', range: '*', field: 'dependencies' }] },
    [
      at(
        5,
        'not-installable',
        'ui needs core, which no consumer here could install',
        'a package that is published, and installed here',
        '*',
      ),
    ],
  ),
  judging(
    'one that is accepted, too',
    { uninstalled: [{ name: 'core', range: '*', field: 'dependencies' }] },
    [],
    { ignore: [{ kind: 'not-installable', reason }] },
  ),
  judging('what publint says', { publint: [lint] }, [publint]),
  judging('what is accepted by its code', { publint: [lint] }, [], {
    ignore: [{ kind: 'FILE_DOES_NOT_EXIST', reason }],
  }),
  judging('all of publint accepted', { publint: [lint] }, [], {
    ignore: [{ kind: 'publint', projects: ['libs/*'], reason }],
  }),
  judging('another code accepted', { publint: [lint] }, [publint], {
    ignore: [{ kind: 'USE_TYPE', reason }],
  }),
  judging('accepted in another project', { publint: [lint] }, [publint], {
    ignore: [{ kind: 'publint', projects: ['libs/other'], reason }],
  }),
  judging('types that a consumer cannot compile', { diagnostics: [untyped] }, [notResolved]),
  judging(
    'the same in one place under one of them',
    { diagnostics: [{ ...untyped, resolutions: ['bundler'], places: ['ui/form'] }] },
    [
      {
        ...notResolved,
        text: 'the types of ui do not hold under bundler: ui/form',
      },
    ],
  ),
  judging('types that are accepted as they are', { diagnostics: [untyped] }, [], {
    ignore: [{ kind: 'not-resolved', reason }],
  }),
];
