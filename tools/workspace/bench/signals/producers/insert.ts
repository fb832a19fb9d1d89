import pg from 'pg';
import type { Candidate, Order } from '../protocol.ts';
import { logRecord, metricPoint, spanRecord } from '../records.ts';

const rowsAStatement = 1000;

/** Multi-row INSERT through pg: what is written where nobody thought of COPY. A thousand rows a statement, each committed. */
async function inserted<Row>(
  table: string,
  columns: readonly string[],
  rowOf: (n: number, from: number) => Row,
  valuesOf: (row: Row) => readonly unknown[],
): Promise<Candidate> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const statement = (rows: number): string => {
    const tuples = Array.from(
      { length: rows },
      (_, row) => `(${columns.map((_name, at) => `$${row * columns.length + at + 1}`).join(', ')})`,
    );
    return `insert into signals.${table} (${columns.join(', ')}) values ${tuples.join(', ')}`;
  };
  const whole = statement(rowsAStatement);
  let rows: Row[] = [];
  return {
    prepare: (order: Order) => {
      rows = Array.from({ length: order.rows }, (_, n) => rowOf(n, order.from));
    },
    run: async () => {
      for (let at = 0; at < rows.length; at += rowsAStatement) {
        const part = rows.slice(at, at + rowsAStatement);
        await client.query(
          part.length === rowsAStatement ? whole : statement(part.length),
          part.flatMap(valuesOf),
        );
      }
      return 0;
    },
  };
}

const spanId = (hex: string | undefined): string | null =>
  hex === undefined ? null : String(BigInt.asIntN(64, BigInt(`0x${hex}`)));
const time = (ms: number): string => new Date(ms).toISOString();

export const insertLogs = (): Promise<Candidate> =>
  inserted(
    'logs',
    'batch time trace_id span_id resource_id severity marks scope body attributes'.split(' '),
    logRecord,
    (row) => [
      ...[0, time(row.time), row.traceId, spanId(row.spanId), String(row.resource.id)],
      ...[row.severity, 0, row.scope, row.body, row.attributes],
    ],
  );

export const insertSpans = (): Promise<Candidate> =>
  inserted(
    'spans',
    'batch time duration trace_id span_id parent_span_id resource_id kind status marks scope name attributes'.split(
      ' ',
    ),
    spanRecord,
    (row) => [
      ...[0, time(row.time), row.duration, row.traceId, spanId(row.spanId)],
      ...[spanId(row.parentSpanId), String(row.resource.id), row.kind, row.status, 0],
      ...[row.scope, row.name, row.attributes],
    ],
  );

export const insertMetrics = (): Promise<Candidate> =>
  inserted(
    'metric_points',
    'batch time series_id start_time marks value count sum min max scale zero_count positive_offset counts'.split(
      ' ',
    ),
    metricPoint,
    (row) => [
      ...[0, time(row.time), String(row.series.id)],
      ...[row.startTime === undefined ? null : time(row.startTime), 0, row.value, row.count],
      ...[row.sum, row.min, row.max, row.scale, row.zeroCount, row.positiveOffset, row.counts],
    ],
  );
