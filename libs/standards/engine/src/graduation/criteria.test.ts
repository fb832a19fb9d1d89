import { describe, expect, it } from 'vitest';
import type { Criterion, Overall } from './criteria.ts';
import { cooldown, lowerCriteria, raiseCriteria } from './criteria.ts';
import type { Evidence } from './evidence.ts';
import { evidenceOf } from './evidence.ts';
import { defaultPolicy } from './policy.ts';
import { dayAt } from './testing/sample-runs.ts';

const none = evidenceOf([]);
const seen = (given: Partial<Evidence>): Evidence => ({ ...none, ...given });
const calm: Overall = { evidence: none, everything: none, crashing: 0, silencing: 0 };
const { raise, lower } = defaultPolicy;
const now = dayAt(30);

const brief = (criteria: readonly Criterion[]) =>
  criteria.map(({ name, value, met, sentence }) => [name, value, met, sentence]);

describe('what a raise asks', () => {
  it('is not met by nothing, where something has to be seen', () => {
    expect(brief(raiseCriteria(none, calm, raise.enforce, now))).toEqual([
      ['runs', 0, false, 'It was judged on 0 commits; 20 are needed.'],
      ['days', 0, false, 'They span 0 days; 14 are needed.'],
      ['passRate', null, false, 'Of the latest 0 commits, 0 passed; 95 % is needed.'],
      ['crashRate', null, true, 'It crashed on 0 of 0 commits; none may.'],
      ['flakyRate', null, true, 'No commit was looked at twice, so nothing contradicts itself.'],
      ['suppressedShare', null, true, 'No finding was fixed or silenced.'],
      ['unsupportedShare', null, true, 'It could not check 0 of 0 commits; at most 10 % may.'],
      ['openFindings', 0, true, '0 findings are open; at most 0 may be.'],
      ['durationMs', null, true, 'No duration is on record.'],
      ['cooldownDays', null, true, 'No change of its mode is on record.'],
    ]);
  });

  it('is met at each limit, and said with its figures', () => {
    const evidence = seen({
      ...{ commits: 25, runs: 20, days: 14, crashes: 0, unsupported: 2 },
      ...{ repeated: 4, flaky: 0, modeSince: dayAt(16).toISOString() },
      verdicts: ['fail', ...Array.from({ length: 19 }, () => 'pass' as const)],
      durationMs: { median: 10, p95: 60_000 },
      findings: { ...none.findings, fixed: 8, suppressed: 2 },
    });
    const asked = raiseCriteria(evidence, calm, raise.enforce, now);
    expect(brief(asked)).toEqual([
      ['runs', 20, true, 'It was judged on 20 commits; 20 are needed.'],
      ['days', 14, true, 'They span 14 days; 14 are needed.'],
      ['passRate', 0.95, true, 'Of the latest 20 commits, 19 passed (95 %); 95 % is needed.'],
      ['crashRate', 0, true, 'It crashed on 0 of 25 commits (0 %); none may.'],
      [
        'flakyRate',
        0,
        true,
        'Of 4 commits looked at more than once, 0 gave different results; none may.',
      ],
      ['suppressedShare', 0.2, true, '8 findings fixed, 2 silenced (20 %); at most 20 % may.'],
      [
        'unsupportedShare',
        0.08,
        true,
        'It could not check 2 of 25 commits (8 %); at most 10 % may.',
      ],
      ['openFindings', 0, true, '0 findings are open; at most 0 may be.'],
      ['durationMs', 60_000, true, 'Of its checks 95 % took at most 1 min; 1 min is the limit.'],
      ['cooldownDays', 14, true, 'Its mode changed 14 days ago; 14 are needed.'],
    ]);
    expect(asked.map(({ scope, threshold }) => [scope, threshold])).toEqual([
      ['project', 20],
      ['project', 14],
      ['project', 0.95],
      ['project', 0],
      ['project', 0],
      ['project', 0.2],
      ['project', 0.1],
      ['project', 0],
      ['project', 60_000],
      ['project', 14],
    ]);
  });

  it('is not met beyond each limit', () => {
    const evidence = seen({
      ...{ commits: 10, runs: 19, days: 13.9, crashes: 1, unsupported: 2 },
      ...{ repeated: 1, flaky: 1, modeSince: dayAt(16.1).toISOString() },
      verdicts: ['pass', 'fail'],
      durationMs: { median: 10, p95: 60_001 },
      findings: { ...none.findings, open: 1, fixed: 7, suppressed: 2 },
    });
    const asked = raiseCriteria(evidence, calm, raise.enforce, now);
    expect(asked.map(({ met }) => met)).toEqual(Array.from({ length: 10 }, () => false));
  });

  it('looks at the latest commits alone', () => {
    const verdicts = [...Array.from({ length: 30 }, () => 'fail' as const), 'pass' as const];
    const [, , rate] = raiseCriteria(seen({ verdicts }), calm, { ...raise.warn, runs: 2 }, now);
    expect(rate).toMatchObject({ value: 0.5, met: true });
  });

  it('leaves out limits that the policy does not set', () => {
    const unlimited = { ...raise.enforce, openFindings: null, durationMs: null };
    const names = raiseCriteria(none, calm, unlimited, now).map(({ name }) => name);
    expect(names).not.toContain('openFindings');
    expect(names).not.toContain('durationMs');
  });

  it('asks for other projects only where these crashed', () => {
    const crashed = seen({ crashes: 1, commits: 50 });
    const names = (overall: Overall): string[] =>
      raiseCriteria(crashed, overall, raise.warn, now).map(({ name }) => name);
    expect(
      names({ ...calm, everything: crashed }).filter((name) => name === 'crashRate'),
    ).toHaveLength(1);
    const [, , , , other] = raiseCriteria(
      crashed,
      { ...calm, everything: seen({ crashes: 2, commits: 100 }) },
      raise.warn,
      now,
    );
    expect(other).toEqual({
      ...{ name: 'crashRate', scope: 'skill', value: 0.02, threshold: 0.02, met: true },
      sentence: 'Over all projects it crashed on 2 of 100 looks (2 %); at most 2 % may.',
    });
  });
});

