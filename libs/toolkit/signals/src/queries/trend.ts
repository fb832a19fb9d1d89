import type { Database } from '../database/database.ts';
import { quantileOf } from './latency.ts';
import type { Source, Window } from './window.ts';
import { checkWindow, storedText } from './window.ts';

export interface TrendQuery extends Window {
  readonly service?: string | undefined;
  readonly name?: string | undefined;
  /** Width of a point. @default hourly up to 14 days, daily beyond */
  readonly step?: 'hourly' | 'daily' | undefined;
}

/** One hour or day. */
export interface TrendPoint {
  readonly time: Date;
  readonly count: number;
  readonly failed: number;
  /** Nanoseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

interface Row {
  bucket: Date;
  count: string;
  failed: string;
  bins: { bin: number; count: number }[] | null;
}

/** How server and consumer spans went over a long time, from the rollups alone: what waits to be folded is not in it yet. */
export async function trend(database: Database, query: TrendQuery): Promise<TrendPoint[]> {
  checkWindow(query);
  const days = (query.to.getTime() - query.from.getTime()) / 86_400_000;
  const step: Source = query.step ?? (days <= 14 ? 'hourly' : 'daily');
  const { rows } = await database.session((session) =>
    session.query<Row>(
      `with chosen as materialized (
        select id from signals.services where $3::text is null or name = $3
      ), totals as (
        select bucket, sum(count) as count, sum(failed) as failed from signals.span_rollups_${step}
        where bucket >= $1::timestamptz and bucket < $2::timestamptz and kind in (1, 4)
          and service_id in (select id from chosen) and ($4::text is null or name = $4)
        group by 1
      ), bins as (
        select bucket, bin, sum(count) as count from signals.span_latency_${step}
        where bucket >= $1::timestamptz and bucket < $2::timestamptz and kind in (1, 4)
          and service_id in (select id from chosen) and ($4::text is null or name = $4)
        group by 1, 2
      )
      select t.bucket, t.count, t.failed, b.bins
      from totals t left join (
        select bucket, jsonb_agg(jsonb_build_object('bin', bin, 'count', count) order by bin) as bins from bins group by 1
      ) b using (bucket)
      order by t.bucket`,
      [
        query.from.toISOString(),
        query.to.toISOString(),
        storedText(query.service),
        storedText(query.name),
      ],
    ),
  );
  return rows.map(({ bucket, count, failed, bins }) => ({
    time: bucket,
    count: Number(count),
    failed: Number(failed),
    p50: quantileOf(bins ?? [], 0.5),
    p95: quantileOf(bins ?? [], 0.95),
    p99: quantileOf(bins ?? [], 0.99),
  }));
}
