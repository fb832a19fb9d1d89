import { expect, it } from 'vitest';
import type { Mode } from '../../contract/skill.ts';
import type { Criterion } from '../criteria.ts';
import type { Decision } from '../decide.ts';
import { evidenceOf } from '../evidence.ts';
import type { Graduation } from '../graduate.ts';
import { defaultPolicy } from '../policy.ts';
import { folded, groupsOf, toldOf, totals } from './groups.ts';

const none = evidenceOf([]);
const criterion = (
  name: Criterion['name'],
  met: boolean,
  scope: Criterion['scope'] = 'project',
) => ({
  ...{ name, scope, met, value: 0, threshold: 0, sentence: `${scope} ${name}.` },
});

function decision(project: string, given: Partial<Decision> & { runs?: number } = {}): Decision {
  const { runs = 5, ...rest } = given;
  const from: Mode = rest.from ?? 'advisory';
  return {
    ...{ skill: 'toy:tidy-check', project, from, to: from, change: 'stay', reason: 'Stays.' },
    ...{ criteria: [], hold: undefined, evidence: { ...none, commits: runs, runs } },
    ...rest,
  };
}

const graduationOf = (...decisions: Decision[]): Graduation => ({
  ...{ at: '', policy: defaultPolicy },
  counted: {
    ...{ runs: 0, commits: 0, first: null, last: null },
    left: { branch: 0, byHand: 0, dirty: 0, pilot: 0, outside: 0 },
  },
  skills: [
    {
      skill: 'toy:tidy-check',
      overall: { evidence: none, everything: none, crashing: 0, silencing: 0 },
      decisions,
    },
  ],
});

const grouped = (...decisions: Decision[]) =>
  groupsOf(graduationOf(...decisions)).map(({ change, decisions: own, weakest }) => [
    change,
    own.map(({ project }) => project).join(' '),
    weakest.project,
  ]);

const raise = { to: 'warn', change: 'raise' } as const;
const lower = { from: 'warn', to: 'advisory', change: 'lower' } as const;

it('puts what changes before what stays', () => {
  expect(
    grouped(
      decision('a'),
      decision('b', raise),
      decision('c', { from: 'off' }),
      decision('d', lower),
    ),
  ).toEqual([
    ['raise', 'b', 'b'],
    ['lower', 'd', 'd'],
    ['stay', 'a', 'a'],
    ['stay', 'c', 'c'],
  ]);
});

it('speaks of the project with the least evidence', () => {
  expect(
    grouped(decision('a', { runs: 9 }), decision('b', { runs: 3 }), decision('c', { runs: 7 })),
  ).toEqual([['stay', 'a b c', 'b']]);
});

it('keeps apart what stays for different reasons, and not what differs in figures alone', () => {
  const lacks = (...names: Criterion['name'][]) => ({
    criteria: [criterion('passRate', true), ...names.map((name) => criterion(name, false))],
  });
  expect(
    grouped(
      decision('a', lacks('runs')),
      decision('b', lacks('runs', 'days')),
      decision('c', { ...lacks('runs'), reason: 'Another sentence.' }),
      decision('d', { criteria: [criterion('crashRate', false)] }),
      decision('e', { criteria: [criterion('crashRate', false, 'skill')] }),
    ).map(([, projects]) => projects),
  ).toEqual(['a c', 'b', 'd', 'e']);
});

it('keeps apart what was never seen, what found nothing, and what no run has seen in its mode', () => {
  expect(
    grouped(
      decision('a', { evidence: undefined }),
      decision('b', { evidence: none }),
      decision('c', { evidence: { ...none, modeUnseen: true } }),
      decision('d'),
      decision('e', { evidence: undefined }),
      decision('f', { hold: { skill: 'x', project: undefined, direction: 'both', reason: 'r' } }),
    ).map(([, projects]) => projects),
  ).toEqual(['a e', 'b', 'c', 'd', 'f']);
});

it('takes what changes for one kind, whatever was asked', () => {
  expect(
    grouped(
      decision('a', { ...raise, criteria: [criterion('runs', true)] }),
      decision('b', { ...lower, criteria: [criterion('crashRate', true)] }),
      decision('c', { ...raise, criteria: [criterion('runs', false)] }),
    ).map(([, projects]) => projects),
  ).toEqual(['a c', 'b']);
});

it('tells what stays for one reason once, and every change by itself', () => {
  const groups = groupsOf(
    graduationOf(
      decision('a', raise),
      decision('b', lower),
      decision('c', { criteria: [criterion('runs', false)] }),
      decision('d', { criteria: [criterion('days', false)] }),
      decision('e', { from: 'warn' }),
    ),
  );
  expect(
    folded(groups).map((own) =>
      own.flatMap(({ decisions }) => decisions.map(({ project }) => project)),
    ),
  ).toEqual([['a'], ['b'], ['c', 'd'], ['e']]);
});

it('counts what rises, falls and stays', () => {
  expect(
    totals(graduationOf(decision('a', raise), decision('b', lower), decision('c'), decision('d'))),
  ).toEqual({
    raised: 1,
    lowered: 1,
    staying: 2,
  });
});

it.each([
  ['a raise', raise, false, { reason: 'Stays.', criteria: true }],
  ['a lowering', lower, false, { reason: 'Stays.', criteria: false }],
  ['a lowering in detail', lower, true, { reason: undefined, criteria: true }],
  ['what stays', {}, false, { reason: 'Stays.', criteria: false }],
  ['what stays in detail', {}, true, { reason: undefined, criteria: true }],
  [
    'what is held, in detail',
    { hold: { skill: 'x', project: undefined, direction: 'both', reason: 'r' } },
    true,
    { reason: 'Stays.', criteria: true },
  ],
] as const)('tells of %s what is needed', (_, given, detailed, told) => {
  expect(
    toldOf(decision('a', { criteria: [criterion('runs', false)], ...given }), detailed),
  ).toEqual(told);
});

it('tells the reason where there are no criteria', () => {
  expect(toldOf(decision('a'), true)).toEqual({ reason: 'Stays.', criteria: false });
});
