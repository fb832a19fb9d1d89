import type { Draft } from '@h-j-petroleum/standards-engine';
import type { FailedAudit, PageFacts } from '../measure/facts.ts';
import type { LighthouseMessages } from '../messages.ts';
import { categoryIds, metricIds } from '../options.ts';
import type { Site } from '../site.ts';
import type { Spread } from './median.ts';
import { spreadOf, valuesOf } from './median.ts';
import { amountText, metricName } from './texts.ts';

type Found = Draft<LighthouseMessages>;

/** How many audits a finding names. */
const namedAudits = 5;

/** What is below a page's budgets for scores, or over those for metrics, by the medians of its runs. */
export function judgePage(page: PageFacts, site: Site, file: string): readonly Found[] {
  const found: Found[] = [];
  const { path, runs, failed, report } = page;
  for (const category of categoryIds) {
    const least = site.scores[category] ?? 0;
    const values = valuesOf(
      runs.map(({ scores }) => scores),
      category,
    );
    if (values.length === 0) continue;
    const { median } = spreadOf(values);
    if (median >= least) continue;
    const named = failed.filter((audit) => audit.category === category);
    found.push({
      ...{ message: 'score-low', data: { path, category }, file, fixable: false },
      expected: `at least ${least}`,
      actual: `${shown(spreadOf(values), values.length, String)}${auditsText(named)}; see ${report}`,
    });
  }
  for (const metric of metricIds) {
    const most = site.metrics[metric];
    const values = valuesOf(
      runs.map(({ metrics }) => metrics),
      metric,
    );
    if (most === undefined || values.length === 0) continue;
    const spread = spreadOf(values);
    if (spread.median <= most) continue;
    found.push({
      ...{ message: 'metric-over', data: { path, metric: metricName(metric) }, file },
      ...{ expected: `at most ${amountText(metric, most)}`, fixable: false },
      actual: `${shown(spread, values.length, (value) => amountText(metric, value))}; see ${report}`,
    });
  }
  return found;
}

/** `71, the median of 5 (70 to 75)`. */
export function shown(
  { median, low, high }: Spread,
  count: number,
  text: (value: number) => string,
): string {
  if (count === 1) return `${text(median)} in one run`;
  const ends = low === high ? 'all alike' : `${text(low)} to ${text(high)}`;
  return `${text(median)}, the median of ${count} (${ends})`;
}

function auditsText(failed: readonly FailedAudit[]): string {
  if (failed.length === 0) return '';
  const heaviest = [...failed].sort((a, b) => b.weight - a.weight).slice(0, namedAudits);
  const rest = failed.length - heaviest.length;
  const texts = heaviest.map(({ id, title, items }) => {
    const [first] = items;
    return `${title} (${id}${first === undefined ? '' : `: ${first}`})`;
  });
  return `: ${texts.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}
