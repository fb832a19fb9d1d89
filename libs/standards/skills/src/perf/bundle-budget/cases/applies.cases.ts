import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { library, main, measured, options, others } from './trees.ts';

const way =
  'Run `standards measure perf:bundle-budget`; under Nx the task that `standards` depends on does.';

/** What is said where nothing is judged. */
function unjudged(
  name: string,
  manifest: Record<string, unknown> | undefined,
  settings: object,
  reason: string,
): Case {
  return {
    ...{ name, kind: 'edge', findings: [] },
    tree: library(manifest ? { 'libs/ui/package.json': { name: 'ui', ...manifest } } : {}),
    options: { projects: { 'libs/*': settings } },
    outcomes: { ...others, ui: { outcome: 'not-applicable', reason } },
  };
}

export const applicationCases: readonly Case[] = [
  {
    ...{ name: 'no project is named', kind: 'valid', tree: library(), findings: [] },
    outcomes: {
      ...others,
      ui: { outcome: 'not-applicable', reason: 'No entry of the option `projects` names it.' },
    },
  },
  unjudged(
    'a private package',
    { private: true, exports: './index.js' },
    {},
    'It is private, and its settings name no `entries`.',
  ),
  unjudged(
    'a package of data and types',
    { exports: { '.': './index.d.ts', './data': './data.json' } },
    {},
    'It exports nothing that could be bundled.',
  ),
  unjudged(
    'exports of which none is wanted',
    undefined,
    { exports: ['./icons/*'] },
    'It exports nothing that could be bundled.',
  ),
  {
    ...{ name: 'what was not measured', kind: 'edge', tree: library(), options, findings: [] },
    outcomes: {
      ...others,
      ui: { outcome: 'not-supported', reason: `It was not measured. ${way}` },
    },
  },
  {
    ...{ name: 'a private application that names what it ships', kind: 'edge', findings: [] },
    tree: library({ 'libs/ui/package.json': { name: 'ui', private: true } }),
    options: { projects: { ui: { entries: { page: { files: ['dist/**/*.js'] } } } } },
    outcomes: {
      ...others,
      ui: { outcome: 'not-supported', reason: `It was not measured. ${way}` },
    },
  },
  {
    ...{ name: 'no esbuild', kind: 'edge', tree: library(), options, findings: [] },
    measured: {
      ui: {
        state: 'not-supported',
        reason:
          'esbuild is not installed. Install it beside the gate: `npm install --save-dev esbuild`.',
      },
    },
    outcomes: {
      ...others,
      ui: {
        outcome: 'not-supported',
        reason:
          'esbuild is not installed. Install it beside the gate: `npm install --save-dev esbuild`.',
      },
    },
  },
  {
    ...{ name: 'facts of another version', kind: 'edge', tree: library(), options, findings: [] },
    measured: { ui: { state: 'done', value: { version: 2, entries: [main()] } } },
    outcomes: {
      ...others,
      ui: {
        outcome: 'not-supported',
        reason:
          'It was measured by another version of this skill. Run `standards measure perf:bundle-budget --again`.',
      },
    },
  },
  {
    ...{ name: 'a package that cannot be bundled', kind: 'invalid', tree: library(), options },
    measured: measured({ name: '.', problem: 'Could not resolve "react" (dist/index.js:3)' }),
    findings: [
      {
        ...{ message: 'not-bundled', project: 'ui', file: 'libs/ui/package.json', line: 6 },
        ...{ expected: 'a bundle', actual: 'Could not resolve "react" (dist/index.js:3)' },
        ...{ text: '`.` cannot be bundled', fixable: false },
      },
    ],
    outcomes: others,
  },
];
