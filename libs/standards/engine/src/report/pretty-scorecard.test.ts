import { expect, test } from 'vitest';
import { scorecardLines } from './pretty-scorecard.ts';
import type { Report } from './report.ts';
import { sampleFinding, sampleOutcome, sampleReport } from './testing/sample-report.ts';
import { createPaint } from './text/style.ts';

const plain = createPaint({ colour: false, width: 80 });

function verdictLine(given: Partial<Report>): string | undefined {
  return scorecardLines(sampleReport({ skills: [], ...given }), plain)[1];
}

test('a column for each outcome, a dash for none', () => {
  const outcomes = [
    ...Array.from({ length: 300 }, () => sampleOutcome()),
    sampleOutcome({ outcome: 'fail' }),
    sampleOutcome({ outcome: 'not-applicable' }),
    sampleOutcome({ outcome: 'not-applicable' }),
    sampleOutcome({ outcome: 'not-supported' }),
    sampleOutcome({ outcome: 'error' }),
  ];
  expect(scorecardLines(sampleReport({ outcomes, skills: [] }), plain)).toEqual([
    'skill                     pass  fail  n/a  unsupported  errored  verdict',
    'deps:file-protocol-check   300     1    2            1        1  crashed: 2 not checked',
  ]);
});

test('without any skill the headings still fit', () => {
  expect(scorecardLines(sampleReport({ outcomes: [], skills: [] }), plain)).toEqual([
    'skill  pass  fail  n/a  unsupported  errored  verdict',
  ]);
});

test.each([
  ['passed', {}],
  [
    'incomplete: 1 not checked',
    { outcomes: [sampleOutcome(), sampleOutcome({ outcome: 'not-supported' })] },
  ],
  ['nothing to check', { outcomes: [sampleOutcome({ outcome: 'not-applicable' })] }],
  [
    'failed: 2 enforced, 1 warning, 1 advisory and 1 accepted',
    {
      findings: [
        sampleFinding(),
        sampleFinding(),
        sampleFinding({ mode: 'warn' }),
        sampleFinding({ mode: 'advisory' }),
        sampleFinding({ accepted: true }),
      ],
    },
  ],
  [
    'warned: 2 warnings',
    { findings: [sampleFinding({ mode: 'warn' }), sampleFinding({ mode: 'warn' })] },
  ],
  ['advised: 1 advisory', { findings: [sampleFinding({ mode: 'advisory' })] }],
] as const)('%s', (verdict, given) => {
  expect(verdictLine(given)?.split('  ').at(-1)).toBe(verdict);
});

test.each([
  ['31', { outcomes: [sampleOutcome({ outcome: 'error' })] }],
  ['31', { findings: [sampleFinding()] }],
  ['33', { findings: [sampleFinding({ mode: 'warn' })] }],
  ['36', { findings: [sampleFinding({ mode: 'advisory' })] }],
  ['33', { outcomes: [sampleOutcome({ outcome: 'not-supported' })] }],
  ['32', {}],
  ['2', { outcomes: [sampleOutcome({ outcome: 'not-applicable' })] }],
] as const)('the verdict has the colour %s', (colour, given) => {
  const paint = createPaint({ colour: true, width: 80 });
  const lines = scorecardLines(sampleReport({ skills: [], ...given }), paint);
  expect(lines[0]?.startsWith('\u001b[2mskill ')).toBe(true);
  expect(lines[1]).toContain(`  \u001b[${colour}m`);
});
