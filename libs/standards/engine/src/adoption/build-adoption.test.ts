import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAt, daily, sampleRun } from '../graduation/testing/sample-runs.ts';
import type { RecordedRun } from '../history/recorded-run.ts';
import type { AdoptionRequest } from './build-adoption.ts';
import { buildAdoption } from './build-adoption.ts';

const adoptionOf = (runs: readonly RecordedRun[], given: Partial<AdoptionRequest> = {}) =>
  buildAdoption({
    runs,
    workspace: 'sample',
    policy: { countDirty: false, countPilot: true },
    branch: undefined,
    isTrunk: (branch) => branch === 'main',
    since: dayAt(0),
    until: dayAt(4),
    damagedLines: 0,
    ...given,
  });

const runs = [
  sampleRun(0, [
    { project: 'a', findings: { x: 'open', y: 'open', z: 'accepted' }, durationMs: 30 },
    { project: 'b', outcome: 'pass', durationMs: 10 },
    { skill: 'toy:twin-check', project: 'a', outcome: 'not-supported' },
  ]),
  sampleRun(1, [
    {
      project: 'a',
      findings: { x: 'open', y: 'waived', z: 'accepted' },
      mode: 'warn',
      durationMs: 20,
    },
    { project: 'b', outcome: 'error', mode: 'warn' },
  ]),
  sampleRun(3, [
    { project: 'a', findings: { y: 'waived', z: 'accepted' }, mode: 'warn', durationMs: 20 },
    { project: 'b', outcome: 'pass', mode: 'enforce', durationMs: 10 },
    { skill: 'toy:twin-check', project: 'b', outcome: 'not-applicable' },
  ]),
];

it('tells how things stood at the end of each stretch of time', () => {
  const { total, stepHours } = adoptionOf(runs);
  expect(stepHours).toBe(6);
  const days = total.points.filter(({ at }) => at.endsWith('T12:00:00.000Z'));
  const modes = { off: 0, advisory: 0, warn: 0, enforce: 0 };
  expect(days).toEqual([
    {
      at: '2026-03-02T12:00:00.000Z',
      ...{ judged: 2, passing: 0, open: 1, accepted: 1, waived: 1, fixed: 0, crashes: 1 },
      modes: { ...modes, advisory: 1, warn: 2 },
    },
    {
      at: '2026-03-03T12:00:00.000Z',
      ...{ judged: 2, passing: 0, open: 1, accepted: 1, waived: 1, fixed: 0, crashes: 0 },
      modes: { ...modes, advisory: 1, warn: 2 },
    },
    {
      at: '2026-03-04T12:00:00.000Z',
      ...{ judged: 2, passing: 2, open: 0, accepted: 1, waived: 1, fixed: 1, crashes: 0 },
      modes: { ...modes, advisory: 1, warn: 1, enforce: 1 },
    },
    {
      at: '2026-03-05T12:00:00.000Z',
      ...{ judged: 2, passing: 2, open: 0, accepted: 1, waived: 1, fixed: 0, crashes: 0 },
      modes: { ...modes, advisory: 1, warn: 1, enforce: 1 },
    },
  ]);
});

it('tells what happened over all of it, by skill and by project', () => {
  const { total, skills, projects } = adoptionOf(runs);
  expect({ ...total, points: [] }).toEqual({
    ...{ commits: 7, crashes: 1, repeated: 0, flaky: 0, unsupported: 1, fixed: 1, reopened: 0 },
    timeToFixMs: { median: 3 * 86_400_000, p90: 3 * 86_400_000 },
    durationMs: { median: 10, p95: 30 },
    points: [],
  });
  expect(
    skills.map(({ skill, commits, crashes, unsupported }) => [
      skill,
      commits,
      crashes,
      unsupported,
    ]),
  ).toEqual([
    ['toy:tidy-check', 6, 1, 0],
    ['toy:twin-check', 1, 0, 1],
  ]);
  expect(projects.map(({ project, fixed, crashes }) => [project, fixed, crashes])).toEqual([
    ['a', 1, 0],
    ['b', 0, 1],
  ]);
});

