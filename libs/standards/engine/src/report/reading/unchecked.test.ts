import { expect, test } from 'vitest';
import { sampleOutcome } from '../testing/sample-report.ts';
import { namesOf, uncheckedOf } from './unchecked.ts';

test('equal reasons are told once, crashes first; what had nothing to check is not told', () => {
  expect(
    uncheckedOf([
      sampleOutcome({ project: 'a', outcome: 'not-supported', reason: 'No sources.' }),
      sampleOutcome({ project: 'b', outcome: 'not-supported', reason: 'No sources.' }),
      sampleOutcome({ project: 'c', outcome: 'not-supported', reason: 'No graph.' }),
      sampleOutcome({ project: 'd', outcome: 'not-applicable', reason: 'No sources.' }),
      sampleOutcome({ project: 'e', outcome: 'error', reason: 'No sources.' }),
      sampleOutcome({
        project: 'i',
        outcome: 'error',
        reason: 'The manifest could not be read (see standards:read).',
      }),
      sampleOutcome({ project: 'f', outcome: 'error' }),
      sampleOutcome({
        project: 'g',
        skill: 'a:b',
        outcome: 'not-supported',
        reason: 'No sources.',
      }),
      sampleOutcome({ project: 'h' }),
    ]),
  ).toEqual([
    {
      skill: 'deps:file-protocol-check',
      outcome: 'crashed',
      reason: 'No sources.',
      projects: ['e'],
    },
    {
      skill: 'deps:file-protocol-check',
      outcome: 'crashed',
      reason: 'no reason was given',
      projects: ['f'],
    },
    {
      skill: 'deps:file-protocol-check',
      outcome: 'unreadable',
      reason: 'The manifest could not be read (see standards:read).',
      projects: ['i'],
    },
    {
      skill: 'deps:file-protocol-check',
      outcome: 'not-supported',
      reason: 'No sources.',
      projects: ['a', 'b'],
    },
    {
      skill: 'deps:file-protocol-check',
      outcome: 'not-supported',
      reason: 'No graph.',
      projects: ['c'],
    },
    { skill: 'a:b', outcome: 'not-supported', reason: 'No sources.', projects: ['g'] },
  ]);
});

test.each([
  [['a'], 'a'],
  [['a', 'b'], 'a, b'],
  [['a', 'b', 'c'], 'a, b and 1 more project'],
  [['a', 'b', 'c', 'd'], 'a, b and 2 more projects'],
])('names of %j', (projects, names) => {
  expect(namesOf(projects, 2)).toBe(names);
});
