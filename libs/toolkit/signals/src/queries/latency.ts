import type { Database, Session } from '../database/database.ts';
import { SignalsError } from '../errors.ts';
import type { Source, Window } from './window.ts';
import { secondsOf, sourceOf, storedText } from './window.ts';

export interface LatencyQuery extends Window {
  readonly service?: string | undefined;
  readonly environment?: string | undefined;
  /** Of spans: `GET /orders/{id}`. */
  readonly name?: string | undefined;
  /** @default server and consumer spans, the ones that say what a caller waited for */
  readonly kinds?: readonly number[] | undefined;
  /** @default [0.5, 0.95, 0.99] */
  readonly quantiles?: readonly number[] | undefined;
}

/** What a service's operation did in a window. */
export interface OperationStats {
  readonly service: string;
  readonly environment: string;
  readonly name: string;
  readonly kind: number;
  readonly count: number;
  readonly failed: number;
  readonly perSecond: number;
  /** Nanoseconds. */
  readonly mean: number;
  readonly max: number;
  /** Nanoseconds by quantile, off by at most 9.1 %, a bin of the histogram (2^(1/8)); where a bin's values are spread, by far less. */
  readonly quantiles: Readonly<Record<string, number>>;
}

export interface Latency {
  /** The window that the numbers are of; rollups answer for whole hours or days. */
  readonly window: Window;
  readonly source: Source;
  /** The busiest first. */
  readonly operations: readonly OperationStats[];
}

interface TotalsRow {
  service_id: string;
  service: string | null;
  environment: string | null;
  name: string;
  kind: number;
  count: string;
  failed: string;
  duration_sum: string;
  duration_max: string;
}

interface BinRow {
  service_id: string;
  name: string;
  kind: number;
  bin: number;
  count: string;
}

// What waits to be folded is in no rollup yet, so it is added from its rows.
const waiting = `(select id from signals.batches where not folded and signal = 'spans')`;

function rowsOf(source: Source): { readonly totals: string; readonly bins: string } {
  const raw = (where: string): string =>
    `select coalesce(r.service_id, 0) as service_id, s.name, s.kind, s.status, s.duration, s.time
     from signals.all_spans s left join signals.resources r on r.id = s.resource_id where ${where}`;
  const inWindow = 's.time >= $1::timestamptz and s.time < $2::timestamptz';
  const totals = (where: string): string =>
    `select service_id, name, kind, 1::bigint as count, (status = 2)::int::bigint as failed, duration::numeric as duration_sum, duration as duration_max
     from (${raw(where)}) raw`;
  const bins = (where: string): string =>
    `select service_id, name, kind, signals.duration_bin(duration) as bin, 1::bigint as count from (${raw(where)}) raw`;
  if (source === 'raw') return { totals: totals(inWindow), bins: bins(inWindow) };
  const inBuckets = 'bucket >= $1::timestamptz and bucket < $2::timestamptz';
  const notFolded = `${inWindow} and s.batch in ${waiting}`;
  return {
    totals: `select service_id, name, kind, count, failed, duration_sum, duration_max from signals.span_rollups_${source} where ${inBuckets}
      union all ${totals(notFolded)}`,
    bins: `select service_id, name, kind, bin, count from signals.span_latency_${source} where ${inBuckets} union all ${bins(notFolded)}`,
  };
}

/** Milliseconds that raw spans of successes are kept for. */
async function keptMs(database: Database): Promise<number> {
  const { rows } = await database.session((session) =>
    session.query<{ ms: string | null }>(
      "select extract(epoch from keep) * 1000 as ms from signals.retention where tier = 'success'",
    ),
  );
  return Number(rows[0]?.ms ?? Infinity);
}

/** Rates, errors and latency percentiles of operations in a window. Throws `SIGNALS_BAD_QUERY`. */
export async function latency(database: Database, query: LatencyQuery): Promise<Latency> {
  const quantiles = query.quantiles ?? [0.5, 0.95, 0.99];
  const wrong = quantiles.find((quantile) => !(quantile >= 0 && quantile <= 1));
  if (wrong !== undefined) {
    throw new SignalsError(
      'SIGNALS_BAD_QUERY',
      `A quantile lies between 0 and 1; ${wrong} doesn't. The 95th percentile is 0.95.`,
    );
  }
  const { source, window } = sourceOf(query, await keptMs(database));
  const from = rowsOf(source);
  const values = [
    window.from.toISOString(),
    window.to.toISOString(),
    storedText(query.service),
    storedText(query.environment),
    storedText(query.name),
    [...(query.kinds ?? [1, 4])],
  ];
  const filter = `($3::text is null or v.name = $3) and ($4::text is null or v.environment = $4)
    and ($5::text is null or t.name = $5) and t.kind = any ($6::smallint[])`;
  return database.session(async (session: Session) => {
    const { rows: totals } = await session.query<TotalsRow>(
      `select t.service_id, v.name as service, v.environment, t.name, t.kind, sum(t.count) as count, sum(t.failed) as failed,
        sum(t.duration_sum) as duration_sum, max(t.duration_max) as duration_max
      from (${from.totals}) t left join signals.services v on v.id = t.service_id
      where ${filter} group by 1, 2, 3, 4, 5 order by sum(t.count) desc, 4 limit 1000`,
      values,
    );
    const { rows: bins } = await session.query<BinRow>(
      `select t.service_id, t.name, t.kind, t.bin, sum(t.count) as count
      from (${from.bins}) t left join signals.services v on v.id = t.service_id
      where ${filter} group by 1, 2, 3, 4 order by 4`,
      values,
    );
    const histograms = new Map<string, { bin: number; count: number }[]>();
    for (const { service_id, name, kind, bin, count } of bins) {
      const key = `${service_id} ${kind} ${name}`;
      histograms.set(key, [...(histograms.get(key) ?? []), { bin, count: Number(count) }]);
    }
    const operations = totals.map((row) => ({
      service: row.service ?? 'unknown_service',
      environment: row.environment ?? '',
      name: row.name,
      kind: row.kind,
      count: Number(row.count),
      failed: Number(row.failed),
      perSecond: Number(row.count) / secondsOf(window),
      mean: Math.round(Number(row.duration_sum) / Number(row.count)),
      max: Number(row.duration_max),
      quantiles: Object.fromEntries(
        quantiles.map((quantile) => [
          String(quantile),
          quantileOf(histograms.get(`${row.service_id} ${row.kind} ${row.name}`) ?? [], quantile),
        ]),
      ),
    }));
    return { window, source, operations };
  });
}

/**
 * The value below which this part of the values lies. Within its bin values are taken as evenly spread on the logarithmic
 * scale that the bins have.
 *
 * @param bins in ascending order; bin b holds (2^(b/8), 2^((b+1)/8)]
 * @returns nanoseconds; NaN without values
 */
export function quantileOf(
  bins: readonly { readonly bin: number; readonly count: number }[],
  quantile: number,
): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return Number.NaN;
  const rank = quantile * total;
  let below = 0;
  for (const { bin, count } of bins) {
    if (below + count >= rank) {
      const part = count === 0 ? 0 : Math.max(0, rank - below) / count;
      return Math.round(2 ** ((bin + part) / 8));
    }
    below += count;
  }
  return Math.round(2 ** (((bins.at(-1)?.bin ?? 0) + 1) / 8));
}
