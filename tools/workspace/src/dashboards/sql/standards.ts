import { firstBucket, from, source, to } from './scope.ts';
import { chosenSeries, latestPoints } from './metrics.ts';
import type { SeriesScope } from './metrics.ts';

// What tools/workspace/src/record writes: gauges whose time is that of the report. A report may be of a part of the workspace, so
// what holds of a standard in a project is what the last report says that has an outcome for the two.
const scopeOf = (metric: string): SeriesScope => ({
  series: `s.name = '${metric}'`,
  services: `v.namespace = 'standards'`,
});
const outcomes = scopeOf('standards.outcome.count');

/** What a point counts, as columns. */
const columns = (attributes: string): string =>
  ['skill', 'project', 'outcome', 'mode', 'accepted', 'fixable']
    .map((name) => `${attributes}->>'${name}' as ${name}`)
    .join(', ');

/**
 * `with` clauses that give `report`: skill, project, outcome, mode, accepted, fixable, count; as the last reports have it. What was
 * not checked for a month is there no longer.
 */
export function lastReport(metric: string): string {
  return `${latestPoints(scopeOf(metric))}, checked as materialized (
  ${latestPoints(outcomes)}
  select distinct on (1, 2) attributes->>'skill' as skill, attributes->>'project' as project, time
  from latest where time > ${to} - interval '30 days' order by 1, 2, 3 desc
), report as (
  select ${columns('l.attributes')}, l.value as count
  from latest l join checked c on c.time = l.time and c.skill = l.attributes->>'skill' and c.project = l.attributes->>'project'
)`;
}

/** Rows of a metric in the window: of long ones the last of each series and hour or day, at the time of its report. */
function pointsOf(series: string): string {
  const rolledUp = (level: 'hourly' | 'daily'): string =>
    `select m.last_time, c.attributes, m.last from ${series} c join signals.metric_rollups_${level} m on m.series_id = c.id
  where ${source[level]} and m.bucket >= ${firstBucket[level]} and m.bucket < ${to}`;
  return `select p.time, c.attributes, p.value from ${series} c join signals.metric_points p on p.series_id = c.id
  where ${source.raw} and p.time >= ${from} and p.time < ${to}
  union all
  ${rolledUp('hourly')}
  union all
  ${rolledUp('daily')}`;
}

/**
 * `with` clauses that give `reports`: point, skill, project, …, count; for each point in time what was last reported by then, within
 * the window, of each standard in each project.
 */
export function reports(metric: string): string {
  return `with ${chosenSeries(scopeOf(metric))}, ${chosenSeries(outcomes, 'outcome_series')}, checked as materialized (
  select $__timeGroup(time, $interval) as point, attributes->>'skill' as skill, attributes->>'project' as project, max(time) as time
  from (${pointsOf('outcome_series')}) o (time, attributes, value) group by 1, 2, 3
), known as materialized (
  -- Times only grow, so the latest by then is the greatest of the points until then.
  select p.point, q.skill, q.project, max(k.time) over (partition by q.skill, q.project order by p.point) as time
  from (select distinct point from checked) p cross join (select distinct skill, project from checked) q
  left join checked k on k.point = p.point and k.skill = q.skill and k.project = q.project
), reports as (
  select k.point, ${columns('r.attributes')}, r.value as count
  from (${pointsOf('chosen')}) r (time, attributes, value)
  join known k on k.time = r.time and k.skill = r.attributes->>'skill' and k.project = r.attributes->>'project'
)`;
}
