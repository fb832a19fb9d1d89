import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createConfig, parseConfigInput } from '../config/load-config.ts';
import type { Mode } from '../contract/skill.ts';
import { modes, outcomes } from '../contract/skill.ts';
import type { RecordedRun } from '../history/recorded-run.ts';
import { standings } from '../history/recorded-run.ts';
import { toySkill } from '../testing/toy-skill.ts';
import { graduate } from './graduate.ts';
import { dayAt, sampleRun } from './testing/sample-runs.ts';

const project = { ...{ id: 'a', name: 'a', root: 'a', manifest: undefined, tags: [] } };
const rank = (mode: Mode): number => modes.indexOf(mode);

function follows(runs: readonly RecordedRun[], mode: Mode, lenient = false): Mode {
  const step = { runs: 3, days: 1, cooldownDays: 0 };
  const graduation = lenient
    ? {
        raise: { warn: step, enforce: step },
        lower: {
          warn: { crashes: 1, suppressed: 1, projects: 1 },
          enforce: { crashes: 1, suppressed: 1, projects: 1 },
        },
      }
    : {};
  const config = createConfig(
    parseConfigInput({ skills: { 'toy:tidy-check': mode }, graduation }),
    [toySkill],
  );
  const result = graduate({
    ...{ runs, skills: [toySkill], projects: [project], config },
    isTrunk: (branch) => branch === 'main',
    now: dayAt(60),
  });
  return result.skills[0]?.decisions[0]?.to ?? 'off';
}

const anyMode = fc.constantFrom(...modes);
const finding = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  fc.constantFrom(...standings),
);

/** Runs on a few commits over 60 days, of one mode or of several. */
const runsIn = (mode: fc.Arbitrary<Mode>) =>
  fc.array(
    fc
      .record({
        day: fc.integer({ min: -10, max: 59 }),
        commit: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined, freq: 2 }),
        outcome: fc.option(fc.constantFrom(...outcomes), { nil: undefined, freq: 2 }),
        mode,
        findings: finding,
        branch: fc.constantFrom('main', 'main', 'main', 'feature'),
        pilot: fc.constantFrom(false, false, false, true),
        dirty: fc.constantFrom(false, false, false, true),
        durationMs: fc.integer({ min: 0, max: 70_000 }),
      })
      .map(({ day, commit, outcome, branch, pilot, dirty, ...row }) =>
        sampleRun(
          day,
          {
            ...row,
            ...(outcome === undefined
              ? {}
              : { outcome, findings: outcome === 'fail' ? row.findings : {} }),
          },
          {
            branch,
            pilot,
            dirty,
            ...(commit === undefined ? {} : { commit: `${commit}`.padStart(40, 'c') }),
          },
        ),
      ),
    { maxLength: 30 },
  );

it('does not depend on the order in which runs are given, nor on their being given twice', () => {
  fc.assert(
    fc.property(
      runsIn(anyMode).chain((runs) =>
        fc.tuple(
          fc.constant(runs),
          fc.shuffledSubarray(runs, { minLength: runs.length }),
          fc.subarray(runs),
        ),
      ),
      anyMode,
      ([runs, shuffled, again], mode) => {
        expect(follows([...shuffled, ...again], mode, true)).toBe(follows(runs, mode, true));
      },
    ),
  );
});

it('moves by one step at most, and never from or to off', () => {
  fc.assert(
    fc.property(runsIn(anyMode), anyMode, fc.boolean(), (runs, mode, lenient) => {
      const to = follows(runs, mode, lenient);
      expect(Math.abs(rank(to) - rank(mode))).toBeLessThanOrEqual(1);
      expect(to === 'off').toBe(mode === 'off');
    }),
  );
});

it('never changes without runs that count', () => {
  fc.assert(
    fc.property(runsIn(anyMode), anyMode, (runs, mode) => {
      const elsewhere = runs.map((run) => ({ ...run, branch: 'feature' }));
      expect(follows(elsewhere, mode, true)).toBe(mode);
    }),
  );
});

it('is never lower, and never less willing to rise, for one more commit that passes', () => {
  fc.assert(
    fc.property(
      anyMode.chain((mode) => fc.tuple(runsIn(fc.constant(mode)), fc.constant(mode))),
      fc.boolean(),
      ([runs, mode], lenient) => {
        const better = [...runs, sampleRun(59.5, { outcome: 'pass', mode, durationMs: 0 })];
        expect(rank(follows(better, mode, lenient))).toBeGreaterThanOrEqual(
          rank(follows(runs, mode, lenient)),
        );
      },
    ),
  );
});

it('is never higher for one more commit on which it crashes', () => {
  fc.assert(
    fc.property(
      anyMode.chain((mode) => fc.tuple(runsIn(fc.constant(mode)), fc.constant(mode))),
      fc.boolean(),
      ([runs, mode], lenient) => {
        const worse = [...runs, sampleRun(59.5, { outcome: 'error', mode, durationMs: 70_000 })];
        expect(rank(follows(worse, mode, lenient))).toBeLessThanOrEqual(
          rank(follows(runs, mode, lenient)),
        );
      },
    ),
  );
});
