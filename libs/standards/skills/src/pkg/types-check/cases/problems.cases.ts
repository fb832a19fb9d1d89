import type { Case } from '@h-j-petroleum/standards-engine/testing';
import type { Facts } from '../measure/facts.ts';
import { at, judging } from './trees.ts';

type Problem = Facts['problems'][number];

/** A problem of one entry point under all ways of resolution. */
const problem = (kind: Problem['kind'], more: Partial<Problem> = {}): Partial<Facts> => ({
  problems: [
    {
      ...{ kind, entrypoint: '.' },
      resolutions: ['node10', 'node16-cjs', 'node16-esm', 'bundler'],
      ...more,
    },
  ],
});
const strict = { profile: 'strict' };
const all = 'Node 10, Node (require), Node (import), bundlers';

/** Every kind of are-the-types-wrong, with the sentence and what would be right. */
const kinds: readonly (readonly [Problem['kind'], string, string])[] = [
  ['no-resolution', `. is not found by ${all}`, 'a file for every way of resolution'],
  ['untyped-resolution', `. has no types for ${all}`, 'declarations beside what runs'],
  [
    'false-cjs',
    `. has types of CommonJS and runs as an ES module for ${all}`,
    'declarations of the same kind of module: .d.mts beside .mjs',
  ],
  [
    'false-esm',
    `. has types of an ES module and runs as CommonJS for ${all}`,
    'declarations of the same kind of module: .d.cts beside .cjs',
  ],
  [
    'cjs-resolves-to-esm',
    `. is an ES module, and ${all} requires it`,
    'a CommonJS file by the condition `require`, or the profile `esm-only`',
  ],
  [
    'fallback-condition',
    `. gets its types for ${all} by a condition that should not match`,
    'the condition `types` first, beside what it is of',
  ],
  [
    'cjs-only-exports-default',
    `. is CommonJS with nothing but \`exports.default\` for ${all}`,
    '`export =`, or an ES module',
  ],
  [
    'named-exports',
    `. has types of named exports that Node does not see for ${all}`,
    'exports that Node finds in the source, or an ES module',
  ],
  [
    'false-export-default',
    `. has types of \`export default\`, and \`module.exports\` is what there is for ${all}`,
    '`export =` in the types',
  ],
  [
    'missing-export-equals',
    `. assigns \`module.exports\` and its types lack \`export =\` for ${all}`,
    '`export =` in the types',
  ],
  [
    'unexpected-module-syntax',
    `. has syntax of another kind of module than its name says for ${all}`,
    'the extension, or the `type`, of its syntax',
  ],
  [
    'internal-resolution-error',
    `the types of . import what ${all} does not find`,
    'an import of a file that is packed, with its extension',
  ],
];

const found = (resolutions: string, line = 8, entrypoint = '.', actual?: string) =>
  at(
    line,
    'false-cjs',
    `${entrypoint} has types of CommonJS and runs as an ES module for ${resolutions}`,
    'declarations of the same kind of module: .d.mts beside .mjs',
    actual ?? 'false-cjs of are-the-types-wrong',
  );
const reason = 'Its users are told.';

export const problemCases: readonly Case[] = [
  ...kinds.map(([kind, text, expected]) =>
    judging(
      `${kind}, under all`,
      problem(kind),
      [at(8, kind, text, expected, `${kind} of are-the-types-wrong`)],
      strict,
    ),
  ),
  judging('a package of ES modules is judged by imports alone', problem('false-cjs'), [
    found('Node (import), bundlers'),
  ]),
  judging(
    'one that offers something to `require` by that, too',
    { ...problem('false-cjs'), hasRequire: true },
    [found('Node (require), Node (import), bundlers')],
  ),
  judging(
    'what concerns Node 10 alone',
    { ...problem('no-resolution', { resolutions: ['node10'] }), hasRequire: true },
    [],
  ),
  judging(
    'the profile says what counts',
    { ...problem('cjs-resolves-to-esm', { resolutions: ['node16-cjs'] }), hasRequire: true },
    [],
    { profile: 'esm-only' },
  ),
  judging(
    'the same for Node 16',
    problem('cjs-resolves-to-esm', { resolutions: ['node16-cjs'] }),
    [
      at(
        8,
        'cjs-resolves-to-esm',
        '. is an ES module, and Node (require) requires it',
        'a CommonJS file by the condition `require`, or the profile `esm-only`',
        'cjs-resolves-to-esm of are-the-types-wrong',
      ),
    ],
    { profile: 'node16' },
  ),
  judging(
    'a place in the package, of an entry point of its own line',
    problem('false-cjs', { entrypoint: './form', detail: 'dist/form.d.ts' }),
    [found('Node (import), bundlers', 9, './form', 'dist/form.d.ts')],
  ),
  judging('an entry point that is accepted', problem('false-cjs', { entrypoint: './form' }), [], {
    ignore: [{ kind: 'false-cjs', entrypoints: ['./form'], reason }],
  }),
  judging('and one that is not', problem('false-cjs'), [found('Node (import), bundlers')], {
    ignore: [{ kind: 'false-cjs', entrypoints: ['./form'], reason }],
  }),
];
