import type { Measured } from '@h-j-petroleum/standards-engine';
import type { CaseTree, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';
import type { Facts, LighthouseRun, PageFacts } from '../measure/facts.ts';

/** An npm workspace with one site; the given files are laid over it. */
export function workspace(files: CaseTree = {}): CaseTree {
  return {
    'package.json': { name: 'root', private: true, workspaces: ['apps/*'] },
    'apps/web/package.json': { name: 'web', private: true },
    ...files,
  };
}

/** The root has nothing to check. */
export const others = {
  root: {
    outcome: 'not-applicable',
    reason: 'It is no site: no entry of the option `sites` names it.',
  },
} as const;

/** Options for the site, which serves its folder. */
export const options = (more: object = {}) => ({ sites: { web: { folder: 'dist', ...more } } });

/** A run without fault, with some of its values changed. */
export function run(
  scores: Readonly<Record<string, number>> = {},
  metrics: Readonly<Record<string, number>> = {},
): LighthouseRun {
  return {
    scores: { performance: 95, accessibility: 100, 'best-practices': 96, seo: 100, ...scores },
    metrics: { fcp: 900, lcp: 1200, si: 1000, tbt: 40, cls: 0, bytes: 120_000, ...metrics },
  };
}

export function page(runs: readonly LighthouseRun[], more: Partial<PageFacts> = {}): PageFacts {
  const report = '.standards/measured/perf~lighthouse/apps~web/index.html';
  return { path: '/', runs: [...runs], failed: [], report, ...more };
}

/** The measurement of the site. */
export function measured(
  pages: readonly PageFacts[],
  more: Partial<Facts> = {},
): Readonly<Record<string, Measured>> {
  const value: Facts = {
    ...{ version: 1, lighthouse: '13.5.0', browser: 'HeadlessChrome/156.0.0.0', device: 'mobile' },
    ...{ benchmark: 1000, pages: [...pages], ...more },
  };
  return { web: { state: 'done', value } };
}

export const manifest = 'apps/web/package.json';

/** A finding of the site. */
export function finding(
  message: string,
  text: string,
  expected: string,
  actual: string,
  more: Partial<ExpectedFinding> = {},
): ExpectedFinding {
  return {
    ...{ message, project: 'web', file: manifest, line: 1, text, expected, actual },
    ...{ fixable: false, ...more },
  };
}

export const see = '; see .standards/measured/perf~lighthouse/apps~web/index.html';