describe('what takes a mode down', () => {
  const crashes = (count: number, commits: number) =>
    lowerCriteria(seen({ crashes: count, commits }), calm, lower.warn)[0];
  const silenced = (suppressed: number, fixed: number) =>
    lowerCriteria(seen({ findings: { ...none.findings, suppressed, fixed } }), calm, lower.warn)[1];

  it.each([
    [3, 29, true],
    [3, 30, false],
    [2, 2, false],
    [0, 0, false],
  ])('are %d crashes of %d commits: %s', (count, commits, met) => {
    expect(crashes(count, commits)?.met).toBe(met);
  });

  it.each([
    [5, 4, true],
    [5, 5, false],
    [4, 0, false],
  ])('are %d findings silenced and %d fixed: %s', (suppressed, fixed, met) => {
    expect(silenced(suppressed, fixed)?.met).toBe(met);
  });

  it('is said with its figures', () => {
    expect(crashes(3, 20)).toEqual({
      ...{ name: 'crashRate', scope: 'project', value: 0.15, threshold: 0.1, met: true },
      sentence:
        'It crashed on 3 of 20 commits (15 %); 3 or more that are more than 10 % take it down.',
    });
    expect(silenced(6, 2)).toEqual({
      ...{ name: 'suppressedShare', scope: 'project', value: 0.75, threshold: 0.5, met: true },
      sentence:
        '2 findings fixed, 6 silenced (75 %); 5 or more silenced that are more than 50 % take it down.',
    });
    expect(silenced(0, 0)?.sentence).toBe(
      '0 findings fixed, 0 silenced; 5 or more silenced that are more than 50 % take it down.',
    );
  });

  it('is asked over all projects where enough of them have a case', () => {
    const evidence = seen({
      ...{ crashes: 4, commits: 20 },
      findings: { ...none.findings, suppressed: 6, fixed: 2 },
    });
    const asked = (crashing: number, silencing: number): string[] =>
      lowerCriteria(none, { ...calm, evidence, crashing, silencing }, lower.enforce)
        .filter(({ scope }) => scope === 'skill')
        .map(({ sentence }) => sentence);
    expect(asked(2, 2)).toEqual([]);
    expect(asked(3, 2)).toEqual([
      'Over all projects it crashed on 4 of 20 looks (20 %); 3 or more that are more than 10 % take it down.',
    ]);
    expect(asked(2, 3)).toEqual([
      'Over all projects: 2 findings fixed, 6 silenced (75 %); 5 or more silenced that are more than 50 % take it down.',
    ]);
  });

  it('is a duration only where the policy sets one, and beyond it', () => {
    const slow = (p95: number | null, durationMs: number | null) =>
      lowerCriteria(seen({ durationMs: p95 === null ? null : { median: 1, p95 } }), calm, {
        ...lower.warn,
        durationMs,
      })[2];
    expect(slow(9000, null)).toBeUndefined();
    expect(slow(null, 1000)).toEqual({
      ...{ name: 'durationMs', scope: 'project', value: null, threshold: 1000, met: false },
      sentence: 'No duration is on record.',
    });
    expect(slow(1000, 1000)?.met).toBe(false);
    expect(slow(1001, 1000)).toMatchObject({
      ...{ scope: 'project', value: 1001, met: true },
      sentence: 'Of its checks 95 % took at most 1 s; more than 1 s takes it down.',
    });
  });
});

it('the cooldown is over when its days have passed', () => {
  const since = seen({ modeSince: dayAt(29).toISOString() });
  expect(cooldown(since, 1, now)).toEqual({
    ...{ name: 'cooldownDays', scope: 'project', value: 1, threshold: 1, met: true },
    sentence: 'Its mode changed 1 day ago; 1 is needed.',
  });
  expect(cooldown(since, 1.5, now)).toMatchObject({ met: false });
  expect(cooldown(none, 5, now)).toMatchObject({ value: null, met: true });
});
