import type { Case } from '@h-j-petroleum/standards-engine/testing';
import type { PageBaseline } from '../judge/baseline.ts';
import { finding, measured, options, others, page, run, workspace } from './trees.ts';

const file = 'apps/web/lighthouse.baseline.json';
const once = (value: number) => ({ median: value, low: value, high: value });
const spread = (low: number, median: number, high: number) => ({ median, low, high });

/** The baseline of one run without fault, with some of it changed. */
function before(
  scores: Readonly<Record<string, ReturnType<typeof once>>> = {},
  metrics: Readonly<Record<string, ReturnType<typeof once>>> = {},
  more: Partial<PageBaseline> = {},
) {
  const given: PageBaseline = {
    ...{ lighthouse: '13.5.0', device: 'mobile', runs: 1, benchmark: 1000, ...more },
    scores: {
      ...{ accessibility: once(100), 'best-practices': once(96), performance: once(95) },
      ...{ seo: once(100), ...scores },
    },
    metrics: {
      ...{ bytes: once(120_000), cls: once(0), fcp: once(900), lcp: once(1200), si: once(1000) },
      ...{ tbt: once(40), ...metrics },
    },
  };
  return { version: 1, pages: { '/': given } };
}

const site = options({
  baseline: './lighthouse.baseline.json',
  scores: { performance: 0, accessibility: 0 },
});
const given = (baseline: Readonly<Record<string, unknown>> | string) =>
  workspace({ [file]: baseline });
const base = { options: site, outcomes: others } as const;
const foreign = (line: number, difference: string, actual: string) =>
  finding(
    'baseline-foreign',
    `the baseline of / was measured otherwise: ${difference}`,
    'Lighthouse 13.5.0, mobile',
    actual,
    { file, line, fixable: true },
  );

