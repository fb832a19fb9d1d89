import type { Measured } from '@h-j-petroleum/standards-engine';
import type { Case } from '@h-j-petroleum/standards-engine/testing';
import type { Facts } from '../measure/facts.ts';
import { inReadme, others, workspace } from './trees.ts';

const options = { measure: ['@acme/core'] };
const facts: Facts = { version: 1, compiler: '7.0.2', programs: 1, errors: [], runs: [] };
const done = (more: Partial<Facts>): Readonly<Record<string, Measured>> => ({
  '@acme/core': { state: 'done', value: { ...facts, ...more } },
});
const base = { options, tree: workspace(), outcomes: others } as const;
const type = 'TS2305: Module has no exported member.';
const typeError = (line: number) =>
  inReadme(
    'code-type-error',
    line,
    `an example has a type error: ${type}`,
    'code that type-checks against what is exported',
    type,
  );

export const measuredCases: readonly Case[] = [
  {
    ...{ ...base, name: 'code that works', kind: 'valid', findings: [] },
    measured: done({ runs: [{ line: 5, compared: 2, differences: [] }] }),
  },
  {
    ...{ ...base, name: 'code with faults', kind: 'invalid' },
    measured: done({
      errors: [
        { line: 6, text: type },
        { line: 7, text: type },
      ],
      runs: [
        { line: 5, compared: 1, problem: 'it ended with exit code 1', differences: [] },
        {
          ...{ line: 5, compared: 2 },
          differences: [
            { line: 7, expected: '1', actual: '2' },
            { line: 8, expected: '1', actual: '3' },
          ],
        },
      ],
    }),
    findings: [
      inReadme(
        'code-fails',
        5,
        'an example fails when it is run',
        'a program that ends by itself with exit code 0',
        'it ended with exit code 1',
      ),
      typeError(6),
      inReadme('code-differs', 7, 'an example does not give what it says', '1', '2'),
      typeError(7),
      inReadme('code-differs', 8, 'an example does not give what it says', '1', '3'),
    ],
  },
  {
    ...{ ...base, name: 'types that hold, and code that could not be run', kind: 'edge' },
    ...{ measured: done({ notRun: 'Node 20 runs no TypeScript.' }), findings: [] },
    outcomes: {
      ...others,
      '@acme/core': { outcome: 'not-supported', reason: 'Node 20 runs no TypeScript.' },
    },
  },
  {
    ...{ ...base, name: 'measured by an older version', kind: 'edge', findings: [] },
    measured: { '@acme/core': { state: 'done', value: { version: 0 } } },
    outcomes: {
      ...others,
      '@acme/core': {
        outcome: 'not-supported',
        reason:
          'It was measured by another version of this skill. Run `standards measure docs:readme-check --again`.',
      },
    },
  },
  {
    ...{ ...base, name: 'not measured', kind: 'edge', findings: [] },
    outcomes: {
      ...others,
      '@acme/core': {
        outcome: 'not-supported',
        reason:
          'It was not measured. Run `standards measure docs:readme-check`; under Nx the task that `standards` depends on does.',
      },
    },
  },
];
