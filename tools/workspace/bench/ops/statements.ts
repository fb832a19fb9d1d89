import { setTimeout as sleep } from 'node:timers/promises';
import type { OpsDatabase } from './database.ts';
import { fire } from './load.ts';
import type { Parties } from './parties.ts';
import type { Sender } from './requests.ts';
import { idsOf } from './requests.ts';

/** What one request does in the database. */
export interface Statements {
  readonly route: string;
  /** In their order; each is a journey to the server and back. */
  readonly statements: readonly string[];
}

/** Statements of one request each, which the service's own spans tell. */
export async function statementsOf(
  database: OpsDatabase,
  parties: Parties,
  sender: Sender,
): Promise<Statements[]> {
  const one = { amount: 1, connections: 1 };
  const { rows: before } = await database.pool.query<{ at: Date }>(
    'select clock_timestamp() as at',
  );
  const created = await fire(parties.full, sender.create(), one);
  await fire(parties.full, sender.decide(idsOf(created.answers)), one);
  await fire(parties.full, sender.create(true), one);
  // The writer sends a batch within a second or so.
  await sleep(3000);
  const { rows } = await database.pool.query<Statements>(
    `select route.name as route, array_agg(query.text order by query.time, query.name) as statements
      from signals.spans route
      join lateral (
        select time, name, coalesce(attributes ->> 'db.query.text', attributes ->> 'db.statement', name) as text
          from signals.spans inner_span
          where inner_span.trace_id = route.trace_id and inner_span.scope like '%instrumentation-pg'
            and inner_span.name not like 'pg-pool%'
            and inner_span.time < route.time + route.duration / 1000 * interval '1 microsecond'
      ) query on true
      where route.kind = 1 and route.parent_span_id is null and route.time >= $1
      group by route.trace_id, route.span_id, route.time, route.name order by route.time`,
    [before[0]?.at],
  );
  return rows.map(({ route, statements }) => ({
    route,
    statements: statements.map((text) => text.replace(/\s+/g, ' ').trim().slice(0, 70)),
  }));
}
