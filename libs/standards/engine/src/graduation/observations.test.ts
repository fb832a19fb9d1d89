import { describe, expect, it } from 'vitest';
import { observe, pairKey } from './observations.ts';
import { defaultPolicy } from './policy.ts';
import { dayAt, sampleRun } from './testing/sample-runs.ts';

const isTrunk = (branch: string): boolean => branch === 'main' || branch === 'release/1';
const now = dayAt(100);
const own = pairKey('toy:tidy-check', 'a');
const observed = (
  runs: Parameters<typeof observe>[0]['runs'],
  policy: Partial<typeof defaultPolicy> = {},
) =>
  observe({ runs, policy: { ...defaultPolicy, ...policy }, isTrunk, since: dayAt(10), until: now });

const noneLeft = { branch: 0, byHand: 0, dirty: 0, pilot: 0, outside: 0 };

describe('the runs that are evidence', () => {
  it('are those on protected branches, once each', () => {
    const run = sampleRun(50);
    const { counted } = observed([
      run,
      run,
      sampleRun(51, {}, { branch: 'release/1' }),
      sampleRun(52, {}, { branch: 'feature' }),
      sampleRun(53, {}, { branch: null }),
    ]);
    expect(counted).toEqual({
      runs: 2,
      commits: 2,
      first: '2026-04-20T12:00:00.000Z',
      last: '2026-04-21T12:00:00.000Z',
      left: { ...noneLeft, branch: 2 },
    });
  });

  it('lie in the window, its ends among them', () => {
    const runs = [9.9, 10, 100, 100.1].map((day) => sampleRun(day));
    expect(observed(runs).counted).toMatchObject({ runs: 2, left: { ...noneLeft, outside: 2 } });
  });

  it('are of a whole commit, unless the policy says otherwise', () => {
    const runs = [
      sampleRun(50),
      sampleRun(51, {}, { dirty: true }),
      sampleRun(52, {}, { commit: null }),
    ];
    expect(observed(runs).counted).toMatchObject({ runs: 1, left: { ...noneLeft, dirty: 2 } });
    expect(observed(runs, { countDirty: true }).counted).toMatchObject({ runs: 3, commits: 3 });
  });

  it('are taken for whole where nobody looked, in CI alone', () => {
    const unknown = { dirty: null };
    expect(observed([sampleRun(50, {}, { ...unknown, ci: true })]).counted.runs).toBe(1);
    expect(observed([sampleRun(50, {}, unknown)]).counted).toMatchObject({
      runs: 0,
      left: { ...noneLeft, dirty: 1 },
    });
  });

  it('count edits of one commit once, and what is in no commit once a day', () => {
    const edited = { commit: 'c'.repeat(40), dirty: true };
    const runs = [
      sampleRun(50, {}, edited),
      sampleRun(51, {}, edited),
      sampleRun(52, {}, { ...edited, dirty: false }),
      sampleRun(53, {}, { commit: null }),
      sampleRun(53.1, {}, { commit: null }),
      sampleRun(54, {}, { commit: null }),
    ];
    const { pairs, counted } = observed(runs, { countDirty: true });
    expect(counted).toMatchObject({ runs: 6, commits: 4 });
    expect(pairs.get(own)?.commits).toHaveLength(4);
  });

  it('may be pilots, unless the policy says otherwise', () => {
    const runs = [sampleRun(50), sampleRun(51, {}, { pilot: true })];
    expect(observed(runs).counted.runs).toBe(2);
    expect(observed(runs, { countPilot: false }).counted).toMatchObject({
      runs: 1,
      left: { ...noneLeft, pilot: 1 },
    });
  });

  it("are CI's alone where CI records on a protected branch", () => {
    const byHand = [sampleRun(50), sampleRun(51)];
    const onBranch = sampleRun(52, {}, { ci: true, branch: 'feature' });
    expect(observed([...byHand, onBranch]).counted).toMatchObject({
      runs: 2,
      left: { ...noneLeft, branch: 1 },
    });
    expect(observed([...byHand, sampleRun(52, {}, { ci: true })]).counted).toMatchObject({
      runs: 1,
      left: { ...noneLeft, byHand: 2 },
    });
  });
});

