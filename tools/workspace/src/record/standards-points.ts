import type { MetricPoint, Resource } from '@h-j-petroleum/toolkit-signals';
import { seriesOf } from '@h-j-petroleum/toolkit-signals';
import { z } from 'zod';

/** What `standards check --format json` writes, as far as it is read here; docs/standards/report.md says the whole. */
const reportSchema = z.object({
  schemaVersion: z.literal(2),
  outcomes: z.array(
    z.object({
      skill: z.string(),
      project: z.string(),
      outcome: z.string(),
      mode: z.string(),
      durationMs: z.number(),
    }),
  ),
  findings: z.array(
    z.object({
      skill: z.string(),
      project: z.string(),
      mode: z.string(),
      fixable: z.boolean(),
      accepted: z.boolean(),
      waiver: z.nullable(z.object({ state: z.string() })),
    }),
  ),
});

export type StandardsReport = z.infer<typeof reportSchema>;

/** Throws where the text is no report, or one of another version. */
export function parseStandardsReport(text: string): StandardsReport {
  return reportSchema.parse(JSON.parse(text));
}

/**
 * A report as gauges, all of the same moment, which is how the points of one report are found together:
 * `standards.outcome.count` by skill, project, outcome and mode, `standards.finding.count` by skill, project, mode, `accepted`
 * (by the baseline or a waiver) and `fixable`, `standards.check.duration` (seconds) by skill and project.
 *
 * @param time milliseconds since 1970, when the report was made
 */
export function standardsPoints(
  report: StandardsReport,
  time: number,
  resource: Resource,
): MetricPoint[] {
  const pointOf = (metric: Metric, attributes: Attributes, value: number): MetricPoint => ({
    time,
    value,
    series: seriesOf({
      ...{ resource, scope: '@h-j-petroleum/workspace', kind: 'gauge' },
      ...metric,
      attributes,
    }),
  });
  return [
    ...counted(
      report.outcomes.map(({ skill, project, outcome, mode }) => ({
        ...{ skill, project, outcome, mode },
      })),
    ).map(({ attributes, count }) => pointOf(outcomes, attributes, count)),
    ...counted(
      report.findings.map(({ skill, project, mode, accepted, fixable, waiver }) => ({
        ...{ skill, project, mode, accepted: accepted || waiver?.state === 'holds', fixable },
      })),
    ).map(({ attributes, count }) => pointOf(findings, attributes, count)),
    ...report.outcomes.map(({ skill, project, durationMs }) =>
      pointOf(durations, { skill, project }, durationMs / 1000),
    ),
  ];
}

interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
}
type Attributes = Readonly<Record<string, string | boolean>>;

const outcomes: Metric = {
  name: 'standards.outcome.count',
  unit: '{outcome}',
  description: 'Outcomes of skills on projects in one run of the gate.',
};
const findings: Metric = {
  name: 'standards.finding.count',
  unit: '{finding}',
  description: 'Findings of skills in projects in one run of the gate.',
};
const durations: Metric = {
  name: 'standards.check.duration',
  unit: 's',
  description: 'What a skill took on a project.',
};

/** Equal ones once, with how many there are. */
function counted(
  all: readonly Attributes[],
): { readonly attributes: Attributes; readonly count: number }[] {
  const counts = new Map<string, { attributes: Attributes; count: number }>();
  for (const attributes of all) {
    const key = JSON.stringify(attributes);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { attributes, count: 1 });
    else known.count++;
  }
  return [...counts.values()];
}
