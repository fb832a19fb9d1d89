import { chosenServices, firstBucket, from, source, to } from './scope.ts';

/** Server and consumer spans: the ones that say what a caller waited for. */
const kinds = '(1, 4)';

export interface CallsScope {
  /** A further condition on `name`, the span's. */
  readonly where?: string;
}

const inWindow = `s.time >= ${from} and s.time < ${to}`;

function rawSpans(columns: string, where: string): string {
  return `select ${columns}
  from signals.all_spans s join signals.resources r on r.id = s.resource_id join chosen c on c.id = r.service_id
  where ${source.raw} and ${inWindow} and s.kind in ${kinds} and ${where}`;
}

function rolledUp(
  table: string,
  level: 'hourly' | 'daily',
  columns: string,
  where: string,
): string {
  return `select ${columns}
  from signals.${table}_${level} s join chosen c on c.id = s.service_id
  where ${source[level]} and s.bucket >= ${firstBucket[level]} and s.bucket < ${to} and s.kind in ${kinds} and ${where}`;
}

/**
 * `with` clauses that give `calls`: time, service, operation, count, failed, duration_sum and duration_max (nanoseconds) of the
 * chosen services, from rows or rollups.
 */
export function calls({ where = 'true' }: CallsScope = {}): string {
  const shared = 'c.name as service, s.name as operation';
  const rollup = `s.bucket, ${shared}, s.count, s.failed, s.duration_sum, s.duration_max`;
  return `with ${chosenServices}, calls as (
  ${rawSpans(
    `s.time, ${shared}, 1::bigint as count, (s.status = 2)::int::bigint as failed, s.duration::numeric as duration_sum, s.duration as duration_max`,
    where,
  )}
  union all
  ${rolledUp('span_rollups', 'hourly', rollup, where)}
  union all
  ${rolledUp('span_rollups', 'daily', rollup, where)}
)`;
}

/**
 * A further `with` clause, `latencies`: time, service, operation, bin, count. Eight bins an octave, as
 * signals.span_latency_hourly.bin says. Needs `chosen`.
 */
export function latencies({ where = 'true' }: CallsScope = {}): string {
  const shared = 'c.name as service, s.name as operation';
  const rollup = `s.bucket, ${shared}, s.bin, s.count`;
  return `latencies as (
  ${rawSpans(`s.time, ${shared}, signals.duration_bin(s.duration) as bin, 1::bigint as count`, where)}
  union all
  ${rolledUp('span_latency', 'hourly', rollup, where)}
  union all
  ${rolledUp('span_latency', 'daily', rollup, where)}
)`;
}

/**
 * Further `with` clauses that give `percentiles`: the keys, and p50, p95, p99 in seconds. Within its bin values are taken as
 * evenly spread on the logarithmic scale that the bins have; a percentile is off by half a bin, 4.5 %, at most.
 *
 * @param keys columns, each as `expression as name`
 * @param among what they are of: `latencies`, or a part of it
 */
export function percentiles(keys: readonly string[], among = 'latencies'): string {
  const names = keys.map((key) => key.split(' as ').at(-1) ?? key).join(', ');
  const quantile = (part: number): string =>
    `min(power(2, (bin + greatest(${part} * total - (upto - count), 0) / count) / 8.0)) filter (where upto >= ${part} * total) / 1e9`;
  return `binned as (
  select ${keys.join(', ')}, bin, sum(count) as count from ${among} group by ${names}, bin
), ranked as (
  select ${names}, bin, count, sum(count) over (partition by ${names} order by bin) as upto, sum(count) over (partition by ${names}) as total
  from binned
), percentiles as (
  select ${names}, ${quantile(0.5)} as p50, ${quantile(0.95)} as p95, ${quantile(0.99)} as p99 from ranked group by ${names}
)`;
}

/** `with` clauses that give the percentiles of the chosen services by keys. */
export function percentilesBy(keys: readonly string[], scope: CallsScope = {}): string {
  return `with ${chosenServices}, ${latencies(scope)}, ${percentiles(keys)}`;
}
