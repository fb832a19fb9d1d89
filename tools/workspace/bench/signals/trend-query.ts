import { isDeepStrictEqual } from 'node:util';
import type { Database } from '@h-j-petroleum/toolkit-signals';
import { trend } from '@h-j-petroleum/toolkit-signals';
import { z } from 'zod';
import type { BenchStore } from './bench-store.ts';
import type { Measurement, Run } from '../measurement.ts';
import { compare } from '../measurement.ts';

const day = 86_400_000;
const rowsABatch = 50_000;

/** What the trend query answers, from raw rows: the same days, counts and bins of durations. */
const fromRawRows = `
  with chosen as materialized (
    select r.id from signals.resources r join signals.services v on v.id = r.service_id where v.name = $3
  ), bins as (
    select date_trunc('day', time, 'UTC') as bucket, signals.duration_bin(duration) as bin, count(*) as count,
      count(*) filter (where status = 2) as failed
    from signals.all_spans
    where time >= $1::timestamptz and time < $2::timestamptz and kind in (1, 4)
      and resource_id in (select id from chosen) and ($4::text is null or name = $4)
    group by 1, 2
  )
  select bucket, sum(count) as count, sum(failed) as failed,
    jsonb_agg(jsonb_build_object('bin', bin, 'count', count) order by bin) as bins
  from bins group by 1 order by 1`;

/** The question "how did this service go in the last year, day by day": from rollups and from raw rows. */
export async function trendQuery(store: BenchStore, run: Run): Promise<Measurement[]> {
  const raw = run.rows * 5;
  await fillYear(store, raw, run);
  const to = new Date(Math.ceil(Date.now() / day) * day);
  const window = { from: new Date(to.getTime() - 366 * day), to };
  let asked: { readonly text: string; readonly values: readonly unknown[] } | undefined;
  const overheard: Database = {
    close: () => Promise.resolve(),
    session: (work, signal) =>
      store.database.session(
        (session) =>
          work({
            query: (text, values = []) => {
              asked = { text, values };
              return session.query(text, values);
            },
          }),
        signal,
      ),
  };
  const points = await trend(overheard, { ...window, service: 'bench-1' });
  if (asked === undefined || points.length < 360) throw new Error('The trend has no year in it.');
  const { text, values } = asked;
  if (!isDeepStrictEqual(await store.rows(text, values), await store.rows(fromRawRows, values))) {
    throw new Error('Rollups and raw rows do not give the same answer.');
  }
  const ours: Plan[] = [];
  const theirs: Plan[] = [];
  for (let round = 0; round <= run.rounds; round++) {
    const rollup = await explained(store, text, values);
    const rows = await explained(store, fromRawRows, values);
    if (round === 0) continue;
    ours.push(rollup);
    theirs.push(rows);
  }
  const common = {
    ...{ measure: 'trend', peer: 'the same answer from raw rows' },
    name: `a year of one service by day, ${raw} raw spans`,
  };
  return [
    compare(
      { ...common, unit: 'ms' },
      ours.map(({ ms }) => ms),
      theirs.map(({ ms }) => ms),
    ),
    compare(
      { ...common, unit: 'rows read' },
      ours.map(({ rowsRead }) => rowsRead),
      theirs.map(({ rowsRead }) => rowsRead),
    ),
  ];
}

/** Spans of five services with eight operations each, spread over a year, and their rollups as the maintenance makes them. */
async function fillYear(store: BenchStore, raw: number, { progress }: Run): Promise<void> {
  await store.rows('truncate signals.spans, signals.batches');
  await store.rows(
    "update signals.retention set keep = interval '400 days' where tier = 'success'",
  );
  await store.rows(
    "insert into signals.services select n, '', 'bench-' || n, '' from generate_series(1, 5) n",
  );
  await store.rows("insert into signals.resources select n, n, '{}' from generate_series(1, 5) n");
  for (let first = 0; first < raw; first += rowsABatch) {
    const count = Math.min(rowsABatch, raw - first);
    const [batch] = await store.rows<{ id: string }>(
      "select signals.begin_batch(gen_random_uuid(), 'spans', $1, now() - interval '365 days', now()) as id",
      [count],
    );
    await store.rows(
      `insert into signals.spans (batch, time, duration, trace_id, span_id, resource_id, kind, status, marks, scope, name)
      select $1::bigint, now() - interval '365 days' * random(), (1e6 * exp(3 * random()))::bigint, gen_random_uuid(),
        $2::bigint + n, 1 + n % 5, 1, 0, 0, 'http', 'GET /operation/' || n % 8
      from generate_series(1, $3::int) n`,
      [batch?.id, first, count],
    );
  }
  progress(`trend: ${raw} raw spans over a year`);
  for (;;) {
    const [folded] = await store.rows<{ fold: number }>('select signals.fold() as fold');
    if (folded === undefined || folded.fold === 0) break;
  }
  await store.rows('analyze');
  progress('trend: rollups made');
}

interface Plan {
  readonly ms: number;
  readonly rowsRead: number;
}

const nodeSchema = z.object({
  'Node Type': z.string(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().default(0),
  'Rows Removed by Index Recheck': z.number().default(0),
  get Plans() {
    return z.array(nodeSchema).default([]);
  },
});
type Node = z.infer<typeof nodeSchema>;

const planSchema = z
  .array(
    z.object({
      'QUERY PLAN': z
        .array(
          z.object({ Plan: nodeSchema, 'Planning Time': z.number(), 'Execution Time': z.number() }),
        )
        .length(1),
    }),
  )
  .length(1);

async function explained(
  store: BenchStore,
  text: string,
  values: readonly unknown[],
): Promise<Plan> {
  const answer = await store.rows(`explain (analyze, format json) ${text}`, values);
  const one = planSchema.parse(answer)[0]?.['QUERY PLAN'][0];
  if (one === undefined) throw new Error('PostgreSQL explained nothing.');
  return { ms: one['Planning Time'] + one['Execution Time'], rowsRead: rowsReadBy(one.Plan) };
}

/** Rows that scans of tables and indexes had in their hands, kept or not. */
function rowsReadBy(node: Node): number {
  const own =
    /Scan$/.test(node['Node Type']) && !/^(?:CTE|Subquery|Bitmap Index)/.test(node['Node Type'])
      ? (node['Actual Rows'] +
          node['Rows Removed by Filter'] +
          node['Rows Removed by Index Recheck']) *
        node['Actual Loops']
      : 0;
  return node.Plans.reduce((sum, inner) => sum + rowsReadBy(inner), own);
}
