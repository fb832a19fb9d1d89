import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../contract/skill.ts';
import { sampleRun } from '../testing/test-run-history.ts';
import { fates, overallFates, trunk, type Fate } from './fates.ts';
import type { RecordedRun, Standing } from './recorded-run.ts';

const options = { isTrunk: (branch: string) => branch === 'main' || branch === 'release/1' };

/** What one run says of one finding, `f`, of skill `s:s` on project `p`. */
type Said = Standing | 'gone' | 'not looked' | 'crashed' | 'unsupported' | 'not applicable';

const outcomeOf: Record<Exclude<Said, 'not looked'>, Outcome> = {
  open: 'fail',
  accepted: 'pass',
  waived: 'pass',
  gone: 'pass',
  crashed: 'error',
  unsupported: 'not-supported',
  'not applicable': 'not-applicable',
};

function isStanding(said: Said): said is Standing {
  return said === 'open' || said === 'accepted' || said === 'waived';
}

/** The run of one day of November. */
function runOf(day: number, said: Said, given: Partial<RecordedRun> = {}): RecordedRun {
  const digits = String(day).padStart(2, '0');
  const finding = (standing: Standing) => ({
    fingerprint: 'ffffffffffffffffffff',
    messageId: 'm',
    file: 'p/f.json',
    standing,
  });
  return sampleRun({
    id: `00000000-0000-4000-8000-0000000000${digits}`,
    startedAt: `2026-11-${digits}T12:00:00.000Z`,
    commit: `c${day}`,
    ci: false,
    outcomes:
      said === 'not looked'
        ? []
        : [
            {
              ...{ skill: 's:s', project: 'p', mode: 'enforce', durationMs: 1 },
              outcome: outcomeOf[said],
              findings: isStanding(said) ? [finding(said)] : [],
            },
          ],
    ...given,
  });
}

/** `line: kind day, kind day → standing, last seen day` */
function told(all: readonly Fate[]): string[] {
  const day = (at: string): number => Number(at.slice(8, 10));
  return all.map(
    ({ line, transitions, standing, firstSeen, lastSeen }) =>
      `${line}: ${transitions.map(({ kind, at }) => `${kind} ${day(at)}`).join(', ')}; seen ${day(firstSeen.at)} to ${day(lastSeen.at)}, ${standing}`,
  );
}

