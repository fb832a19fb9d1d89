import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measure } from '@h-j-petroleum/standards-engine';
import { folderAsFileName, measuredFolder } from '@h-j-petroleum/standards-engine';
import { readBaseline } from '../judge/baseline.ts';
import { judgeSite } from '../judge/judge-site.ts';
import { nearestToMedian, spreadOf } from '../judge/median.ts';
import type { LighthouseOptions } from '../options.ts';
import { isServed, siteOf } from '../site.ts';
import { findBrowser, startBrowser } from './browser.ts';
import type { Facts, PageFacts } from './facts.ts';
import type { Library, PageRun } from './run-page.ts';
import { loadLighthouse, RunFailure, runPage } from './run-page.ts';
import { serveSite } from './serve-site.ts';

/** A run that Lighthouse itself calls failed is repeated as often as this, because a busy machine can be the cause. */
const repetitions = 1;

/** Serves a site, and loads each of its pages some times in a browser of its own. */
export const measureSite: Measure<LighthouseOptions> = async ({ root, project, options }) => {
  const site = siteOf(project, options);
  if (!site || !isServed(site)) return { notSupported: 'Nothing says how it is served.' };
  const folder = join(root, project.root);
  const library = await loadLighthouse(root);
  if ('notSupported' in library) return library;
  const path = findBrowser(options.browser, process.env);
  if (path === undefined) {
    const named = options.browser ?? process.env['CHROME_PATH'];
    return {
      notSupported: `There is no browser${named === undefined ? '' : ` at ${named}`}. Install Chromium (Debian: apt-get install chromium; macOS: brew install --cask chromium), or name one by CHROME_PATH or the option \`browser\`.`,
    };
  }
  const reports = `${measuredFolder}/perf~lighthouse/${folderAsFileName(project.root)}`;
  rmSync(join(root, reports), { recursive: true, force: true });
  mkdirSync(join(root, reports), { recursive: true });
  const served = await serveSite(site.settings, folder);
  try {
    const pages: PageFacts[] = [];
    const all: PageRun[] = [];
    for (const page of site.paths) {
      const runs: PageRun[] = [];
      for (let at = 0; at < site.runs; at++) {
        // A browser of its own for each run: none finds the caches of another warm.
        const request = { path, flags: options.flags, network: site.settings.network === true };
        runs.push(await runOnce(library, served.url, page, site.device, request));
      }
      all.push(...runs);
      pages.push(keepPage(root, reports, page, runs));
    }
    const [first] = all;
    const value: Facts = {
      ...{ version: 1, device: site.device, pages },
      ...{ lighthouse: first?.lighthouse ?? '', browser: first?.browser ?? '' },
      benchmark: spreadOf(all.map(({ benchmark }) => benchmark)).median,
    };
    return { value, keep: isGood(value, root) };
  } finally {
    await served.close();
  }

  function isGood(facts: Facts, at: string): boolean {
    const text = site?.baseline === undefined ? undefined : textOf(join(at, site.baseline));
    const read = text === undefined ? undefined : readBaseline(text);
    const { found, notCompared } = judgeSite(facts, site, read, options.tolerance, 'package.json');
    return found.length === 0 && notCompared === undefined;
  }
};

async function runOnce(
  library: Library,
  url: string,
  page: string,
  device: 'mobile' | 'desktop',
  request: Parameters<typeof startBrowser>[0],
): Promise<PageRun> {
  for (let left = repetitions; ; left--) {
    const browser = await startBrowser(request);
    try {
      return await runPage(library, url + page, browser.port, device);
    } catch (error) {
      if (error instanceof RunFailure && left > 0) continue;
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Lighthouse could not measure ${page}: ${why}`, { cause: error });
    } finally {
      await browser.close();
    }
  }
}

/** The facts of a page; the reports of the run in the middle are written. */
function keepPage(
  root: string,
  reports: string,
  path: string,
  runs: readonly PageRun[],
): PageFacts {
  const median = runs[nearestToMedian(runs.map(({ run }) => ({ ...run.scores, ...run.metrics })))];
  const file = `${reports}/${folderAsFileName(path.replace(/^\//, '') || 'index')}`;
  writeFileSync(join(root, `${file}.html`), median?.html ?? '');
  writeFileSync(join(root, `${file}.json`), median?.json ?? '');
  return {
    ...{ path, runs: runs.map(({ run }) => run) },
    ...{ failed: [...(median?.failed ?? [])], report: `${file}.html` },
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
