import type { Measured } from '@h-j-petroleum/standards-engine';
import type { Case, CaseTree, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';

const file = 'libs/tax/src/rate.ts';
const lines = (from: number, to: number): string =>
  Array.from(
    { length: to - from + 1 },
    (_, n) => `export const rate${from + n} = ${from + n};\n`,
  ).join('');
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

const tree = (files: CaseTree): CaseTree => ({
  'package.json': {
    name: 'root',
    private: true,
    packageManager: 'npm@11.0.0',
    workspaces: ['libs/*'],
  },
  'libs/tax/package.json': { name: 'tax', version: '1.0.0' },
  ...files,
});
const options = { projects: { tax: { command: ['vitest', 'run', '--coverage'] } } };
const covered = (
  files: Readonly<Record<string, { run: readonly number[]; missed: readonly number[] }>>,
): Readonly<Record<string, Measured>> => ({
  tax: { state: 'done', value: { version: 1, files } },
});
const root = {
  outcome: 'not-applicable',
  reason: 'Nothing says where its coverage comes from (option `projects`).',
} as const;
const aim = (percent = 80) => `${percent} % of the changed lines of the project are run by tests`;
const few = (changed: number) => ({
  outcome: 'not-applicable' as const,
  reason: `${changed} lines of its code were changed since 0123456789ab; 5 are judged (option \`minimum\`).`,
});

function changing(
  name: string,
  given: Pick<Case, 'tree' | 'base'> & Partial<Pick<Case, 'measured' | 'options' | 'outcomes'>>,
  ...findings: readonly ExpectedFinding[]
): Case {
  const kind = findings.length === 0 ? 'valid' : 'invalid';
  return { name, kind, options, outcomes: { root }, findings, ...given };
}

export const cases: readonly Case[] = [
  changing('ten new lines, of which tests run eight', {
    tree: tree({ [file]: lines(1, 20) }),
    base: tree({ [file]: lines(1, 10) }),
    measured: covered({ [file]: { run: range(1, 18), missed: [19, 20] } }),
  }),
  changing(
    'what was missed before is no matter, and what is missed now is, with its lines',
    {
      tree: tree({ [file]: lines(1, 20) }),
      base: tree({ [file]: lines(1, 10) }),
      measured: covered({
        [file]: { run: range(12, 17), missed: [...range(1, 11), 18, 19] },
      }),
    },
    {
      ...{ message: 'uncovered', project: 'tax', file, line: 11 },
      ...{ expected: aim(), actual: '66 % (6 of 9)' },
      text: 'No test runs 3 of the 9 lines of code that were changed here: 11, 18-19',
    },
  ),
  changing(
    'the project is judged as a whole, and each of its files that is short is told',
    {
      tree: tree({
        'libs/tax/src/a.ts': lines(1, 4),
        'libs/tax/src/b.ts': lines(1, 4),
        'libs/tax/src/c.ts': lines(1, 2),
        'libs/tax/src/c.test.ts': lines(1, 40),
        'libs/tax/vitest.config.ts': lines(1, 40),
        'libs/tax/src/types.d.ts': lines(1, 40),
        'libs/tax/README.md': lines(1, 40),
      }),
      base: tree({}),
      measured: covered({
        'libs/tax/src/a.ts': { run: range(1, 4), missed: [] },
        'libs/tax/src/b.ts': { run: [1], missed: [2, 3, 4] },
        'libs/tax/src/c.ts': { run: [], missed: [1] },
      }),
    },
    {
      ...{ message: 'uncovered', project: 'tax', file: 'libs/tax/src/b.ts', line: 2 },
      ...{ expected: aim(), actual: '55 % (5 of 9)' },
      text: 'No test runs 3 of the 4 lines of code that were changed here: 2-4',
    },
    {
      ...{ message: 'uncovered', project: 'tax', file: 'libs/tax/src/c.ts', line: 1 },
      ...{ expected: aim(), actual: '55 % (5 of 9)' },
      text: 'No test runs 1 of the 1 lines of code that were changed here: 1',
    },
  ),
  changing(
    'a file that no test loads counts by what it would run',
    {
      tree: tree({
        [file]: `import { x } from './x.ts';
import type { Y } from './y.ts';
export type { Y } from './y.ts';
export * from './z.ts';

/** A rate. */
export interface Rate {
  readonly value: number;
}
declare const given: number;

export function rateOf(rate: Rate): number {
  if (rate.value < 0) {
    throw new RangeError('below 0');
  }
  const more = x + given;
  return rate.value * more;
}
export enum Kind {
  Low,
}
export class Table {
  rows: string[] = [];
  total = 0;
}
`,
      }),
      base: tree({}),
      measured: covered({}),
    },
    {
      ...{ message: 'unloaded', project: 'tax', file, line: 13 },
      ...{ expected: aim(), actual: '0 % (0 of 6)' },
      text: 'No test loads this file, of which 6 lines of code were changed',
    },
  ),
  changing('a file of types needs no test', {
    tree: tree({
      [file]: Array.from({ length: 9 }, (_, n) => `export type T${n} = ${n};\n`).join(''),
    }),
    base: tree({}),
    measured: covered({}),
    outcomes: { root, tax: few(0) },
  }),
  changing('a change of few lines is not judged', {
    tree: tree({ [file]: lines(1, 14) }),
    base: tree({ [file]: lines(1, 10) }),
    measured: covered({ [file]: { run: [], missed: range(1, 14) } }),
    outcomes: { root, tax: few(4) },
  }),
  changing('lines that moved, ends of lines and blanks are no change', {
    tree: tree({ [file]: `\n\n${lines(1, 10).replaceAll('\n', '  \r\n')}` }),
    base: tree({ [file]: lines(1, 10) }),
    measured: covered({ [file]: { run: [], missed: range(3, 12) } }),
    outcomes: { root, tax: few(0) },
  }),
  changing('files that need no tests, by option', {
    tree: tree({ [file]: lines(1, 10), 'libs/tax/src/generated/a.ts': lines(1, 40) }),
    base: tree({}),
    options: { ...options, ignore: ['**/generated/**'] },
    measured: covered({ [file]: { run: range(1, 10), missed: [] } }),
  }),
  changing(
    'another share and another least number, by option',
    {
      tree: tree({ [file]: lines(1, 2) }),
      base: tree({}),
      options: { ...options, threshold: 100, minimum: 1 },
      measured: covered({ [file]: { run: [1], missed: [2] } }),
    },
    {
      ...{ message: 'uncovered', project: 'tax', file, line: 2 },
      ...{ expected: aim(100), actual: '50 % (1 of 2)' },
    },
  ),
  {
    ...changing('without a base nothing is known to be changed', {
      tree: tree({ [file]: lines(1, 10) }),
      measured: covered({}),
      outcomes: {
        root,
        tax: {
          outcome: 'not-supported',
          reason: 'It is not known what was changed: The case has no history.',
        },
      },
    }),
    kind: 'edge',
  },
  {
    ...changing('what was measured in another form is not judged', {
      tree: tree({ [file]: lines(1, 10) }),
      base: tree({}),
      measured: { tax: { state: 'done', value: { version: 2 } } },
      outcomes: {
        root,
        tax: {
          outcome: 'not-supported',
          reason:
            'It was measured by another version of this skill. Run `standards measure test:coverage-check --again`.',
        },
      },
    }),
    kind: 'edge',
  },
  {
    ...changing('what was not measured does not pass', {
      tree: tree({ [file]: lines(1, 10) }),
      base: tree({}),
      measured: {},
      outcomes: {
        root,
        tax: {
          outcome: 'not-supported',
          reason:
            'It was not measured. Run `standards measure test:coverage-check`; under Nx the task that `standards` depends on does.',
        },
      },
    }),
    kind: 'edge',
  },
];
