import type { Config, Flags, Result, RunnerResult } from 'lighthouse';
import { loadPeer } from '../../load-peer.ts';
import type { MetricId } from '../options.ts';
import { categoryIds } from '../options.ts';
import type { FailedAudit, LighthouseRun } from './facts.ts';

/** What is used of Lighthouse. */
export interface Library {
  run(url: string, flags: Flags, config?: Config): Promise<RunnerResult | undefined>;
  readonly desktop: Config;
}

/** Loads Lighthouse as a workspace has it installed; or says why it cannot. */
export async function loadLighthouse(
  root: string,
): Promise<Library | { readonly notSupported: string }> {
  const [library, config] = [
    await loadPeer('lighthouse', root),
    await loadPeer('lighthouse/core/config/desktop-config.js', root),
  ];
  if ('notSupported' in library) return library;
  if ('notSupported' in config) return config;
  const run: unknown = Reflect.get(Object(library.module), 'default');
  if (!isRunner(run)) {
    return { notSupported: 'The Lighthouse that is installed is no function. Take 12 or 13.' };
  }
  return { run, desktop: Object(Reflect.get(Object(config.module), 'default')) };
}

function isRunner(value: unknown): value is Library['run'] {
  return typeof value === 'function';
}

/** What Lighthouse says of its own trouble; such a run says nothing of the page. */
export class RunFailure extends Error {
  override readonly name = 'RunFailure';
}

export interface PageRun {
  readonly run: LighthouseRun;
  readonly failed: readonly FailedAudit[];
  readonly benchmark: number;
  readonly lighthouse: string;
  readonly browser: string;
  readonly html: string;
  readonly json: string;
}

/**
 * Loads a page once.
 *
 * @throws RunFailure where Lighthouse could not measure it
 */
export async function runPage(
  library: Library,
  url: string,
  port: number,
  device: 'mobile' | 'desktop',
): Promise<PageRun> {
  const flags: Flags = {
    ...{ port, hostname: '127.0.0.1', output: ['html', 'json'], logLevel: 'silent' },
    ...{ onlyCategories: [...categoryIds], throttlingMethod: 'simulate' },
    // Picture by picture it would weigh a megabyte, and it is shown nowhere.
    disableFullPageScreenshot: true,
  };
  const result = await library.run(url, flags, device === 'desktop' ? library.desktop : undefined);
  if (!result) throw new RunFailure('it gave no result');
  const { lhr, report } = result;
  if (lhr.runtimeError) {
    throw new RunFailure(`${lhr.runtimeError.code}: ${lhr.runtimeError.message}`);
  }
  const [html = '', json = ''] = report;
  return {
    ...{ run: valuesOf(lhr), failed: failedOf(lhr), html, json },
    benchmark: lhr.environment.benchmarkIndex,
    lighthouse: lhr.lighthouseVersion,
    browser: lhr.environment.hostUserAgent.match(/\b(?:Headless)?Chrome\/[\d.]+/)?.[0] ?? '',
  };
}

const audits: Readonly<Record<MetricId, string>> = {
  ...{ fcp: 'first-contentful-paint', lcp: 'largest-contentful-paint', si: 'speed-index' },
  ...{ tbt: 'total-blocking-time', cls: 'cumulative-layout-shift', bytes: 'total-byte-weight' },
};

/**
 * Scores and metrics of a report.
 *
 * @throws RunFailure where one of them is missing: a page without its score must not read as one without fault
 */
export function valuesOf({
  categories,
  audits: results,
}: Pick<Result, 'categories' | 'audits'>): LighthouseRun {
  const scores: Record<string, number> = {};
  for (const id of categoryIds) {
    const score = categories[id]?.score;
    if (typeof score !== 'number') {
      const errors = (categories[id]?.auditRefs ?? [])
        .map((ref) => results[ref.id])
        .filter((audit) => audit?.scoreDisplayMode === 'error')
        .map((audit) => `${audit?.id}: ${audit?.errorMessage ?? 'an error'}`);
      throw new RunFailure(
        `${id} has no score (${errors.join('; ') || 'nothing could be audited'})`,
      );
    }
    scores[id] = Math.round(score * 100);
  }
  const metrics: Record<string, number> = {};
  for (const [name, id] of Object.entries(audits)) {
    const value = results[id]?.numericValue;
    if (typeof value !== 'number') throw new RunFailure(`${id} has no value`);
    metrics[name] = Math.round(value * 1000) / 1000;
  }
  return { scores, metrics };
}

const longestItem = 160;

/** The audits that failed, each in its category, with what they are about. */
export function failedOf({
  categories,
  audits: results,
}: Pick<Result, 'categories' | 'audits'>): readonly FailedAudit[] {
  const failed: FailedAudit[] = [];
  for (const category of categoryIds) {
    for (const { id, weight } of categories[category]?.auditRefs ?? []) {
      const audit = results[id];
      // From 0.9 on Lighthouse itself takes an audit for passed.
      if (!audit || typeof audit.score !== 'number' || audit.score >= 0.9) continue;
      failed.push({ id, title: audit.title, category, weight, items: itemsOf(audit.details) });
    }
  }
  return failed;
}

function itemsOf(details: unknown): string[] {
  const items: unknown = Reflect.get(Object(details), 'items');
  if (!Array.isArray(items)) return [];
  return items.slice(0, 3).flatMap((item: unknown) => {
    const { node, url, source }: { node?: unknown; url?: unknown; source?: unknown } = Object(item);
    const snippet: unknown = Reflect.get(Object(node), 'snippet');
    const text = [snippet, url, source].find((one): one is string => typeof one === 'string');
    // The port is another one each time.
    const local = /http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):\d+/g;
    return text === undefined
      ? []
      : [text.replace(/\s+/g, ' ').replace(local, '').slice(0, longestItem)];
  });
}
