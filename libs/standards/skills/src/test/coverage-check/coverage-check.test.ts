import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases } from './coverage-check.cases.ts';
import { coverageCheck } from './coverage-check.ts';
import { changedLines } from './judge/changed-lines.ts';
import { judgeChange, rangesOf } from './judge/uncovered.ts';

testSkill(coverageCheck, cases, { describe, it });

describe('changed lines', () => {
  it('are those of the new text that are not in the old one', () => {
    expect([...changedLines('a\nb\nc\n', 'a\nx\nc\ny\n')]).toEqual([2, 4]);
    expect([...changedLines('', 'a\nb')]).toEqual([1, 2]);
    expect([...changedLines('a\nb\n', 'a\n')]).toEqual([]);
  });

  const line = fc.constantFrom('a', 'b', 'c', '', '  d');
  it('are all of a new text, none of the same one, and with the others make the new text', () => {
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (before, now) => {
        const [old, text] = [before, now].map((all) => all.map((one) => `${one}\n`).join(''));
        expect(changedLines(text ?? '', text ?? '').size).toBe(0);
        expect(changedLines('', text ?? '').size).toBe(now.length);
        const changed = changedLines(old ?? '', text ?? '');
        const kept = now.filter((_, at) => !changed.has(at + 1));
        // What is no change was there before, in the same order.
        let from = 0;
        for (const one of kept) {
          const at = before.indexOf(one, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + 1;
        }
      }),
    );
  });
});

it('of a change only its own lines are judged, each once', async () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 12 }));
  await fc.assert(
    fc.asyncProperty(
      numbers,
      numbers,
      fc.integer({ min: 0, max: 12 }),
      async (run, missed, kept) => {
        const text = Array.from({ length: 12 }, (_, n) => `line ${n};\n`);
        const now = text.join('');
        const before = text.slice(0, kept).join('');
        const lines = {
          run,
          missed: missed.filter((one) => !run.includes(one)).sort((a, b) => a - b),
        };
        const judged = await judgeChange({ path: 'a.ts', before, now }, { 'a.ts': lines });
        expect(judged.loaded).toBe(true);
        expect(judged.missed).toEqual(lines.missed.filter((one) => one > kept));
        expect(judged.changed).toBe([...run, ...lines.missed].filter((one) => one > kept).length);
      },
    ),
  );
});

it.each([
  [[], ''],
  [[4], '4'],
  [[1, 2, 3, 7, 9, 10], '1-3, 7, 9-10'],
  [[1, 3, 5, 7, 9, 11, 13, 15, 17, 19], '1, 3, 5, 7, 9, 11, 13, 15, and 2 more'],
])('lines %j are told as "%s"', (given, said) => {
  expect(rangesOf(given)).toBe(said);
});