describe('fates', () => {
  it('says of a finding where it was seen, when, and by which run', () => {
    expect(fates([runOf(1, 'open'), runOf(2, 'gone')], options)).toEqual([
      {
        workspace: '@acme/source',
        fingerprint: 'ffffffffffffffffffff',
        skill: 's:s',
        project: 'p',
        messageId: 'm',
        file: 'p/f.json',
        line: trunk,
        firstSeen: {
          run: '00000000-0000-4000-8000-000000000001',
          at: '2026-11-01T12:00:00.000Z',
          commit: 'c1',
        },
        lastSeen: {
          run: '00000000-0000-4000-8000-000000000001',
          at: '2026-11-01T12:00:00.000Z',
          commit: 'c1',
        },
        standing: 'fixed',
        transitions: [
          {
            kind: 'opened',
            run: '00000000-0000-4000-8000-000000000001',
            at: '2026-11-01T12:00:00.000Z',
            commit: 'c1',
          },
          {
            kind: 'fixed',
            run: '00000000-0000-4000-8000-000000000002',
            at: '2026-11-02T12:00:00.000Z',
            commit: 'c2',
          },
        ],
      },
    ]);
  });

  const sequences: readonly [what: string, said: readonly Said[], expected: readonly string[]][] = [
    ['nothing of nothing', [], []],
    ['nothing where nothing was ever found', ['gone', 'not applicable'], []],
    ['open', ['open', 'open'], ['the trunk: opened 1; seen 1 to 2, open']],
    ['fixed', ['open', 'gone', 'gone'], ['the trunk: opened 1, fixed 2; seen 1 to 1, fixed']],
    [
      'fixed by there being nothing to check any more',
      ['open', 'not applicable'],
      ['the trunk: opened 1, fixed 2; seen 1 to 1, fixed'],
    ],
    ['not fixed by a crash', ['open', 'crashed'], ['the trunk: opened 1; seen 1 to 1, open']],
    [
      'not fixed by a check that could not be made',
      ['open', 'unsupported'],
      ['the trunk: opened 1; seen 1 to 1, open'],
    ],
    [
      'not fixed by a run that did not look',
      ['open', 'not looked'],
      ['the trunk: opened 1; seen 1 to 1, open'],
    ],
    [
      'reopened after a fix',
      ['open', 'gone', 'open'],
      ['the trunk: opened 1, fixed 2, reopened 3; seen 1 to 3, open'],
    ],
    [
      'suppressed, and reopened',
      ['open', 'accepted', 'accepted', 'open'],
      ['the trunk: opened 1, suppressed 2, reopened 4; seen 1 to 4, open'],
    ],
    [
      'suppressed from the start, then fixed',
      ['accepted', 'gone'],
      ['the trunk: suppressed 1, fixed 2; seen 1 to 1, fixed'],
    ],
    [
      'waived until the waiver expires',
      ['open', 'waived', 'open'],
      ['the trunk: opened 1, waived 2, reopened 3; seen 1 to 3, open'],
    ],
    [
      'waived in place of suppressed',
      ['accepted', 'waived'],
      ['the trunk: suppressed 1, waived 2; seen 1 to 2, waived'],
    ],
  ];
  for (const [what, said, expected] of sequences) {
    it(`tells: ${what}`, () => {
      const runs = said.map((one, at) => runOf(at + 1, one));
      expect(told(fates(runs, options))).toEqual(expected);
    });
  }

  it('follows each branch by itself, and protected branches together', () => {
    const branch = 'feature/x';
    expect(
      told(
        fates(
          [
            runOf(1, 'open', { branch }),
            runOf(2, 'gone'),
            runOf(3, 'open', { branch: 'release/1' }),
            runOf(4, 'gone', { branch }),
            runOf(5, 'gone', { branch: 'other' }),
            runOf(6, 'gone'),
          ],
          options,
        ),
      ),
    ).toEqual([
      'feature/x: opened 1, fixed 4; seen 1 to 1, fixed',
      'the trunk: opened 3, fixed 6; seen 3 to 3, fixed',
    ]);
  });

  it('takes the word of CI alone for the trunk, where CI records', () => {
    expect(
      told(
        fates(
          [
            runOf(1, 'open', { ci: true }),
            runOf(2, 'gone', { ci: true }),
            runOf(3, 'open'),
            runOf(4, 'gone', { workspace: 'another' }),
          ],
          options,
        ),
      ),
    ).toEqual([
      'the trunk: opened 1, fixed 2; seen 1 to 1, fixed',
      'main: opened 3; seen 3 to 3, open',
    ]);
  });

  it('does not take runs of CI on other branches for its word on the trunk', () => {
    expect(
      told(fates([runOf(1, 'open'), runOf(2, 'gone', { ci: true, branch: 'x' })], options)),
    ).toEqual(['the trunk: opened 1; seen 1 to 1, open']);
  });

  it('takes each commit that was checked out by itself for a line', () => {
    const branch = null;
    expect(
      told(
        fates(
          [
            runOf(1, 'open', { branch }),
            runOf(2, 'gone', { branch }),
            runOf(3, 'gone', { branch, commit: 'c1' }),
            runOf(4, 'open', { branch, commit: null }),
          ],
          options,
        ),
      ),
    ).toEqual([
      'commit c1: opened 1, fixed 3; seen 1 to 1, fixed',
      'commit of no repository: opened 4; seen 4 to 4, open',
    ]);
  });

  it('keeps workspaces apart', () => {
    expect(told(fates([runOf(1, 'open'), runOf(2, 'gone', { workspace: 'b' })], options))).toEqual([
      'the trunk: opened 1; seen 1 to 1, open',
    ]);
  });

  it('takes two rows of one pair together, and none for conclusive unless both are', () => {
    const [gone] = runOf(2, 'gone').outcomes;
    const [open] = runOf(2, 'open').outcomes;
    const [crashed] = runOf(2, 'crashed').outcomes;
    const rows = (...outcomes: (typeof gone)[]) =>
      runOf(2, 'gone', { outcomes: outcomes.flatMap((one) => one ?? []) });
    expect(told(fates([runOf(1, 'open'), rows(gone, open)], options))).toEqual([
      'the trunk: opened 1; seen 1 to 2, open',
    ]);
    expect(told(fates([runOf(1, 'open'), rows(gone, crashed)], options))).toEqual([
      'the trunk: opened 1; seen 1 to 1, open',
    ]);
  });
});

