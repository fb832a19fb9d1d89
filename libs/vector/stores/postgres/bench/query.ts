import type { Filter } from '@vector-toolkit/core';
import { dense, eq, search } from '@vector-toolkit/core';
import { seeded } from '@vector-toolkit/core/conformance';
import type pg from 'pg';
import { vectorBytes } from '../src/encoding/binary.ts';
import type { PostgresCollection } from '../src/index.ts';
import { clusteredVector, median } from './data.ts';
import type { Row } from './row.ts';

type Find = (vector: Float32Array) => Promise<readonly string[]>;

/** Milliseconds of each query and what it found. */
async function run(queries: readonly Float32Array[], clients: number, find: Find) {
  const found: (readonly string[])[] = new Array<readonly string[]>(queries.length).fill([]);
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let at = next++; at < queries.length; at = next++) {
        const from = performance.now();
        found[at] = await find(queries[at] ?? new Float32Array());
        times.push(performance.now() - from);
      }
    }),
  );
  return {
    perSecond: queries.length / ((performance.now() - started) / 1000),
    p50: median(times),
    found,
  };
}

const recall = (
  found: readonly (readonly string[])[],
  truth: readonly (readonly string[])[],
): number =>
  truth.reduce(
    (sum, right, at) =>
      sum + right.filter((id) => found[at]?.includes(id)).length / (right.length || 1),
    0,
  ) / truth.length;

/** Searches against the same SQL prepared by hand, without a filter and with filters that keep 5, 1 and .1 %. */
export async function measureQueries(
  collection: PostgresCollection,
  pool: pg.Pool,
  table: { readonly name: string; readonly vector: string },
  count: number,
  rounds: number,
): Promise<Row[]> {
  const next = seeded(99);
  const queries = Array.from({ length: count }, () => clusteredVector(next));
  const rows: Row[] = [];
  const ours =
    (filter: Filter | undefined, tuning = {}): Find =>
    async (vector) =>
      (await collection.search(search(dense(vector), { filter, limit: 10 }), tuning)).hits.map(
        ({ id }) => id,
      );
  const byHand =
    (where: string): Find =>
    async (vector) => {
      const { rows: hits } = await pool.query<{ id: string }>({
        name: `hand ${where}`,
        text: `select id, text, metadata, 1 - (${table.vector} <=> $1::vector) as score from ${table.name} ${where}
          order by ${table.vector} <=> $1::vector limit 10`,
        values: [vectorBytes(vector)],
      });
      return hits.map(({ id }) => id);
    };
  const truthOf = async (filter: Filter | undefined) =>
    (await run(queries.slice(0, 100), 1, ours(filter, { plan: 'exact' }))).found;

  const truth = await truthOf(undefined);
  for (const clients of [1, 8]) {
    const figures = { ours: [] as number[], theirs: [] as number[] };
    let found: (readonly string[])[] = [];
    for (let round = 0; round < rounds; round++) {
      figures.theirs.push((await run(queries, clients, byHand(''))).perSecond);
      const mine = await run(queries, clients, ours(undefined));
      figures.ours.push(mine.perSecond);
      found = mine.found;
    }
    rows.push({
      name: `search, ${clients} client${clients === 1 ? '' : 's'}`,
      ours: median(figures.ours),
      peer: 'the same SQL prepared by hand',
      theirs: median(figures.theirs),
      ...{ unit: 'queries/s', aim: 0.9, better: 'more' },
      note: `recall@10 ${recall(found.slice(0, 100), truth).toFixed(3)} (aim .99)`,
    });
  }
  for (const [key, share] of [
    ['twentieth', '5 %'],
    ['hundredth', '1 %'],
    ['thousandth', '.1 %'],
  ] as const) {
    const filter = eq(key, 0);
    const right = await truthOf(filter);
    const where = `where metadata -> '${key}' = '0'::jsonb`;
    const some = queries.slice(0, 100);
    const figures = { ours: [] as number[], theirs: [] as number[] };
    let [mine, theirs] = [await run(some, 1, ours(filter)), await run(some, 1, byHand(where))];
    for (let round = 0; round < rounds; round++) {
      theirs = await run(some, 1, byHand(where));
      mine = await run(some, 1, ours(filter));
      figures.theirs.push(theirs.p50);
      figures.ours.push(mine.p50);
    }
    const fewest = Math.min(...mine.found.map(({ length }) => length));
    const { plan } = await collection.search(
      search(dense(some[0] ?? new Float32Array()), { filter }),
    );
    rows.push({
      name: `search, filter keeps ${share}`,
      ours: median(figures.ours),
      peer: 'iterative scan by hand',
      theirs: median(figures.theirs),
      ...{ unit: 'ms p50', better: 'less' },
      ...(key === 'twentieth' ? { aim: 1.2 } : {}),
      note: `plan ${plan.name}; recall@10 ${recall(mine.found, right).toFixed(3)} (aim .97), at least ${fewest} of 10 rows; by hand ${recall(theirs.found, right).toFixed(3)}, at least ${Math.min(...theirs.found.map(({ length }) => length))}`,
    });
  }
  return rows;
}
