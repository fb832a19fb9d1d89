import type { Database } from '../database/database.ts';
import type { Window } from './window.ts';
import { checkWindow } from './window.ts';

/** Calls from one service to another, or to a system that sends no signals of its own. */
export interface ServiceCall {
  readonly from: string;
  readonly to: string;
  /** `service` sends spans of its own; of the others the caller's spans tell. */
  readonly kind: 'service' | 'database' | 'messaging' | 'external';
  readonly count: number;
  readonly failed: number;
  /** Nanoseconds. */
  readonly meanDuration: number;
}

interface Row {
  from: string | null;
  to: string | null;
  kind: ServiceCall['kind'];
  count: string;
  failed: string;
  mean: string;
}

/** Who calls whom in a window, by raw spans: it must lie within what is kept of successes. Throws `SIGNALS_BAD_QUERY`. */
export async function serviceMap(database: Database, window: Window): Promise<ServiceCall[]> {
  checkWindow(window);
  const { rows } = await database.session((session) =>
    session.query<Row>(
      `with spans as materialized (
        select s.trace_id, s.span_id, s.parent_span_id, s.kind, s.status, s.duration, s.attributes, r.service_id
        from signals.all_spans s left join signals.resources r on r.id = s.resource_id
        where s.time >= $1::timestamptz and s.time < $2::timestamptz
      ), calls as (
        select p.service_id as caller, null::text as target, 'service' as kind, c.service_id as callee, c.status, c.duration
        from spans c join spans p on p.trace_id = c.trace_id and p.span_id = c.parent_span_id
        where p.service_id is distinct from c.service_id
        union all
        -- A client span that nobody answered with a span: its attributes name the other side.
        select p.service_id,
          coalesce(p.attributes->>'peer.service', p.attributes->>'service.peer.name', p.attributes->>'db.namespace', p.attributes->>'db.name',
            p.attributes->>'messaging.destination.name', p.attributes->>'server.address', p.attributes->>'net.peer.name', 'unknown'),
          case when p.attributes ? 'db.system.name' or p.attributes ? 'db.system' then 'database'
            when p.attributes ? 'messaging.system' then 'messaging' else 'external' end,
          null::bigint, p.status, p.duration
        from spans p
        where p.kind in (2, 3)
          and not exists (select from spans c where c.trace_id = p.trace_id and c.parent_span_id = p.span_id and c.service_id is distinct from p.service_id)
      )
      select a.name as "from", coalesce(b.name, calls.target) as "to", calls.kind, count(*) as count,
        count(*) filter (where calls.status = 2) as failed, avg(calls.duration) as mean
      from calls left join signals.services a on a.id = calls.caller left join signals.services b on b.id = calls.callee
      group by 1, 2, 3
      order by 1, 2, 3`,
      [window.from.toISOString(), window.to.toISOString()],
    ),
  );
  return rows.map((row) => ({
    from: row.from ?? 'unknown_service',
    to: row.to ?? 'unknown_service',
    kind: row.kind,
    count: Number(row.count),
    failed: Number(row.failed),
    meanDuration: Math.round(Number(row.mean)),
  }));
}
