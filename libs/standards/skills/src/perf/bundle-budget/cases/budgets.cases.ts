import type { Case, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';
import { library, main, measured, others } from './trees.ts';

/** A package without a record, held to budgets alone. */
function budgeted(
  name: string,
  budgets: Record<string, unknown>,
  findings: readonly ExpectedFinding[],
  more: object = {},
): Case {
  return {
    ...{ name, kind: findings.length === 0 ? 'valid' : 'invalid', tree: library(), findings },
    options: { projects: { ui: { budgets } }, ...more },
    measured: measured(main(), { ...main(), name: 'bin ui' }),
    outcomes: others,
  };
}

const over = (limit: string, size: string, line = 6): ExpectedFinding => ({
  ...{ message: 'over-budget', project: 'ui', file: 'libs/ui/package.json', line },
  ...{ expected: limit, fixable: false },
  actual: `${size}; minified: zod 30.0 kB, dist/index.js 8.0 kB, clsx 1.5 kB`,
});

export const budgetCases: readonly Case[] = [
  budgeted('exactly the budget', { '*': '12 kB' }, []),
  budgeted('one byte too many', { '*': '20 kB', '.': 11_999 }, [
    {
      ...over('at most 12.0 kB (11999 bytes)', '12.0 kB (12000 bytes)'),
      text: '`.` is over its budget (gzip)',
    },
  ]),
  budgeted(
    'each size has a budget of its own',
    { '.': { raw: '39 kB', initial: '38.9 kB', brotli: '10 kB' }, '*': '1 MB' },
    [
      over('at most 39.0 kB (39000 bytes)', '40.0 kB (40000 bytes)'),
      over('at most 38.9 kB (38900 bytes)', '39.0 kB (39000 bytes)'),
    ],
  ),
  budgeted(
    'a size alone is one of the measure',
    { '*': '9.9 kB' },
    [
      over('at most 9.9 kB (9900 bytes)', '10.0 kB (10000 bytes)'),
      over('at most 9.9 kB (9900 bytes)', '10.0 kB (10000 bytes)', 10),
    ],
    { measure: 'brotli' },
  ),
  budgeted(
    'a name that nothing has, beside a pattern that matches nothing',
    { '*': '20 kB', './butto': '1 kB', './icons/*': '1 kB' },
    [
      {
        ...{ message: 'budget-unused', project: 'ui', file: 'libs/ui/package.json', line: 5 },
        ...{ expected: 'one of ., bin ui', actual: './butto', fixable: false },
        text: 'the budget of `./butto` holds nothing',
      },
    ],
  ),
];
