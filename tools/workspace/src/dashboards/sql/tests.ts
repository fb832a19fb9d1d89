import { from, isChosen, to } from './scope.ts';
import { chosenSeries, gauges, latestPoints } from './metrics.ts';
import type { SeriesScope } from './metrics.ts';

// What tools/workspace/src/record writes: a trace and gauges for each run of a project's target.
const scopeOf = (metric: string): SeriesScope => ({
  series: `s.name = '${metric}'`,
  services: `v.namespace = 'tests' and ${isChosen('v.name', 'project')}`,
});

const runColumns = `attributes->>'project' as project, attributes->>'target' as target, attributes->>'status' as status`;
const traceOf = (details: string): string => `${details}->'exemplars'->0->>'traceId'`;

/** `with` clauses that give `last_runs`: project, target, status, began, duration (seconds), trace of the last run of each. */
export const lastRuns = `${latestPoints(scopeOf('test.run.duration'))}, last_runs as (
  select distinct on (1, 2) ${runColumns}, time as began, value as duration, ${traceOf('details')} as trace
  from latest order by 1, 2, time desc
)`;

/** As `lastRuns`, and `last_cases`: project, target, result, count of those runs. */
export const lastCases = `${lastRuns}, ${chosenSeries(scopeOf('test.case.count'), 'case_series')}, last_cases as (
  select r.project, r.target, c.attributes->>'result' as result, p.value as count
  from last_runs r join case_series c on c.attributes->>'project' = r.project and c.attributes->>'target' = r.target
  join signals.metric_points p on p.series_id = c.id and p.time = r.began
)`;

/** `with` clauses that give `points` of how long runs took, in the window. */
export const runDurations = gauges(scopeOf('test.run.duration'));

/** `with` clauses that give `points` of how many tests had which result, in the window. */
export const caseCounts = gauges(scopeOf('test.case.count'));

/**
 * `with` clauses that give `cases`: project, target, suite, test, result, seconds, revision, time, trace, message; of the last 300
 * runs of the window whose spans are kept. They are found by their traces.
 */
export const cases = `with ${chosenSeries(scopeOf('test.run.duration'))}, runs as materialized (
  select p.time, p.details->'exemplars'->0->'attributes'->>'vcs.ref.head.revision' as revision, (${traceOf('p.details')})::uuid as trace_id
  from chosen c join signals.metric_points p on p.series_id = c.id
  where p.time >= ${from} and p.time < ${to} and p.details is not null order by p.time desc limit 300
), cases as (
  select s.attributes->>'workspace.project' as project, s.attributes->>'workspace.target' as target, s.attributes->>'test.suite.name' as suite,
    s.attributes->>'test.case.name' as test, s.attributes->>'test.case.result.status' as result, s.duration / 1e9 as seconds, r.revision,
    r.time, s.trace_id, s.status_message as message
  from runs r join signals.all_spans s on s.trace_id = r.trace_id where s.name = 'test case'
)`;
