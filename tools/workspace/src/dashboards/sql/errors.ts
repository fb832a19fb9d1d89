import { chosenServices, firstBucket, from, source, to, typed } from './scope.ts';

/** `with recursive` clause `roots`: each fingerprint, and the one that it counts as by merges that stand. */
const roots = `roots (id, root) as (
  select f.id, f.id from signals.fingerprints f
  where not exists (select from signals.fingerprint_merges m where m.child = f.id and m.unmerged_at is null)
  union all
  select m.child, r.root from signals.fingerprint_merges m join roots r on m.parent = r.id where m.unmerged_at is null
)`;

const errorRows = (columns: string): string =>
  ['logs_failed', 'spans_failed']
    .map(
      (table) => `select ${columns}
  from signals.${table} s join signals.resources r on r.id = s.resource_id join chosen c on c.id = r.service_id
  where ${source.raw} and s.time >= ${from} and s.time < ${to} and s.fingerprint is not null`,
    )
    .join('\n  union all\n  ');

const rolledUp = (
  level: 'hourly' | 'daily',
): string => `select s.bucket, c.name, s.fingerprint, s.count
  from signals.error_rollups_${level} s join chosen c on c.id = s.service_id
  where ${source[level]} and s.bucket >= ${firstBucket[level]} and s.bucket < ${to}`;

/** `with` clauses that give `errors`: time, service, fingerprint (of the group), count; of the chosen services. */
export const errors = `with recursive ${roots}, ${chosenServices}, found as (
  ${errorRows('s.time, c.name as service, s.fingerprint, 1::bigint as count')}
  union all
  ${rolledUp('hourly')}
  union all
  ${rolledUp('daily')}
), errors as (
  select f.time, f.service, coalesce(o.root, f.fingerprint) as fingerprint, f.count from found f left join roots o on o.id = f.fingerprint
)`;

/**
 * `with` clauses that give `occurrences`: the latest rows of one group, which the variable `fingerprint` names; none where it
 * names none. Rows of failures are kept for months.
 */
export const occurrences = `with recursive ${roots}, wanted as materialized (
  select id from roots where root::text = trim(${typed('fingerprint')})
), ${chosenServices}, occurrences as (
  (select s.time, s.resource_id, s.trace_id, 'log' as signal, s.body as message, s.attributes
  from signals.logs_failed s where s.fingerprint in (select id from wanted) and s.time >= ${from} and s.time < ${to}
  order by s.time desc limit 200)
  union all
  (select s.time, s.resource_id, s.trace_id, 'span', coalesce(s.status_message, s.name), s.attributes
  from signals.spans_failed s where s.fingerprint in (select id from wanted) and s.time >= ${from} and s.time < ${to}
  order by s.time desc limit 200)
)`;
