import type { Database } from '../database/database.ts';
import { SignalsError } from '../errors.ts';
import { bigintToSpanId, traceIdToUuid, uuidToTraceId } from './ids.ts';
import { contains } from './like-pattern.ts';
import type { Window } from './window.ts';
import { checkLimit, checkWindow, storedText } from './window.ts';

export interface LogSearch extends Window {
  readonly service?: string | undefined;
  readonly environment?: string | undefined;
  /** OpenTelemetry severity number at least; 17 is ERROR. */
  readonly minSeverity?: number | undefined;
  /** Found anywhere in the body, whatever its case; of letters beyond ASCII as far as the database's locale knows it. */
  readonly text?: string | undefined;
  readonly traceId?: string | undefined;
  /** Attributes that a record must have, with these values. */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  /** @default 100, at most 1000 */
  readonly limit?: number | undefined;
  /** Of the answer before: goes on where that ended. */
  readonly cursor?: string | undefined;
}

/** A log record as it is stored. */
export interface StoredLog {
  readonly time: Date;
  readonly severity: number;
  readonly service: string;
  readonly environment: string;
  readonly body: string;
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly scope: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Of a failure: the group of equal errors. */
  readonly fingerprint: string | undefined;
  /** Whether something was cut or replaced to store it; see `marks`. */
  readonly marks: number;
}

export interface LogPage {
  /** The newest first. */
  readonly logs: readonly StoredLog[];
  /** Absent on the last page. */
  readonly cursor: string | undefined;
}

interface Row {
  time: Date;
  severity: number;
  service: string | null;
  environment: string | null;
  body: string;
  trace_id: string | null;
  span_id: string | null;
  scope: string;
  attributes: Record<string, unknown> | null;
  fingerprint: string | null;
  marks: number;
  batch: string;
  seq: number;
  at: string;
}

const columns = `l.time, l.severity, v.name as service, v.environment, l.body, l.trace_id, l.span_id, l.scope, l.attributes,
  l.fingerprint, l.marks, l.batch, l.seq, (extract(epoch from l.time) * 1000000)::bigint as at`;

export function toStoredLog(row: Row): StoredLog {
  return {
    time: row.time,
    severity: row.severity,
    service: row.service ?? 'unknown_service',
    environment: row.environment ?? '',
    body: row.body,
    traceId: row.trace_id === null ? undefined : uuidToTraceId(row.trace_id),
    spanId: row.span_id === null ? undefined : bigintToSpanId(row.span_id),
    scope: row.scope,
    attributes: row.attributes ?? {},
    fingerprint: row.fingerprint ?? undefined,
    marks: row.marks,
  };
}

/** Where a page ended: microseconds since 1970, batch and place in it. Rows that come meanwhile are of other batches. */
function parseCursor(cursor: string | undefined): readonly (string | null)[] {
  if (cursor === undefined) return [null, null, null];
  const [, at, batch, seq] = /^(-?\d{1,18})\/(\d{1,18})\/(\d{1,9})$/.exec(cursor) ?? [];
  if (at === undefined || batch === undefined || seq === undefined) {
    throw new SignalsError(
      'SIGNALS_BAD_QUERY',
      `"${cursor.slice(0, 64)}" is no cursor. Give the one of the page before, as it was, or none for the first page.`,
    );
  }
  return [at, batch, seq];
}

function checkSeverity(severity: number | undefined): number | null {
  if (severity === undefined) return null;
  if (Number.isInteger(severity) && severity >= 0 && severity <= 24) return severity;
  throw new SignalsError(
    'SIGNALS_BAD_QUERY',
    `minSeverity must be a severity number of OpenTelemetry, 0 to 24, not ${severity}.`,
  );
}

/**
 * Log records of a window, the newest first; of one instant and batch the one that was sent last. Throws `SIGNALS_BAD_QUERY`.
 *
 * Pages hold each record once, also while others arrive.
 */
export async function searchLogs(database: Database, search: LogSearch): Promise<LogPage> {
  checkWindow(search);
  const limit = checkLimit(search.limit ?? 100);
  const cursor = parseCursor(search.cursor);
  const severity = checkSeverity(search.minSeverity);
  const { rows } = await database.session((session) =>
    session.query<Row>(
      `select ${columns}
      from signals.all_logs l
      left join signals.resources r on r.id = l.resource_id
      left join signals.services v on v.id = r.service_id
      where l.time >= $1::timestamptz and l.time < $2::timestamptz
        and ($3::text is null or v.name = $3)
        and ($4::text is null or v.environment = $4)
        and ($5::smallint is null or l.severity >= $5)
        and ($6::text is null or l.body ilike $6)
        and ($7::uuid is null or l.trace_id = $7)
        and ($8::jsonb is null or l.attributes @> $8)
        and ($9::bigint is null or (l.time, l.batch, l.seq) <
          (timestamptz 'epoch' + $9::bigint * interval '1 microsecond', $10::bigint, $11::integer))
      order by l.time desc, l.batch desc, l.seq desc
      limit $12`,
      [
        search.from.toISOString(),
        search.to.toISOString(),
        storedText(search.service),
        storedText(search.environment),
        severity,
        search.text === undefined ? null : contains(search.text),
        search.traceId === undefined ? null : traceIdToUuid(search.traceId),
        search.attributes === undefined ? null : JSON.stringify(search.attributes),
        ...cursor,
        limit + 1,
      ],
    ),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    logs: page.map(toStoredLog),
    cursor:
      rows.length > limit && last !== undefined
        ? `${last.at}/${last.batch}/${last.seq}`
        : undefined,
  };
}

/** All log records of a trace in their order. */
export async function logsOfTrace(database: Database, traceId: string): Promise<StoredLog[]> {
  const { rows } = await database.session((session) =>
    session.query<Row>(
      `select ${columns}
      from signals.all_logs l
      left join signals.resources r on r.id = l.resource_id
      left join signals.services v on v.id = r.service_id
      where l.trace_id = $1::uuid
      order by l.time, l.batch, l.seq
      limit 10000`,
      [traceIdToUuid(traceId)],
    ),
  );
  return rows.map(toStoredLog);
}
