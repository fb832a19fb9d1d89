import { firstBucket, from, source, to } from './scope.ts';
import { chosenSeries, latestPoints } from './metrics.ts';
import type { SeriesScope } from './metrics.ts';

// What tools/workspace/src/record writes: gauges whose time is that of the report, so that points of one time are one report.
const scopeOf = (metric: string): SeriesScope => ({
  series: `s.name = '${metric}'`,
  services: `v.namespace = 'standards'`,
});

/** Columns of what a point counts. */
const columns = (prefix: string): string =>
  ['skill', 'project', 'outcome', 'mode', 'accepted', 'fixable']
    .map((name) => `${prefix}attributes->>'${name}' as ${name}`)
    .join(', ');

/** `with` clauses that give `report`: what the last report says of a metric: skill, project, outcome, mode, …, count. */
export function lastReport(metric: string): string {
  return `${latestPoints(scopeOf(metric))}, of_gate as materialized (
  ${latestPoints(scopeOf('standards.outcome.count'))}
  select max(time) as time from latest
), report as (
  select ${columns('')}, value as count, l.time from latest l join of_gate g on g.time = l.time
)`;
}

/**
 * `with` clauses that give `reports`: time, skill, project, …, count of all reports of the window; of long windows the last of
 * each hour or day.
 */
export function reports(metric: string): string {
  const rolledUp = (level: 'hourly' | 'daily'): string => `select m.bucket, ${columns('c.')}, m.last
  from chosen c join signals.metric_rollups_${level} m on m.series_id = c.id
  join (
    select n.bucket, max(n.last_time) as last_time from chosen d join signals.metric_rollups_${level} n on n.series_id = d.id
    where ${source[level]} and n.bucket >= ${firstBucket[level]} and n.bucket < ${to} group by 1
  ) l on l.bucket = m.bucket and l.last_time = m.last_time
  where ${source[level]} and m.bucket >= ${firstBucket[level]} and m.bucket < ${to}`;
  return `with ${chosenSeries(scopeOf(metric))}, reports as (
  select p.time, ${columns('c.')}, p.value as count
  from chosen c join signals.metric_points p on p.series_id = c.id
  where ${source.raw} and p.time >= ${from} and p.time < ${to}
  union all
  ${rolledUp('hourly')}
  union all
  ${rolledUp('daily')}
)`;
}