describe('what was seen of a commit', () => {
  const commit = 'a'.repeat(40);
  const seen = (...runs: ReturnType<typeof sampleRun>[]) => observed(runs).pairs.get(own)?.commits;

  it('is the last verdict, and whether runs of it differed', () => {
    expect(
      seen(
        sampleRun(50, { outcome: 'fail', durationMs: 5 }, { commit }),
        sampleRun(51, { outcome: 'pass', durationMs: 7 }, { commit }),
      ),
    ).toEqual([
      {
        at: '2026-04-21T12:00:00.000Z',
        verdict: 'pass',
        crashed: false,
        looks: 2,
        differed: true,
        unsupported: false,
        durationsMs: [5, 7],
      },
    ]);
  });

  it('is a crash that a later pass does not undo', () => {
    expect(
      seen(
        sampleRun(50, { outcome: 'error', reason: 'It threw.' }, { commit }),
        sampleRun(51, { outcome: 'pass' }, { commit }),
      ),
    ).toMatchObject([{ verdict: 'pass', crashed: true, looks: 2, differed: true }]);
    expect(seen(sampleRun(50, { outcome: 'error' }))).toMatchObject([
      { verdict: null, crashed: true, looks: 1, differed: false, unsupported: false },
    ]);
  });

  it('is that it could not be checked only where no run could', () => {
    expect(seen(sampleRun(50, { outcome: 'not-supported' }))).toMatchObject([
      { verdict: null, crashed: false, looks: 0, unsupported: true, durationsMs: [] },
    ]);
    expect(
      seen(
        sampleRun(50, { outcome: 'not-supported' }, { commit }),
        sampleRun(51, { outcome: 'pass' }, { commit }),
      ),
    ).toMatchObject([{ verdict: 'pass', looks: 1, differed: false, unsupported: false }]);
  });

  it('is nothing where there was nothing to check, or a manifest could not be read', () => {
    expect(seen(sampleRun(50, { outcome: 'not-applicable' }))).toEqual([]);
    expect(
      seen(
        sampleRun(50, {
          outcome: 'error',
          reason: 'The manifest could not be read (see standards:read).',
        }),
      ),
    ).toEqual([]);
  });
});

it('tells commits in the order in which they were last looked at', () => {
  const [a, b] = [{ commit: 'a'.repeat(40) }, { commit: 'b'.repeat(40) }];
  const { pairs } = observed([
    sampleRun(50, { outcome: 'pass' }, a),
    sampleRun(51, { outcome: 'pass' }, b),
    sampleRun(52, { outcome: 'fail' }, a),
  ]);
  expect(pairs.get(own)?.commits.map(({ at, verdict }) => [at, verdict])).toEqual([
    ['2026-04-21T12:00:00.000Z', 'pass'],
    ['2026-04-22T12:00:00.000Z', 'fail'],
  ]);
});

it('takes an edited tree for another than its commit, also where that was looked at', () => {
  const commit = 'c'.repeat(40);
  const { pairs } = observed(
    [sampleRun(50, {}, { commit }), sampleRun(51, { outcome: 'fail' }, { commit, dirty: true })],
    { countDirty: true },
  );
  expect(pairs.get(own)?.commits.map(({ looks, differed }) => [looks, differed])).toEqual([
    [1, false],
    [1, false],
  ]);
});

it('tells the modes that runs had, but for those of pilots', () => {
  const { pairs } = observed([
    sampleRun(50, { mode: 'advisory' }),
    sampleRun(51, { mode: 'warn' }),
    sampleRun(52, { mode: 'advisory' }, { pilot: true }),
    sampleRun(53, { mode: 'warn' }),
    sampleRun(54, { mode: 'enforce' }),
  ]);
  expect(pairs.get(own)?.modes).toEqual([
    { mode: 'advisory', since: '2026-04-20T12:00:00.000Z' },
    { mode: 'warn', since: '2026-04-21T12:00:00.000Z' },
    { mode: 'enforce', since: '2026-04-24T12:00:00.000Z' },
  ]);
});

it('keeps skills and projects apart', () => {
  const { pairs } = observed([
    sampleRun(50, [{ project: 'a' }, { project: 'b' }, { skill: 'toy:twin-check', project: 'a' }]),
  ]);
  expect([...pairs.values()].map(({ skill, project }) => `${skill} ${project}`)).toEqual([
    'toy:tidy-check a',
    'toy:tidy-check b',
    'toy:twin-check a',
  ]);
});
