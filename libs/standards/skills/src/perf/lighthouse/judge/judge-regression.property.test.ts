import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts, LighthouseRun } from '../measure/facts.ts';
import { baselineOf, readBaseline, withPage } from './baseline.ts';
import { judgeRegression } from './judge-regression.ts';

const run: fc.Arbitrary<LighthouseRun> = fc.record({
  scores: fc.record({
    performance: fc.integer({ min: 0, max: 100 }),
    seo: fc.integer({ min: 0, max: 100 }),
  }),
  metrics: fc.record({
    lcp: fc.integer({ min: 0, max: 20_000 }),
    cls: fc.double({ min: 0, max: 2, noNaN: true }),
  }),
});
const runs = fc.array(run, { minLength: 1, maxLength: 7 });

const facts = (given: readonly LighthouseRun[]): Facts => ({
  ...{ version: 1, lighthouse: '13.5.0', browser: '', device: 'mobile', benchmark: 1000 },
  pages: [{ path: '/', runs: [...given], failed: [], report: '' }],
});
/** What is found worse in the runs of now than in those of then. */
function worse(then: readonly LighthouseRun[], now: readonly LighthouseRun[]): readonly string[] {
  const [before, after] = [facts(then), facts(now)];
  const [old] = before.pages;
  const [page] = after.pages;
  if (!old || !page) throw new Error('there is no page');
  const { found } = judgeRegression(after, page, baselineOf(before, old), 0.05, 'b.json');
  return found.map(({ data }) => String(data?.['category'] ?? data?.['metric'])).sort();
}

describe('any two measurements', () => {
  it('are no regression of what was measured then, nor of a part of it', () => {
    fc.assert(
      fc.property(runs, (then) => {
        expect(worse(then, then)).toEqual([]);
        expect(worse(then, then.slice(0, 1))).toEqual([]);
      }),
    );
  });

  it('are never each a regression of the other in one thing', () => {
    fc.assert(
      fc.property(runs, runs, (then, now) => {
        const back = worse(now, then);
        for (const what of worse(then, now)) expect(back).not.toContain(what);
      }),
    );
  });

  it('are no regression while one run of now is as good as one of then', () => {
    fc.assert(
      fc.property(runs, runs, (then, now) => {
        const [kept] = then;
        expect(worse(then, kept ? [...now, kept] : now)).toEqual([]);
      }),
    );
  });
});

describe('any baseline', () => {
  it('is read as it was written, beside those of other pages', () => {
    fc.assert(
      fc.property(runs, fc.webPath(), (given, path) => {
        const measured = facts(given);
        const [page] = measured.pages;
        if (!page) throw new Error('there is no page');
        const one = baselineOf(measured, page);
        const text = withPage(withPage(undefined, '/other', one), path, one);
        expect(withPage(text, path, one)).toBe(text);
        expect(readBaseline(text)).toEqual({
          ok: true,
          baseline: { version: 1, pages: { '/other': one, [path]: one } },
        });
      }),
    );
  });
});
