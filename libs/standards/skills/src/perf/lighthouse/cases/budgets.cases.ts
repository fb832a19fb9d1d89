import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { finding, measured, options, others, page, run, see, workspace } from './trees.ts';

const base = { tree: workspace(), options: options(), outcomes: others } as const;
const audit = (id: string, category: string, weight: number, ...items: string[]) => ({
  ...{ id, category, weight, items, title: `Title of ${id}` },
});

export const budgetCases: readonly Case[] = [
  {
    ...{ ...base, name: 'every category is green by default', kind: 'valid', findings: [] },
    measured: measured([
      page([run({ performance: 90, accessibility: 90, 'best-practices': 90, seo: 90 })]),
    ]),
  },
  {
    ...{ ...base, name: 'one point below', kind: 'invalid' },
    measured: measured([page([run({ seo: 89 })])]),
    findings: [
      finding(
        'score-low',
        '/: seo scores less than it should',
        'at least 90',
        `89 in one run${see}`,
      ),
    ],
  },
  {
    ...{ ...base, name: 'the median counts, and not the best or the last', kind: 'invalid' },
    measured: measured([
      page([run({ performance: 99 }), run({ performance: 71 }), run({ performance: 82 })]),
      page([run({ performance: 20 }), run({ performance: 91 }), run({ performance: 93 })], {
        path: '/b',
      }),
      page([run({ performance: 80 }), run({ performance: 99 })], { path: '/c' }),
    ]),
    findings: [
      finding(
        'score-low',
        '/: performance scores less than it should',
        'at least 90',
        `82, the median of 3 (71 to 99)${see}`,
      ),
      finding(
        'score-low',
        '/c: performance scores less than it should',
        'at least 90',
        `89.5, the median of 2 (80 to 99)${see}`,
      ),
    ],
  },
  {
    ...{ ...base, name: 'what failed is named, the heaviest first', kind: 'invalid' },
    measured: measured([
      page([run({ accessibility: 60 }), run({ accessibility: 60 })], {
        failed: [
          audit('a', 'accessibility', 1),
          audit('b', 'accessibility', 10, '<img src="x.png">', '<img>'),
          audit('c', 'seo', 99),
          ...['d', 'e', 'f', 'g'].map((id) => audit(id, 'accessibility', 3)),
        ],
      }),
    ]),
    findings: [
      finding(
        'score-low',
        '/: accessibility scores less than it should',
        'at least 90',
        `60, the median of 2 (all alike): Title of b (b: <img src="x.png">); Title of d (d); Title of e (e); Title of f (f); Title of g (g); and 1 more${see}`,
      ),
    ],
  },
  {
    ...{ ...base, name: 'budgets of its own, laid over those of others', kind: 'invalid' },
    options: {
      sites: {
        'apps/*': { folder: 'dist', scores: { performance: 50, seo: 95 }, metrics: { cls: 0.1 } },
        web: { scores: { performance: 60 }, metrics: { lcp: 1000, tbt: 40, bytes: 100_000 } },
        other: { scores: { performance: 100 } },
      },
    },
    measured: measured([page([run({ performance: 55, seo: 94 }, { cls: 0.1234 })])]),
    findings: [
      finding(
        'metric-over',
        '/: Largest Contentful Paint is over its budget',
        'at most 1,000 ms',
        `1,200 ms in one run${see}`,
      ),
      finding(
        'metric-over',
        '/: Cumulative Layout Shift is over its budget',
        'at most 0.1',
        `0.123 in one run${see}`,
      ),
      finding(
        'metric-over',
        '/: the weight of all that is loaded is over its budget',
        'at most 100.0 kB',
        `120.0 kB in one run${see}`,
      ),
      finding(
        'score-low',
        '/: performance scores less than it should',
        'at least 60',
        `55 in one run${see}`,
      ),
      finding(
        'score-low',
        '/: seo scores less than it should',
        'at least 95',
        `94 in one run${see}`,
      ),
    ],
  },
  {
    ...{ ...base, name: 'all metrics at their budgets', kind: 'valid', findings: [] },
    options: options({
      metrics: { fcp: 900, lcp: 1200, si: 1000, tbt: 40, cls: 0, bytes: 120_000 },
      scores: { performance: 0 },
    }),
    measured: measured([page([run({ performance: 0 })])]),
  },
  {
    ...{ ...base, name: 'no sites', kind: 'valid', findings: [], options: {} },
    outcomes: { ...others, web: others.root },
  },
  {
    ...{ ...base, name: 'a site by its tag, of which nothing says how it is served', kind: 'edge' },
    tree: workspace({
      'apps/web/package.json': { name: 'web', private: true, nx: { tags: ['site'] } },
    }),
    ...{ options: { sites: { 'tag:site': { runs: 3 } } }, findings: [] },
    outcomes: {
      ...others,
      web: {
        outcome: 'not-supported',
        reason:
          'Nothing says how it is served: give it a `folder`, a `command` or a `url` in `sites`.',
      },
    },
  },
  ...[{ command: ['node', 'server.js'] }, { url: 'http://localhost:8080' }, { folder: 'dist' }].map(
    (site, at): Case => ({
      ...{ ...base, name: `a site that was not measured ${at}`, kind: 'edge', findings: [] },
      options: { sites: { web: site } },
      outcomes: {
        ...others,
        web: {
          outcome: 'not-supported',
          reason:
            'It was not measured. Run `standards measure perf:lighthouse`; under Nx the task that `standards` depends on does.',
        },
      },
    }),
  ),
  {
    ...{ ...base, name: 'measured by an older version', kind: 'edge', findings: [] },
    measured: { web: { state: 'done', value: { version: 0 } } },
    outcomes: {
      ...others,
      web: {
        outcome: 'not-supported',
        reason:
          'It was measured by another version of this skill. Run `standards measure perf:lighthouse --again`.',
      },
    },
  },
  {
    ...{ ...base, name: 'Lighthouse itself failed, which is no score of zero', kind: 'edge' },
    measured: {
      web: {
        state: 'crashed',
        reason:
          'Error: Lighthouse could not measure /: NO_FCP: The page did not paint any content.',
      },
    },
    findings: [],
    outcomes: {
      ...others,
      web: {
        outcome: 'error',
        reason:
          'The measurement crashed: Error: Lighthouse could not measure /: NO_FCP: The page did not paint any content. Run `standards measure perf:lighthouse`; under Nx the task that `standards` depends on does.',
      },
    },
  },
  {
    ...{ ...base, name: 'no browser, which is no pass', kind: 'edge', findings: [] },
    measured: { web: { state: 'not-supported', reason: 'There is no browser.' } },
    outcomes: { ...others, web: { outcome: 'not-supported', reason: 'There is no browser.' } },
  },
];
