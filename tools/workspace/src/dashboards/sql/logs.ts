import { chosenServices, contains, firstBucket, from, source, to } from './scope.ts';

/** The word for an OpenTelemetry severity number, as Grafana colours it. */
export function levelOf(column: string): string {
  return `case when ${column} >= 21 then 'fatal' when ${column} >= 17 then 'error' when ${column} >= 13 then 'warn' when ${column} >= 9 then 'info' when ${column} >= 5 then 'debug' else 'trace' end`;
}

const rolledUp = (
  level: 'hourly' | 'daily',
): string => `select s.bucket, c.name, s.severity, s.count
  from signals.log_rollups_${level} s join chosen c on c.id = s.service_id
  where ${source[level]} and s.bucket >= ${firstBucket[level]} and s.bucket < ${to} and s.severity >= \${severity}`;

/** `with` clauses that give `counted`: time, service, severity, count; of the chosen services and severities. */
export const logCounts = `with ${chosenServices}, counted as (
  select s.time, c.name as service, s.severity, 1::bigint as count
  from signals.all_logs s join signals.resources r on r.id = s.resource_id join chosen c on c.id = r.service_id
  where ${source.raw} and s.time >= ${from} and s.time < ${to} and s.severity >= \${severity}
  union all
  ${rolledUp('hourly')}
  union all
  ${rolledUp('daily')}
)`;

/**
 * `with` clauses that give `latest`: the latest log records of the chosen services, severities and search, some more than are
 * shown. Each tier is read backwards by its index on time until there are enough.
 */
export const latestLogs = `with ${chosenServices}, emitting as materialized (
  select r.id from signals.resources r join chosen c on c.id = r.service_id
), latest as (
  ${['logs', 'logs_failed']
    .map(
      (table) => `(select s.* from signals.${table} s
  where s.time >= ${from} and s.time < ${to} and s.severity >= \${severity} and s.resource_id in (select id from emitting)
    and ${contains('search', 's.body', "coalesce(s.attributes::text, '')")}
  order by s.time desc limit 500)`,
    )
    .join('\n  union all\n  ')}
)`;
