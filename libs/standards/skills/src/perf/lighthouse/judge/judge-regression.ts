import type { Draft } from '@h-j-petroleum/standards-engine';
import type { Facts, PageFacts } from '../measure/facts.ts';
import type { LighthouseMessages } from '../messages.ts';
import type { MetricId } from '../options.ts';
import { categoryIds, metricIds } from '../options.ts';
import type { PageBaseline } from './baseline.ts';
import { shown } from './judge-page.ts';
import type { Spread } from './median.ts';
import { spreadOf, valuesOf } from './median.ts';
import { amountText, metricName } from './texts.ts';

type Found = Draft<LighthouseMessages>;

/** Differences that nobody notices, whatever share of the baseline they are. */
const least: Readonly<Record<MetricId, number>> = {
  ...{ fcp: 100, lcp: 100, si: 100, tbt: 50, cls: 0.01, bytes: 1000 },
};
const leastPoints = 2;

/** Beyond this, one machine is so much quicker than the other that times of both cannot be compared. */
const mostRatio = 1.6;

/** What hangs on how quick the machine is. */
const timed: ReadonlySet<string> = new Set(['performance', 'fcp', 'lcp', 'si', 'tbt']);

export interface Regression {
  readonly found: readonly Found[];
  /** Why times were not compared. */
  readonly notCompared?: string;
}

/**
 * What became worse since the baseline: where the best run of now is worse than the worst of then, and the medians differ by
 * more than the tolerance.
 */
export function judgeRegression(
  facts: Facts,
  page: PageFacts,
  baseline: PageBaseline | undefined,
  tolerance: number,
  file: string,
): Regression {
  const { path } = page;
  if (baseline === undefined) {
    const found: Found = {
      ...{ message: 'baseline-missing', data: { path, file }, file, identity: path },
      ...{ expected: `a baseline of ${path}`, actual: 'none', fixable: true },
    };
    return { found: [found] };
  }
  const difference = differenceOf(facts, baseline);
  if (difference !== undefined) {
    const found: Found = {
      ...{ message: 'baseline-foreign', data: { path, difference }, file },
      ...{ identity: path, at: { path: ['pages', path] }, fixable: true },
      expected: `Lighthouse ${facts.lighthouse}, ${facts.device}`,
      actual: `Lighthouse ${baseline.lighthouse}, ${baseline.device}`,
    };
    return { found: [found] };
  }
  const ratio = facts.benchmark / baseline.benchmark;
  const isComparable = ratio <= mostRatio && ratio >= 1 / mostRatio;
  const found: Found[] = [];
  for (const category of categoryIds) {
    if (!isComparable && timed.has(category)) continue;
    const before = baseline.scores[category];
    const values = valuesOf(
      page.runs.map(({ scores }) => scores),
      category,
    );
    if (before === undefined || values.length === 0) continue;
    const now = spreadOf(values);
    const isWorse =
      now.high < before.low &&
      before.median - now.median > Math.max(leastPoints, tolerance * before.median);
    if (!isWorse) continue;
    found.push({
      ...{ message: 'score-regressed', data: { path, category }, file },
      ...{ at: { path: ['pages', path, 'scores', category] }, identity: `${path} ${category}` },
      ...{ ...comparison(before, baseline.runs, now, values.length, String), fixable: false },
    });
  }
  for (const metric of metricIds) {
    if (!isComparable && timed.has(metric)) continue;
    const before = baseline.metrics[metric];
    const values = valuesOf(
      page.runs.map(({ metrics }) => metrics),
      metric,
    );
    if (before === undefined || values.length === 0) continue;
    const now = spreadOf(values);
    const isWorse =
      now.low > before.high &&
      now.median - before.median > Math.max(least[metric], tolerance * before.median);
    if (!isWorse) continue;
    const text = (value: number): string => amountText(metric, value);
    found.push({
      ...{ message: 'metric-regressed', data: { path, metric: metricName(metric) }, file },
      ...{ at: { path: ['pages', path, 'metrics', metric] }, identity: `${path} ${metric}` },
      ...{ ...comparison(before, baseline.runs, now, values.length, text), fixable: false },
    });
  }
  return isComparable ? { found } : { found, notCompared: machinesText(ratio) };
}

function comparison(
  before: Spread,
  beforeRuns: number,
  now: Spread,
  runs: number,
  text: (value: number) => string,
): { readonly expected: string; readonly actual: string } {
  return {
    expected: `about ${shown(before, beforeRuns, text)}`,
    actual: shown(now, runs, text),
  };
}

function differenceOf({ lighthouse, device }: Facts, baseline: PageBaseline): string | undefined {
  if (device !== baseline.device) return `as on ${baseline.device}, not ${device}`;
  // A release with fixes alone keeps audits and weights.
  const release = (version: string): string => version.split('.').slice(0, 2).join('.');
  return release(lighthouse) === release(baseline.lighthouse)
    ? undefined
    : `by Lighthouse ${baseline.lighthouse}, not ${lighthouse}`;
}

function machinesText(ratio: number): string {
  const [times, word] = ratio < 1 ? [1 / ratio, 'slower'] : [ratio, 'quicker'];
  return `This machine is ${times.toFixed(1)} times ${word} than the one of the baseline, so times were not compared. Measure both on one kind of machine, or remove the baseline, and \`standards fix perf:lighthouse\` writes it anew.`;
}