export const baselineCases: readonly Case[] = [
  {
    ...{ ...base, name: 'as it was', kind: 'valid', findings: [] },
    ...{ tree: given(before()), measured: measured([page([run()])]) },
  },
  {
    ...{ ...base, name: 'better than it was', kind: 'valid', findings: [] },
    ...{
      tree: given(before({ performance: once(50) }, { lcp: once(9000) })),
      measured: measured([page([run()])]),
    },
  },
  {
    ...{ ...base, name: 'worse than it was, each by more than anybody overlooks', kind: 'invalid' },
    tree: given(before()),
    measured: measured([
      page([
        run(
          { performance: 70, accessibility: 94 },
          { fcp: 1001, lcp: 1301, si: 1101, tbt: 91, cls: 0.011, bytes: 126_001 },
        ),
      ]),
    ]),
    findings: [
      ['accessibility', 94, 100, 10],
      ['performance', 70, 95, 20],
    ]
      .map(([category, now, then, line]) =>
        finding(
          'score-regressed',
          `/: ${category} scores less than it did`,
          `about ${then} in one run`,
          `${now} in one run`,
          { file, line: Number(line) },
        ),
      )
      .concat(
        (
          [
            ['the weight of all that is loaded', '126.0 kB', '120.0 kB', 32],
            ['Cumulative Layout Shift', '0.011', '0', 37],
            ['First Contentful Paint', '1,001 ms', '900 ms', 42],
            ['Largest Contentful Paint', '1,301 ms', '1,200 ms', 47],
            ['Speed Index', '1,101 ms', '1,000 ms', 52],
            ['Total Blocking Time', '91 ms', '40 ms', 57],
          ] as const
        ).map(([metric, now, then, line]) =>
          finding(
            'metric-regressed',
            `/: ${metric} is worse than it was`,
            `about ${then} in one run`,
            `${now} in one run`,
            { file, line },
          ),
        ),
      ),
  },
  {
    ...{ ...base, name: 'worse by what nobody notices', kind: 'valid', findings: [] },
    tree: given(before()),
    measured: measured([
      page([
        run(
          { performance: 91, accessibility: 95 },
          { fcp: 1000, lcp: 1300, si: 1100, tbt: 90, cls: 0.01, bytes: 126_000 },
        ),
      ]),
    ]),
  },
  {
    ...{
      ...base,
      name: 'noise of then and now: one run of now is no worse than one of then',
      kind: 'valid',
    },
    tree: given(
      before({ performance: spread(60, 90, 95) }, { lcp: spread(1000, 1200, 1900) }, { runs: 3 }),
    ),
    measured: measured([
      page([
        run({ performance: 40 }, { lcp: 2500 }),
        run({ performance: 50 }, { lcp: 1900 }),
        run({ performance: 60 }, { lcp: 2600 }),
      ]),
    ]),
    findings: [],
  },
  {
    ...{ ...base, name: 'every run of now is worse than every one of then', kind: 'invalid' },
    tree: given(
      before({ performance: spread(60, 90, 95) }, { lcp: spread(1000, 1200, 1900) }, { runs: 3 }),
    ),
    measured: measured([
      page([
        run({ performance: 40 }, { lcp: 2500 }),
        run({ performance: 50 }, { lcp: 1901 }),
        run({ performance: 59 }, { lcp: 2600 }),
      ]),
    ]),
    findings: [
      finding(
        'score-regressed',
        '/: performance scores less than it did',
        'about 90, the median of 3 (60 to 95)',
        '50, the median of 3 (40 to 59)',
        { file, line: 20 },
      ),
      finding(
        'metric-regressed',
        '/: Largest Contentful Paint is worse than it was',
        'about 1,200 ms, the median of 3 (1,000 ms to 1,900 ms)',
        '2,500 ms, the median of 3 (1,901 ms to 2,600 ms)',
        { file, line: 47 },
      ),
    ],
  },
  {
    ...{ ...base, name: 'a tolerance of its own', kind: 'valid', findings: [] },
    options: { ...site, tolerance: 0.5 },
    ...{
      tree: given(before()),
      measured: measured([page([run({ performance: 48 }, { lcp: 1800 })])]),
    },
  },
  {
    ...{ ...base, name: 'no baseline yet', kind: 'invalid', tree: workspace() },
    measured: measured([page([run()], { path: '/b' }), page([run()])]),
    findings: ['/b', '/'].map((path) =>
      finding(
        'baseline-missing',
        `${path} has no baseline in ${file}`,
        `a baseline of ${path}`,
        'none',
        { fixable: true },
      ),
    ),
    fixed: {
      [file]: { version: 1, pages: { '/': before().pages['/'], '/b': before().pages['/'] } },
    },
    remaining: [],
  },
  {
    ...{ ...base, name: 'a page that came since', kind: 'invalid' },
    tree: given({ version: 1, pages: { '/z': before().pages['/'] } }),
    measured: measured([page([run(), run({ performance: 99 }), run({ performance: 98 })])]),
    findings: [
      finding('baseline-missing', `/ has no baseline in ${file}`, 'a baseline of /', 'none', {
        ...{ file, fixable: true },
      }),
    ],
    fixed: {
      [file]: {
        version: 1,
        pages: {
          '/': before({ performance: spread(95, 98, 99) }, {}, { runs: 3 }).pages['/'],
          '/z': before().pages['/'],
        },
      },
    },
  },
  {
    ...{ ...base, name: 'a baseline of another release', kind: 'invalid' },
    tree: given(before({ performance: once(100) }, {}, { lighthouse: '13.4.2' })),
    measured: measured([page([run()])]),
    findings: [foreign(4, 'by Lighthouse 13.4.2, not 13.5.0', 'Lighthouse 13.4.2, mobile')],
    fixed: { [file]: before() },
  },
  {
    ...{ ...base, name: 'one of another device', kind: 'invalid' },
    tree: given(before({}, {}, { device: 'desktop' })),
    measured: measured([page([run()])]),
    findings: [foreign(4, 'as on desktop, not mobile', 'Lighthouse 13.5.0, desktop')],
    fixed: { [file]: before() },
  },
  {
    ...{ ...base, name: 'one of a release with other fixes alone', kind: 'valid', findings: [] },
    tree: given(before({}, {}, { lighthouse: '13.5.2' })),
    measured: measured([page([run()])]),
  },
  {
    ...{ ...base, name: 'a machine that is much slower: times are not compared, all else is' },
    kind: 'invalid',
    tree: given(before({ seo: once(100) }, {}, { benchmark: 1601 })),
    measured: measured([
      page([
        run({ performance: 10, seo: 90 }, { fcp: 9000, lcp: 9000, si: 9000, tbt: 9000, cls: 0.5 }),
      ]),
    ]),
    findings: [
      finding(
        'score-regressed',
        '/: seo scores less than it did',
        'about 100 in one run',
        '90 in one run',
        { file, line: 25 },
      ),
      finding(
        'metric-regressed',
        '/: Cumulative Layout Shift is worse than it was',
        'about 0 in one run',
        '0.5 in one run',
        { file, line: 37 },
      ),
    ],
    outcomes: others,
  },
  ...(
    [
      [1601, 'This machine is 1.6 times slower than the one of the baseline'],
      [500, 'This machine is 2.0 times quicker than the one of the baseline'],
    ] as const
  ).map(([benchmark, words]): Case => ({
    ...{ ...base, name: words, kind: 'edge', findings: [] },
    tree: given(before({}, {}, { benchmark })),
    measured: measured([page([run()])]),
    outcomes: {
      ...others,
      web: {
        outcome: 'not-supported',
        reason: `${words}, so times were not compared. Measure both on one kind of machine, or remove the baseline, and \`standards fix perf:lighthouse\` writes it anew.`,
      },
    },
  })),
  ...[1600, 625].map((benchmark): Case => ({
    ...{ ...base, name: `a machine of nearly the same kind: ${benchmark}`, kind: 'invalid' },
    tree: given(before({}, {}, { benchmark })),
    measured: measured([page([run({}, { tbt: 900 })])]),
    findings: [
      finding(
        'metric-regressed',
        '/: Total Blocking Time is worse than it was',
        'about 40 ms in one run',
        '900 ms in one run',
        { file, line: 57 },
      ),
    ],
  })),
  {
    ...{ ...base, name: 'a baseline that is none', kind: 'invalid' },
    ...{ tree: given({ version: 1, pages: { '/': {} } }), measured: measured([page([run()])]) },
    findings: [
      finding(
        'baseline-unreadable',
        `${file} cannot be read as a baseline: pages./.lighthouse: Invalid input: expected string, received undefined`,
        'what `standards fix perf:lighthouse` writes',
        'pages./.lighthouse: Invalid input: expected string, received undefined',
        { file },
      ),
    ],
  },
  {
    ...{ ...base, name: 'a baseline that is no JSON', kind: 'invalid' },
    ...{ tree: given('[]'), measured: measured([page([run()])]) },
    findings: [
      finding(
        'baseline-unreadable',
        `${file} cannot be read as a baseline: the file: Invalid input: expected object, received array`,
        'what `standards fix perf:lighthouse` writes',
        'the file: Invalid input: expected object, received array',
        { file },
      ),
    ],
  },
];
