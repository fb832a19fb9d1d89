import type { Draft } from '@h-j-petroleum/standards-engine';
import type { Facts } from '../measure/facts.ts';
import type { LighthouseMessages } from '../messages.ts';
import type { Site } from '../site.ts';
import type { readBaseline } from './baseline.ts';
import { judgePage } from './judge-page.ts';
import { judgeRegression } from './judge-regression.ts';

export interface Judgement {
  readonly found: readonly Draft<LighthouseMessages>[];
  /** Why times were not compared with the baseline. */
  readonly notCompared?: string;
}

/**
 * What is wrong with a site by the facts of one measurement.
 *
 * @param baseline what its file holds; undefined where there is none
 * @param file that findings which are about no file stand in
 */
export function judgeSite(
  facts: Facts,
  site: Site | undefined,
  baseline: ReturnType<typeof readBaseline> | undefined,
  tolerance: number,
  file: string,
): Judgement {
  if (!site) return { found: [] };
  const found: Draft<LighthouseMessages>[] = facts.pages.flatMap((page) =>
    judgePage(page, site, file),
  );
  if (site.baseline === undefined) return { found };
  if (baseline?.ok === false) {
    const { reason } = baseline;
    found.push({
      ...{ message: 'baseline-unreadable', data: { file: site.baseline, reason }, fixable: false },
      ...{
        file: site.baseline,
        expected: 'what `standards fix perf:lighthouse` writes',
        actual: reason,
      },
    });
    return { found };
  }
  let notCompared: string | undefined;
  for (const page of facts.pages) {
    const before = baseline?.baseline.pages[page.path];
    const judged = judgeRegression(facts, page, before, tolerance, site.baseline);
    // A finding stands in a file that is there.
    found.push(...judged.found.map((one) => (baseline ? one : { ...one, file })));
    notCompared ??= judged.notCompared;
  }
  return notCompared === undefined ? { found } : { found, notCompared };
}