const saids = fc.constantFrom<Said>(
  ...(['open', 'accepted', 'waived', 'gone'] as const),
  ...(['not looked', 'crashed', 'unsupported', 'not applicable'] as const),
);
/** Up to 28 runs, a day each. */
const histories = fc
  .array(
    fc.record({
      said: saids,
      branch: fc.constantFrom('main', 'release/1', 'x', 'y', null),
      ci: fc.boolean(),
      commit: fc.constantFrom('a', 'b'),
    }),
    { maxLength: 28 },
  )
  .map((days) => days.map(({ said, ...given }, at) => runOf(at + 1, said, given)));

describe('fates, of any history', () => {
  it('are the same for runs out of order and recorded twice', () => {
    const shuffled = histories.chain((runs) =>
      fc.tuple(
        fc.constant(runs),
        fc.shuffledSubarray([...runs, ...runs], { minLength: runs.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([runs, mixed]) => {
        expect(fates(mixed, options)).toEqual(fates(runs, options));
      }),
    );
  });

  it('are not touched by runs of another branch, project or skill', () => {
    fc.assert(
      fc.property(histories, histories, fc.nat(2), (runs, others, kind) => {
        const elsewhere = others.map((run) => ({
          ...run,
          id: run.id.replace('8000', '9000'),
          ...(kind === 0 ? { branch: 'elsewhere' } : {}),
          outcomes: run.outcomes.map((row) => ({
            ...row,
            ...(kind === 1 ? { project: 'another' } : {}),
            ...(kind === 2 ? { skill: 's:another' } : {}),
          })),
          // Of CI's runs on the trunk it matters that there are any.
          ci: false,
        }));
        const own = fates([...runs, ...elsewhere], options).filter(
          ({ line, project, skill }) => line !== 'elsewhere' && project === 'p' && skill === 's:s',
        );
        expect(own).toEqual(fates(runs, options));
      }),
    );
  });

  it('change by every transition, and stand as the last one says', () => {
    const standingAfter = {
      ...{ opened: 'open', reopened: 'open', suppressed: 'accepted' },
      ...{ waived: 'waived', fixed: 'fixed' },
    } as const;
    fc.assert(
      fc.property(histories, (runs) => {
        for (const { transitions, standing, firstSeen, lastSeen } of fates(runs, options)) {
          const standings = transitions.map(({ kind }) => standingAfter[kind]);
          expect(standings.at(-1)).toBe(standing);
          standings.forEach((one, at) => expect(one).not.toBe(standings[at - 1]));
          expect(transitions.filter(({ kind }) => kind === 'opened').length).toBeLessThan(2);
          expect(transitions[0]?.kind).not.toMatch(/fixed|reopened/);
          expect(transitions.map(({ at }) => at)).toEqual(transitions.map(({ at }) => at).sort());
          expect(transitions[0]?.at).toBe(firstSeen.at);
          expect(lastSeen.at >= firstSeen.at).toBe(true);
        }
      }),
    );
  });

  it('are one for each finding, over all', () => {
    fc.assert(
      fc.property(histories, (runs) => {
        const all = fates(runs, options);
        const overall = overallFates(all);
        expect(overall.length).toBe(Math.min(all.length, 1));
        const ofTrunk = all.find(({ line }) => line === trunk);
        if (ofTrunk) expect(overall[0]?.standing).toBe(ofTrunk.standing);
        expect(overall[0]?.firstSeen.at).toBe(all.map(({ firstSeen }) => firstSeen.at).sort()[0]);
      }),
    );
  });
});

describe('overallFates', () => {
  it('takes the word of the trunk, and the moment at which a finding was seen first', () => {
    const all = fates(
      [
        runOf(1, 'open', { branch: 'x' }),
        runOf(2, 'open'),
        runOf(3, 'gone'),
        runOf(4, 'open', { branch: 'y' }),
      ],
      options,
    );
    expect(told(overallFates(all))).toEqual(['the trunk: opened 2, fixed 3; seen 1 to 2, fixed']);
  });

  it('takes the newest word of branches where the trunk never had it', () => {
    const all = fates(
      [
        runOf(1, 'open', { branch: 'x' }),
        runOf(2, 'open', { branch: 'y' }),
        runOf(3, 'gone', { branch: 'x' }),
      ],
      options,
    );
    expect(told(overallFates(all))).toEqual(['x: opened 1, fixed 3; seen 1 to 1, fixed']);
  });
});
