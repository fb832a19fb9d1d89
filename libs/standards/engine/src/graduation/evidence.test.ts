import { describe, expect, it } from 'vitest';
import type { Mode } from '../contract/skill.ts';
import { evidenceOf, quantile } from './evidence.ts';
import { observe } from './observations.ts';
import { defaultPolicy } from './policy.ts';
import { dayAt, sampleRun } from './testing/sample-runs.ts';

const evidence = (runs: ReturnType<typeof sampleRun>[], mode: Mode = 'advisory') => {
  const { pairs } = observe({
    runs,
    policy: defaultPolicy,
    isTrunk: () => true,
    since: dayAt(-10),
    until: dayAt(80),
  });
  return evidenceOf([...pairs.values()].map((seen) => ({ seen, mode })));
};
const dayMs = 86_400_000;

it('counts commits by what came of them', () => {
  const twice = 'a'.repeat(40);
  expect(
    evidence([
      sampleRun(0, { outcome: 'pass', durationMs: 10 }),
      sampleRun(1, { outcome: 'fail', durationMs: 20 }, { commit: twice }),
      sampleRun(2, { outcome: 'pass', durationMs: 30 }, { commit: twice }),
      sampleRun(3, { outcome: 'error', durationMs: 40 }),
      sampleRun(4, { outcome: 'not-supported' }),
      sampleRun(5, { outcome: 'not-applicable' }),
      sampleRun(6, { outcome: 'fail', durationMs: 50 }),
    ]),
  ).toEqual({
    modeSince: null,
    modeUnseen: false,
    commits: 5,
    runs: 3,
    verdicts: ['pass', 'pass', 'fail'],
    crashes: 1,
    repeated: 1,
    flaky: 1,
    unsupported: 1,
    days: 6,
    firstRun: '2026-03-01T12:00:00.000Z',
    lastRun: '2026-03-07T12:00:00.000Z',
    durationMs: { median: 30, p95: 50 },
    findings: { open: 0, fixed: 0, suppressed: 0, inherited: 0, reopened: 0, timeToFixMs: null },
  });
});

it('is empty without runs', () => {
  expect(evidence([])).toMatchObject({
    commits: 0,
    runs: 0,
    days: 0,
    firstRun: null,
    durationMs: null,
    modeUnseen: false,
  });
});

describe('the mode', () => {
  const runs = [
    sampleRun(0, { mode: 'advisory' }),
    sampleRun(1, { mode: 'advisory' }),
    sampleRun(2, { mode: 'warn' }),
    sampleRun(3, { mode: 'warn', outcome: 'fail' }),
  ];

  it('has its own evidence: what was seen under another does not count', () => {
    expect(evidence(runs, 'warn')).toMatchObject({
      modeSince: '2026-03-03T12:00:00.000Z',
      commits: 2,
      verdicts: ['pass', 'fail'],
    });
  });

  it('that no run has seen yet has none', () => {
    expect(evidence(runs, 'enforce')).toMatchObject({ modeUnseen: true, commits: 0, runs: 0 });
  });

  it('that never changed has all of it', () => {
    expect(evidence(runs.slice(0, 2))).toMatchObject({
      modeSince: null,
      modeUnseen: false,
      commits: 2,
    });
  });
});

describe('several projects together', () => {
  const both = (day: number, a: 'pass' | 'fail', b: 'pass' | 'fail', mode: Mode = 'advisory') => [
    sampleRun(day, { project: 'a', outcome: a, mode }),
    sampleRun(day + 0.5, { project: 'b', outcome: b, mode }),
  ];

  it('are told in the order of time', () => {
    expect(evidence([...both(0, 'pass', 'fail'), ...both(1, 'fail', 'pass')])).toMatchObject({
      verdicts: ['pass', 'fail', 'fail', 'pass'],
      firstRun: '2026-03-01T12:00:00.000Z',
      lastRun: '2026-03-03T00:00:00.000Z',
      days: 1.5,
    });
  });

  it('have the mode since the last of them has it, and have been seen in it where one was', () => {
    const changed = [...both(0, 'pass', 'pass'), ...both(1, 'pass', 'pass', 'warn')];
    expect(evidence(changed, 'warn')).toMatchObject({
      modeSince: '2026-03-03T00:00:00.000Z',
      modeUnseen: false,
      commits: 2,
    });
    expect(evidence(changed.slice(0, 3), 'warn')).toMatchObject({
      modeSince: '2026-03-02T12:00:00.000Z',
      modeUnseen: false,
      commits: 1,
    });
  });
});

describe('findings', () => {
  const of = (
    ...standings: (Readonly<Record<string, 'open' | 'accepted' | 'waived'>> | undefined)[]
  ) =>
    evidence(standings.map((findings, day) => sampleRun(day, { findings: findings ?? {} })))
      .findings;

  it('are open, fixed, or silenced', () => {
    expect(
      of({ a: 'open', b: 'open', c: 'open', d: 'open' }, { a: 'open', c: 'waived', d: 'accepted' }),
    ).toEqual({
      open: 1,
      fixed: 1,
      suppressed: 2,
      inherited: 0,
      reopened: 0,
      timeToFixMs: { median: dayMs, p90: dayMs },
    });
  });

  it('that the baseline accepted from the first are no word about the skill; a waiver is one', () => {
    expect(of({ a: 'accepted', b: 'waived' }, { a: 'accepted', b: 'waived' })).toMatchObject({
      suppressed: 1,
      inherited: 1,
    });
  });

  it('that counted once and are accepted now were silenced', () => {
    expect(of({ a: 'accepted' }, { a: 'open' }, { a: 'accepted' })).toMatchObject({
      suppressed: 1,
      inherited: 0,
      reopened: 1,
    });
  });

  it('take their time from when they counted, anew each time', () => {
    expect(of({ a: 'open' }, {}, { a: 'open' }, { a: 'open' }, {})).toEqual({
      open: 0,
      fixed: 1,
      suppressed: 0,
      inherited: 0,
      reopened: 1,
      timeToFixMs: { median: dayMs, p90: 2 * dayMs },
    });
    expect(of({ a: 'waived' }, {}).timeToFixMs).toBeNull();
  });
});

it.each([
  [[], 0.5, 0],
  [[4], 0.95, 4],
  [[4, 1], 0.5, 1],
  [[1, 2, 3], 0.5, 2],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 10],
  [[3, 1], 0, 1],
])('the quantile of %j at %d is %d', (values, share, expected) => {
  expect(quantile(values, share)).toBe(expected);
});