it('tells how each skill stands on each project', () => {
  const none = { open: 0, accepted: 0, waived: 0, fixed: 0 };
  expect(adoptionOf(runs).pairs).toEqual([
    {
      skill: 'toy:tidy-check',
      project: 'a',
      mode: 'warn',
      outcome: 'pass',
      ...none,
      accepted: 1,
      waived: 1,
      fixed: 1,
    },
    { skill: 'toy:tidy-check', project: 'b', mode: 'enforce', outcome: 'pass', ...none },
    { skill: 'toy:twin-check', project: 'a', mode: 'advisory', outcome: 'not-supported', ...none },
    { skill: 'toy:twin-check', project: 'b', mode: 'advisory', outcome: 'none', ...none },
  ]);
  expect(
    adoptionOf([
      sampleRun(0, [{ outcome: 'error' }, { project: 'b', findings: { x: 'open' } }], {
        pilot: true,
      }),
    ]).pairs,
  ).toEqual([
    { skill: 'toy:tidy-check', project: 'a', mode: null, outcome: 'crashed', ...none },
    { skill: 'toy:tidy-check', project: 'b', mode: null, outcome: 'fail', ...none, open: 1 },
  ]);
});

it('leaves out skills and projects with nothing to check, but as pairs', () => {
  const idle = adoptionOf([
    sampleRun(0, [{}, { skill: 'x:y', project: 'c', outcome: 'not-applicable' }]),
  ]);
  expect(idle.skills.map(({ skill }) => skill)).toEqual(['toy:tidy-check']);
  expect(idle.projects.map(({ project }) => project)).toEqual(['a']);
  expect(idle.pairs.map(({ outcome }) => outcome)).toEqual(['pass', 'none']);
});

it('leaves out whether the workspace could be read', () => {
  expect(adoptionOf([sampleRun(0, { skill: 'standards:read' })]).pairs).toEqual([]);
});

it('tells which modes changed, together where they changed together', () => {
  const change = (day: number, mode: 'advisory' | 'warn' | 'enforce') =>
    sampleRun(day, [
      { project: 'a', mode },
      { project: 'b', mode },
      { skill: 'toy:twin-check', mode: day > 1 ? 'enforce' : 'advisory' },
    ]);
  expect(
    adoptionOf([
      change(0, 'advisory'),
      change(1, 'warn'),
      change(2, 'enforce'),
      change(3, 'enforce'),
    ]).modeChanges,
  ).toEqual([
    {
      at: '2026-03-02T12:00:00.000Z',
      skill: 'toy:tidy-check',
      from: 'advisory',
      to: 'warn',
      projects: ['a', 'b'],
    },
    {
      at: '2026-03-03T12:00:00.000Z',
      skill: 'toy:tidy-check',
      from: 'warn',
      to: 'enforce',
      projects: ['a', 'b'],
    },
    {
      at: '2026-03-03T12:00:00.000Z',
      skill: 'toy:twin-check',
      from: 'advisory',
      to: 'enforce',
      projects: ['a'],
    },
  ]);
});

