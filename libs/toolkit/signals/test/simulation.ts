import type { Database, MetricPoint } from '../src/index.ts';
import { maintain, seriesOf, SignalWriter } from '../src/index.ts';
import { bank, log, shop, span, spanId, traceId } from './records.ts';
import { rowsOf } from './databases.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

/** How much is simulated. */
export interface SimulationOptions {
  /** Midnight in UTC of the first day. */
  readonly start: number;
  readonly days: number;
  /** How often each hour's success is sent. */
  readonly perHour?: number;
  /** Days between two runs of the maintenance. */
  readonly maintainEvery?: number;
  readonly onDay?: (dayNumber: number) => void | Promise<void>;
}

const requests = seriesOf({
  resource: shop,
  name: 'requests',
  kind: 'sum',
  temporality: 'cumulative',
  monotonic: true,
});
const added = seriesOf({ resource: shop, name: 'added', kind: 'sum', temporality: 'delta' });
const sizes = seriesOf({
  resource: bank,
  name: 'sizes',
  kind: 'histogram',
  temporality: 'delta',
  bounds: [10, 100],
});

/**
 * What a shop sends in so many days, and a maintenance a day, as if it were those days:
 *
 * - each hour a log record and a span of a trace of its own, `perHour` times; a point of a total that starts anew every
 *   hundred days, and one of a delta of 2; each six hours a histogram of 10 values
 * - at 3 and 15 o'clock a log record of an error, the same but for its numbers
 * - at 5 o'clock a trace of two spans of two services, the second of which fails
 * - every tenth day, from the eleventh on, an error in the trace of noon five days ago
 */
export async function simulate(database: Database, options: SimulationOptions): Promise<void> {
  const { start, days, perHour = 1, maintainEvery = 1 } = options;
  const writer = new SignalWriter(database, { maxAgeMs: 60_000, onNotice: () => undefined });
  for (let number = 0; number < days; number++) {
    const midnight = start + number * day;
    for (let at = 0; at < 24; at++) sendHour(writer, number, midnight, at, perHour);
    if (number >= 10 && number % 10 === 0) {
      writer.span(
        span({
          ...{ time: midnight + 13 * hour, duration: 1, status: 2, resource: bank },
          ...{ traceId: hourTrace(number - 5, 12, 0), spanId: spanId(9), name: 'late' },
        }),
      );
    }
    if ((number + 1) % maintainEvery === 0) {
      await prepare(database, midnight - maintainEvery * day, midnight + day);
      await writer.flush(60_000);
      await maintain(database, new Date(midnight + day));
    }
    await options.onDay?.(number + 1);
  }
  await writer.close();
  await maintain(database, new Date(start + days * day));
}

/** The partitions of these days, which the maintenance would have made ahead of them. */
async function prepare(database: Database, from: number, to: number): Promise<void> {
  const [first, last] = [from, to].map((at) => `'${new Date(at).toISOString()}'::timestamptz`);
  await rowsOf(
    database,
    `select signals.prepare_range(signal, ${first}, ${last}, ${last}) from unnest(array['logs', 'spans', 'metrics']) signal`,
  );
}

/** A trace id of its own for each hour's success. */
function hourTrace(number: number, at: number, copy: number): string {
  return traceId((number * 100 + at) * 1_000_000 + copy + 1);
}

function sendHour(
  writer: SignalWriter,
  number: number,
  midnight: number,
  at: number,
  perHour: number,
): void {
  const time = midnight + at * hour + 1000;
  const restart = midnight - (number % 100) * day;
  for (let copy = 0; copy < perHour; copy++) {
    const ids = { traceId: hourTrace(number, at, copy), spanId: spanId(1) };
    writer.log(log({ time: time + copy, traceId: ids.traceId, body: `order ${copy} taken` }));
    writer.span(span({ ...ids, time: time + copy, duration: (at + 1) * 1_000_000 }));
  }
  const points: MetricPoint[] = [
    { time, series: requests, startTime: restart, value: (number % 100) * 24 + at + 1 },
    { time, series: added, value: 2 },
  ];
  if (at % 6 === 0)
    points.push({ time, series: sizes, count: 10, sum: 300, min: 5, max: 90, counts: [4, 6, 0] });
  for (const point of points) writer.metric(point);
  if (at === 3 || at === 15)
    writer.log(log({ time, severity: 17, body: `cannot reach shop ${number}:${at}` }));
  if (at === 5) {
    const trace = { traceId: traceId(number + 1), time };
    writer.span(span({ ...trace, spanId: spanId(2), name: 'order' }));
    writer.span(
      span({
        ...trace,
        ...{ spanId: spanId(3), parentSpanId: spanId(2), name: 'pay', resource: bank, status: 2 },
      }),
    );
  }
}

const rollups = [
  'log_rollups',
  'error_rollups',
  'span_rollups',
  'span_latency',
  'metric_rollups',
  'metric_bins',
].flatMap((name) => [`${name}_hourly`, `${name}_daily`]);

/** Of each rollup table its rows' count and a hash of all of them. */
export async function rollupHashes(database: Database): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of rollups) {
    const [row] = await rowsOf<{ hash: string }>(
      database,
      `select count(*) || ' ' || coalesce(md5(string_agg(r::text, E'\\n' order by r::text collate "C")), '') as hash from signals.${name} r`,
    );
    hashes[name] = row?.hash ?? '';
  }
  return hashes;
}

/** Bytes of a table with its partitions or chunks, indexes and what is compressed. */
export async function bytesOf(database: Database, table: string): Promise<number> {
  const [row] = await rowsOf<{ bytes: string }>(
    database,
    `with recursive parts (id) as (
      select 'signals.${table}'::regclass::oid
      union all
      select i.inhrelid from pg_inherits i join parts on parts.id = i.inhparent
    )
    select sum(pg_total_relation_size(id)) + coalesce((
      select sum(pg_total_relation_size(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = '_timescaledb_internal' and c.relkind = 'r' and c.relname like 'compress_hyper%'
        and exists (select from parts join pg_class p on p.oid = parts.id where p.relnamespace = n.oid and c.relname like '%' || substring(p.relname from '_(\\d+)_chunk$') || '_chunk')
    ), 0) as bytes from parts`,
  );
  return Number(row?.bytes ?? 0);
}
