import type { Database } from '../database/database.ts';
import { bigintToSpanId, traceIdToUuid } from './ids.ts';
import type { StoredLog } from './search-logs.ts';
import { logsOfTrace } from './search-logs.ts';

/** A span as it is stored, with its place in the trace. */
export interface StoredSpan {
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  /** 0 at a root, one more a generation. A span whose parent is not there counts as a root. */
  readonly depth: number;
  readonly time: Date;
  /** Nanoseconds. */
  readonly duration: number;
  readonly service: string;
  readonly name: string;
  readonly kind: number;
  readonly status: number;
  readonly statusMessage: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly links: readonly Readonly<Record<string, unknown>>[];
}

export interface Trace {
  readonly traceId: string;
  readonly failed: boolean;
  readonly services: readonly string[];
  readonly start: Date;
  /** Nanoseconds from the first start to the last end. */
  readonly duration: number;
  /** A parent before its children, siblings by their start. */
  readonly spans: readonly StoredSpan[];
  readonly logs: readonly StoredLog[];
}

interface Row {
  time: Date;
  at_us: string;
  duration: string;
  span_id: string;
  parent_span_id: string | null;
  service: string | null;
  name: string;
  kind: number;
  status: number;
  status_message: string | null;
  attributes: Record<string, unknown> | null;
  events: Record<string, unknown>[] | null;
  links: Record<string, unknown>[] | null;
}

/** One trace with its logs; undefined where nothing of it is stored. Throws `SIGNALS_BAD_QUERY`. */
export async function getTrace(database: Database, traceId: string): Promise<Trace | undefined> {
  const { rows } = await database.session((session) =>
    session.query<Row>(
      `select s.time, (extract(epoch from s.time) * 1000000)::bigint as at_us, s.duration, s.span_id, s.parent_span_id,
        v.name as service, s.name, s.kind, s.status, s.status_message, s.attributes, s.events, s.links
      from signals.all_spans s
      left join signals.resources r on r.id = s.resource_id
      left join signals.services v on v.id = r.service_id
      where s.trace_id = $1::uuid
      order by s.time, s.span_id
      limit 10000`,
      [traceIdToUuid(traceId)],
    ),
  );
  const logs = await logsOfTrace(database, traceId);
  if (rows.length === 0 && logs.length === 0) return undefined;
  const spans = inOrder(rows);
  const start = Math.min(...rows.map(({ at_us }) => Number(at_us)));
  // From the first start on: nanoseconds since 1970 are more than a number holds exactly.
  const ends = rows.map(({ at_us, duration }) => (Number(at_us) - start) * 1000 + Number(duration));
  const services = new Set([...spans, ...logs].map(({ service }) => service));
  return {
    traceId: traceId.replaceAll('-', '').toLowerCase(),
    failed: spans.some(({ status }) => status === 2) || logs.some(({ severity }) => severity >= 17),
    services: [...services].sort(),
    start: spans[0] === undefined ? (logs[0]?.time ?? new Date(0)) : (rows[0]?.time ?? new Date(0)),
    duration: rows.length === 0 ? 0 : Math.max(...ends),
    spans,
    logs,
  };
}

function inOrder(rows: readonly Row[]): StoredSpan[] {
  const ids = new Set(rows.map(({ span_id }) => span_id));
  const children = new Map<string | null, Row[]>();
  for (const row of rows) {
    // A span that names itself as its parent is a root too, or it would never be reached.
    const known =
      row.parent_span_id !== null &&
      ids.has(row.parent_span_id) &&
      row.parent_span_id !== row.span_id;
    const parent = known ? row.parent_span_id : null;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [row]);
    else siblings.push(row);
  }
  const ordered: StoredSpan[] = [];
  const seen = new Set<Row>();
  // A list and no recursion: a trace may be as deep as it has spans.
  const waiting: { readonly row: Row; readonly depth: number }[] = [];
  const enqueue = (parent: string | null, depth: number): void => {
    for (const row of children.get(parent)?.toReversed() ?? []) waiting.push({ row, depth });
  };
  enqueue(null, 0);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { row, depth } = next;
    if (seen.has(row)) continue;
    seen.add(row);
    ordered.push(toStoredSpan(row, depth));
    enqueue(row.span_id, depth + 1);
  }
  // Spans in a circle have no root; they are listed rather than lost.
  for (const row of rows) if (!seen.has(row)) ordered.push(toStoredSpan(row, 0));
  return ordered;
}

function toStoredSpan(row: Row, depth: number): StoredSpan {
  return {
    spanId: bigintToSpanId(row.span_id),
    parentSpanId: row.parent_span_id === null ? undefined : bigintToSpanId(row.parent_span_id),
    depth,
    time: row.time,
    duration: Number(row.duration),
    service: row.service ?? 'unknown_service',
    name: row.name,
    kind: row.kind,
    status: row.status,
    statusMessage: row.status_message ?? undefined,
    attributes: row.attributes ?? {},
    events: row.events ?? [],
    links: row.links ?? [],
  };
}
