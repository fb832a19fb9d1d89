import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { judging, measured, others, tree } from './trees.ts';

const single = (manifest: Readonly<Record<string, unknown>>, reason: string): Case => ({
  ...{ name: reason, kind: 'edge', tree: { 'package.json': manifest }, findings: [] },
  outcomes: { [String(manifest['name'] ?? '.')]: { outcome: 'not-applicable', reason } },
});
const way =
  'Run `standards measure pkg:types-check`; under Nx the task that `standards` depends on does.';

/** What is looked at, and what is said where nothing was. */
export const applicabilityCases: readonly Case[] = [
  judging('a package with nothing wrong', {}),
  single(
    { name: 'app', version: '1.0.0', private: true },
    'It is private, so nobody gets its types.',
  ),
  single({ name: 'app' }, 'It has no name and version, so it cannot be published.'),
  {
    ...{ name: 'what was not measured did not pass', kind: 'edge', tree, findings: [] },
    outcomes: {
      ...others,
      ui: { outcome: 'not-supported', reason: `It was not measured. ${way}` },
    },
  },
  {
    ...{ name: 'what another version measured is not judged', kind: 'edge', tree, findings: [] },
    measured: { ui: { state: 'done', value: { version: 0 } } },
    outcomes: {
      ...others,
      ui: {
        outcome: 'not-supported',
        reason:
          'It was measured by another version of this skill. Run `standards measure pkg:types-check --again`.',
      },
    },
  },
  {
    ...{ name: 'a need that is not met is no pass', kind: 'edge', tree, findings: [] },
    measured: { ui: { state: 'not-supported', reason: 'There is no `typescript`.' } },
    outcomes: { ...others, ui: { outcome: 'not-supported', reason: 'There is no `typescript`.' } },
  },
  {
    ...{ name: 'a package that could not be packed', kind: 'invalid', tree },
    measured: measured({ unpacked: 'npm error code ENOENT' }),
    findings: [
      {
        ...{ message: 'not-packable', project: 'ui', file: 'libs/ui/package.json', line: 1 },
        ...{
          expected: 'a tarball',
          actual: 'npm error code ENOENT',
          text: 'ui could not be packed',
        },
      },
    ],
    outcomes: others,
  },
];
