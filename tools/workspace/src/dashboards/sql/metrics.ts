import { firstBucket, from, isChosen, source, to } from './scope.ts';

/** Which series a panel is about; both are conditions: on `s`, the series, and on `v`, its service. */
export interface SeriesScope {
  readonly series: string;
  readonly services: string;
}

/** `with` clause: id, name, attributes, temporality, service, environment of series. */
export function chosenSeries({ series, services }: SeriesScope, clause = 'chosen'): string {
  return `${clause} as materialized (
  select s.id, s.name, s.attributes, s.temporality, v.name as service, v.environment
  from signals.metric_series s join signals.resources r on r.id = s.resource_id join signals.services v on v.id = r.service_id
  where ${series} and ${services} and ${isChosen('v.environment', 'environment')}
)`;
}

const own = 'c.id as series, c.name, c.attributes, c.service';
const rolledUp = (
  level: 'hourly' | 'daily',
  value: string,
): string => `select m.bucket, ${own}, ${value}
  from chosen c join signals.metric_rollups_${level} m on m.series_id = c.id
  where ${source[level]} and m.bucket >= ${firstBucket[level]} and m.bucket < ${to}`;

/** `with` clauses that give `points`: time, series, name, attributes, service, value; of gauges, and of sums that can fall. */
export function gauges(scope: SeriesScope): string {
  return `with ${chosenSeries(scope)}, points as (
  select p.time, ${own}, p.value
  from chosen c join signals.metric_points p on p.series_id = c.id
  where ${source.raw} and p.time >= ${from} and p.time < ${to}
  union all
  ${rolledUp('hourly', 'm.last')}
  union all
  ${rolledUp('daily', 'm.last')}
)`;
}

const since = 'window since as (partition by c.id, start_time order by';

// What a cumulative series added is its total less the one before, of the same start. Of the first one in the window nothing is
// known, unless it started in there.
const added = (total: string, startTime: string): string =>
  `case when c.temporality <> 'cumulative' then ${total} else ${total} - coalesce(lag(${total}) over since, case when ${startTime} >= ${from} then 0 end) end`;

/** `with` clauses that give `points`: time, series, name, attributes, service, added; of sums that only rise. */
export function counters(scope: SeriesScope): string {
  const rolled = (level: 'hourly' | 'daily'): string =>
    `select m.bucket, ${own}, ${added('m.sum', 'm.start_time')}
  from chosen c join signals.metric_rollups_${level} m on m.series_id = c.id
  where ${source[level]} and m.bucket >= ${firstBucket[level]} and m.bucket < ${to}
  ${since} m.bucket)`;
  return `with ${chosenSeries(scope)}, points as (
  select p.time, ${own}, ${added('p.value', 'p.start_time')} as added
  from chosen c join signals.metric_points p on p.series_id = c.id
  where ${source.raw} and p.time >= ${from} and p.time < ${to}
  ${since} p.time)
  union all
  ${rolled('hourly')}
  union all
  ${rolled('daily')}
)`;
}

/**
 * `with` clauses that give `latest`: series, name, attributes, service, environment, time, value, details of the last point of each
 * series before the end of the window, by index. Rollups, which are some minutes behind, say it where no row is left.
 */
export function latestPoints(scope: SeriesScope): string {
  return `with ${chosenSeries(scope)}, latest as (
  select c.id as series, c.name, c.attributes, c.service, c.environment, l.time, l.value, l.details
  from chosen c cross join lateral (
    select * from (
      (select p.time, p.value, p.details from signals.metric_points p where p.series_id = c.id and p.time < ${to} order by p.time desc limit 1)
      union all
      (select m.last_time, m.last, null from signals.metric_rollups_hourly m where m.series_id = c.id and m.bucket < ${to} order by m.bucket desc limit 1)
    ) known order by time desc, details nulls last limit 1
  ) l
)`;
}
