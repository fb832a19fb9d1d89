import { chosenServices, from, to } from './scope.ts';

/**
 * `with` clauses that give `edges`: source, target, kind, count, failed, mean (seconds). A span whose parent is of another service
 * is a call; a client span that no other service answered names the other side in its attributes.
 *
 * A join of spans with themselves is dear, so it is of an hour at most.
 */
export const serviceCalls = `with ${chosenServices}, spans as materialized (
  select s.trace_id, s.span_id, s.parent_span_id, s.kind, s.status, s.duration, s.attributes, v.id as service_id, v.name as service
  from signals.all_spans s join signals.resources r on r.id = s.resource_id join signals.services v on v.id = r.service_id
  where s.time >= greatest(${from}, ${to} - interval '1 hour') and s.time < ${to}
), calls as (
  select p.service_id as caller, p.service as source, c.service_id as callee, c.service as target, 'service' as kind, c.status, c.duration
  from spans c join spans p on p.trace_id = c.trace_id and p.span_id = c.parent_span_id
  where p.service_id is distinct from c.service_id
  union all
  select p.service_id, p.service, null,
    coalesce(p.attributes->>'peer.service', p.attributes->>'service.peer.name', p.attributes->>'db.namespace', p.attributes->>'db.name',
      p.attributes->>'messaging.destination.name', p.attributes->>'server.address', p.attributes->>'net.peer.name', 'unknown'),
    case when coalesce(p.attributes->>'db.system.name', p.attributes->>'db.system') is not null then 'database'
      when p.attributes->>'messaging.system' is not null then 'messaging' else 'external' end,
    p.status, p.duration
  from spans p
  where p.kind in (2, 3) and not exists (
    select from spans c where c.trace_id = p.trace_id and c.parent_span_id = p.span_id and c.service_id is distinct from p.service_id)
), edges as (
  select source, target, kind, count(*) as count, count(*) filter (where status = 2) as failed, avg(duration) / 1e9 as mean
  from calls where caller in (select id from chosen) or callee in (select id from chosen)
  group by 1, 2, 3
)`;

/** What Grafana's node graph takes: id, title, subtitle, mainstat, and parts of the ring that make one. */
export const graphNodes = `${serviceCalls}, ends as (
  select target as name, kind, count, failed from edges
  union all
  select source, 'service', 0, 0 from edges
), nodes as (
  select name, min(kind) filter (where kind <> 'service') as outside, sum(count) as count, sum(failed) as failed from ends group by 1
)
select name as id, name as title, coalesce(outside, 'service') as subtitle, count as mainstat,
  coalesce(round(failed / nullif(count, 0), 3), 0) as arc__failed, 1 - coalesce(round(failed / nullif(count, 0), 3), 0) as arc__ok
from nodes order by 1 limit 200`;

/** What Grafana's node graph takes: id, source, target, mainstat, secondarystat. */
export const graphEdges = `${serviceCalls}
select source || ' > ' || target as id, source, target, sum(count) as mainstat, sum(failed) as secondarystat
from edges group by 1, 2, 3 order by 1 limit 500`;
