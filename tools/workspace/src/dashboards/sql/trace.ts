import { traceIdOf } from './scope.ts';

/**
 * `with` clauses that give `tree`: the spans of the trace that the variable `trace` names, each with its depth and `path`, which
 * sorts a parent before its children. A span whose parent is not there is a root; one in a circle is left out.
 */
export const traceTree = `with recursive spans as materialized (
  select s.*, coalesce(v.name, 'unknown_service') as service
  from signals.all_spans s left join signals.resources r on r.id = s.resource_id left join signals.services v on v.id = r.service_id
  where s.trace_id = ${traceIdOf('trace')} order by s.time limit 2000
), tree as (
  select s.*, 0 as depth, array[extract(epoch from s.time), s.span_id::numeric] as path
  from spans s where s.parent_span_id is null or s.parent_span_id = s.span_id or not exists (select from spans p where p.span_id = s.parent_span_id)
  union all
  select s.*, t.depth + 1, t.path || array[extract(epoch from s.time), s.span_id::numeric]
  from spans s join tree t on s.parent_span_id = t.span_id and s.span_id <> s.parent_span_id where t.depth < 100
), began as (
  select min(time) as at from spans
)`;
