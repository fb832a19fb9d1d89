import type { Database } from '../database/database.ts';
import { checkWindow, storedText } from './window.ts';
import type { Window } from './window.ts';

export interface MetricQuery extends Window {
  readonly name: string;
  readonly service?: string | undefined;
  /** Attributes that a series must have, with these values. */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  /** Width of a point. @default 'hourly' */
  readonly step?: 'hourly' | 'daily' | undefined;
}

export interface MetricSeriesPoint {
  readonly time: Date;
  /**
   * Gauge: the mean. Sum: what was added in this hour or day, or, of a sum that can fall, its last value. Histogram: the
   * mean of the values.
   */
  readonly value: number | undefined;
  readonly count: number;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export interface StoredSeries {
  readonly service: string;
  readonly name: string;
  readonly unit: string;
  readonly kind: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly points: readonly MetricSeriesPoint[];
}

interface Row {
  id: string;
  service: string | null;
  name: string;
  unit: string;
  kind: string;
  temporality: string;
  monotonic: boolean;
  attributes: Record<string, unknown>;
  bucket: Date;
  points: string;
  count: string;
  sum: number;
  added: number;
  added_count: string;
  last: number | null;
  min: number | null;
  max: number | null;
}

/** One metric's series from the rollups: what waits to be folded is not in it yet. Throws `SIGNALS_BAD_QUERY`. */
export async function metric(database: Database, query: MetricQuery): Promise<StoredSeries[]> {
  checkWindow(query);
  const step = query.step ?? 'hourly';
  const { rows } = await database.session((session) =>
    session.query<Row>(
      `with series as materialized (
        select s.*, v.name as service from signals.metric_series s
        join signals.resources r on r.id = s.resource_id join signals.services v on v.id = r.service_id
        where s.name = $3 and ($4::text is null or v.name = $4) and ($5::jsonb is null or s.attributes @> $5)
      ), points as (
        -- A cumulative series states totals: what an hour added is its total less the one before, of the same start.
        select m.*, m.sum - coalesce(lag(m.sum) over since, 0) as added, m.count - coalesce(lag(m.count) over since, 0) as added_count
        from signals.metric_rollups_${step} m where m.series_id in (select id from series)
        window since as (partition by m.series_id, m.start_time order by m.bucket)
      )
      select s.id, s.service, s.name, s.unit, s.kind, s.temporality, s.monotonic, s.attributes, p.bucket, sum(p.points) as points,
        sum(p.count) as count, sum(p.sum) as sum, sum(p.added) as added, sum(p.added_count) as added_count,
        (array_agg(p.last order by p.last_time desc))[1] as last, min(p.min) as min, max(p.max) as max
      from points p join series s on s.id = p.series_id
      where p.bucket >= $1::timestamptz and p.bucket < $2::timestamptz
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9
      order by s.service, s.attributes::text, p.bucket`,
      [
        query.from.toISOString(),
        query.to.toISOString(),
        storedText(query.name),
        storedText(query.service),
        query.attributes === undefined ? null : JSON.stringify(query.attributes),
      ],
    ),
  );
  const found = new Map<string, StoredSeries & { readonly points: MetricSeriesPoint[] }>();
  for (const row of rows) {
    const { id, service, name, unit, kind, attributes } = row;
    const series = found.get(id) ?? {
      service: service ?? 'unknown_service',
      name,
      unit,
      kind,
      attributes,
      points: [],
    };
    found.set(id, series);
    series.points.push({
      time: row.bucket,
      value: valueOf(row),
      count: Number(row.temporality === 'cumulative' ? row.added_count : row.count),
      min: row.min ?? undefined,
      max: row.max ?? undefined,
    });
  }
  return [...found.values()];
}

function valueOf(row: Row): number | undefined {
  const cumulative = row.temporality === 'cumulative';
  switch (row.kind) {
    case 'gauge':
      return Number(row.count) === 0 ? undefined : row.sum / Number(row.count);
    case 'sum':
      if (!row.monotonic && cumulative) return row.last ?? undefined;
      return cumulative ? row.added : row.sum;
    default: {
      const count = Number(cumulative ? row.added_count : row.count);
      return count === 0 ? undefined : (cumulative ? row.added : row.sum) / count;
    }
  }
}
