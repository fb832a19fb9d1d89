import type { Project } from '@h-j-petroleum/standards-engine';
import { joinPath } from '@h-j-petroleum/standards-engine';
import { matchingSettings } from '../../measured/matching-settings.ts';
import type { CategoryId, LighthouseOptions, MetricId, SiteSettings } from './options.ts';

/** A site with all of its settings. */
export interface Site {
  readonly settings: SiteSettings;
  readonly paths: readonly string[];
  readonly runs: number;
  readonly device: 'mobile' | 'desktop';
  readonly scores: Readonly<Partial<Record<CategoryId, number | undefined>>>;
  readonly metrics: Readonly<Partial<Record<MetricId, number | undefined>>>;
  /** The file of the baseline, relative to the workspace's root; undefined where there is to be none. */
  readonly baseline: string | undefined;
}

/** What Lighthouse paints green. */
const goodScore = 90;

/** The settings of a project that is a site, of all entries that match it; undefined for any other project. */
export function siteOf(project: Project, options: LighthouseOptions): Site | undefined {
  const matching = matchingSettings(project, options.sites);
  if (matching.length === 0) return undefined;
  let settings: SiteSettings = {};
  for (const one of matching) {
    settings = {
      ...{ ...settings, ...one },
      environment: { ...settings.environment, ...one.environment },
      scores: { ...settings.scores, ...one.scores },
      metrics: { ...settings.metrics, ...one.metrics },
    };
  }
  const { paths = ['/'], runs = 5, device = 'mobile', baseline } = settings;
  return {
    ...{ settings, paths, runs, device },
    scores: {
      ...{ performance: goodScore, accessibility: goodScore },
      ...{ 'best-practices': goodScore, seo: goodScore },
      ...settings.scores,
    },
    metrics: settings.metrics ?? {},
    baseline: baseline === undefined ? undefined : joinPath(project.root, baseline),
  };
}

/** Whether the settings say how the site is served. */
export function isServed({ settings: { folder, command, url } }: Site): boolean {
  return folder !== undefined || command !== undefined || url !== undefined;
}