describe('the time', () => {
  it.each([
    [1, 1, 24],
    [2, 6, 8],
    [7, 6, 28],
    [31, 24, 31],
    [32, 168, 5],
    [90, 168, 13],
    [365, 672, 14],
    [1000, 775, 31],
  ])('of %d days is told in stretches of %d hours, %d of them', (length, hours, count) => {
    const { total, stepHours } = adoptionOf([sampleRun(0)], { until: dayAt(length) });
    expect([stepHours, total.points.length]).toEqual([hours, count]);
    expect(total.points.at(-1)?.at).toBe(dayAt(length).toISOString());
  });

  it('begins with the first run where that is later than what was asked for', () => {
    const { since, counted } = adoptionOf(daily(2, {}, {}, 3), { since: dayAt(-300) });
    expect(since).toBe('2026-03-04T12:00:00.000Z');
    expect(counted).toMatchObject({ runs: 2, first: '2026-03-04T12:00:00.000Z' });
  });

  it('begins as things stood, and counts nothing that was before', () => {
    const before = [
      sampleRun(-5, { findings: { x: 'open', y: 'open' } }),
      sampleRun(-4, { findings: { x: 'open' }, mode: 'warn' }),
    ];
    const { total, modeChanges, counted, pairs } = adoptionOf(
      [...before, sampleRun(1, { mode: 'warn', findings: { x: 'open' } })],
      { since: dayAt(0) },
    );
    expect(total.points[0]).toMatchObject({ open: 1, fixed: 0, judged: 1, modes: { warn: 1 } });
    expect(total).toMatchObject({ fixed: 0, timeToFixMs: null, commits: 1 });
    expect(pairs[0]).toMatchObject({ fixed: 0, open: 1 });
    expect(modeChanges).toEqual([]);
    expect(counted).toMatchObject({ runs: 1, left: { outside: 2 } });
  });

  it('of one moment is one stretch', () => {
    const { total } = adoptionOf([sampleRun(4)], { since: dayAt(4) });
    expect(total.points).toMatchObject([{ judged: 1, passing: 1 }]);
  });
});

describe('the branch', () => {
  const both = [sampleRun(0), sampleRun(1, { outcome: 'fail' }, { branch: 'feature' })];

  it('is a protected one, or the one that is asked for', () => {
    expect(adoptionOf(both)).toMatchObject({
      branch: null,
      counted: { runs: 1, left: { branch: 1 } },
    });
    expect(adoptionOf(both, { branch: 'feature' })).toMatchObject({
      branch: 'feature',
      counted: { runs: 1 },
      pairs: [{ outcome: 'fail' }],
    });
  });
});

it('is empty without runs', () => {
  expect(adoptionOf([], { damagedLines: 3 })).toMatchObject({
    counted: { runs: 0, commits: 0, first: null, last: null },
    skills: [],
    projects: [],
    pairs: [],
    modeChanges: [],
    damagedLines: 3,
    total: { points: [{ judged: 0, passing: 0 }], durationMs: null, timeToFixMs: null },
  });
});

it('does not depend on the order of runs, and every part adds up to the whole', () => {
  const outcome = fc.record({
    skill: fc.constantFrom('x:a', 'x:b'),
    project: fc.constantFrom('a', 'b'),
    outcome: fc.constantFrom('pass', 'error', 'not-supported', 'not-applicable'),
    mode: fc.constantFrom('advisory', 'warn', 'enforce'),
  } as const);
  const run = fc
    .tuple(
      fc.integer({ min: 0, max: 40 }),
      fc.uniqueArray(outcome, { selector: (one) => `${one.skill} ${one.project}` }),
    )
    .map(([day, outcomes]) => sampleRun(day / 10, outcomes));
  fc.assert(
    fc.property(
      fc
        .array(run, { maxLength: 12 })
        .chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
      ([all, shuffled]) => {
        const adoption = adoptionOf(all);
        expect(adoptionOf(shuffled)).toEqual(adoption);
        for (const parts of [adoption.skills, adoption.projects]) {
          const sum = (key: 'commits' | 'crashes' | 'unsupported'): number =>
            parts.reduce((total, part) => total + part[key], 0);
          expect([sum('commits'), sum('crashes'), sum('unsupported')]).toEqual([
            adoption.total.commits,
            adoption.total.crashes,
            adoption.total.unsupported,
          ]);
        }
        for (const { judged, passing } of adoption.total.points) {
          expect(passing).toBeLessThanOrEqual(judged);
        }
      },
    ),
  );
});
