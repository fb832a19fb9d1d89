import type { Filter } from '@vector-toolkit/core';
import { dense, eq, search } from '@vector-toolkit/core';
import { seeded } from '@vector-toolkit/core/conformance';
import type pg from 'pg';
import { vectorBytes } from '../src/encoding/binary.ts';
import type { PostgresCollection } from '../src/index.ts';
import { clusteredVector, median } from './data.ts';
import type { Peer } from './peers/peer.d.mts';
import type { Row } from './row.ts';
import type { Find, Run } from './search-run.ts';
import { fewest, recall, run, runBeside } from './search-run.ts';

const judged = 100;
/** Queries for peers that read everything. */
const fewer = 40;

/** What searches are measured on. */
export interface Searched {
  readonly collection: PostgresCollection;
  /** Connections set for hand-written queries as an owner would: candidates and iterative scan. */
  readonly byHand: pg.Pool;
  readonly table: { readonly name: string; readonly vector: string };
  readonly peers: readonly Peer[];
}

const ours =
  ({ collection }: Searched, filter: Filter | undefined, tuning = {}): Find =>
  async (vector) =>
    (await collection.search(search(dense(vector), { filter, limit: 10 }), tuning)).hits.map(
      ({ id }) => id,
    );

const handWritten =
  ({ byHand, table }: Searched, where: string): Find =>
  async (vector) => {
    const { rows } = await byHand.query<{ id: string }>({
      name: `hand ${where}`,
      text: `select id, text, metadata, 1 - (${table.vector} <=> $1::vector) as score from ${table.name} ${where}
          order by ${table.vector} <=> $1::vector limit 10`,
      values: [vectorBytes(vector)],
    });
    return rows.map(({ id }) => id);
  };

/** The last of some rounds, with the median of each figure. */
async function medianOf(
  rounds: number,
  both: () => Promise<readonly [Run, Run]>,
): Promise<readonly [Run, Run]> {
  const pairs: (readonly [Run, Run])[] = [];
  for (let round = 0; round < rounds; round++) pairs.push(await both());
  const middle = (which: 0 | 1): Run => ({
    perSecond: median(pairs.map((pair) => pair[which].perSecond)),
    p50: median(pairs.map((pair) => pair[which].p50)),
    found: pairs.at(-1)?.[which].found ?? [],
  });
  return [middle(0), middle(1)];
}

/** Searches without a filter against the same SQL prepared by hand. */
export async function measureQueries(
  searched: Searched,
  count: number,
  rounds: number,
): Promise<Row[]> {
  const next = seeded(99);
  const queries = Array.from({ length: count }, () => clusteredVector(next));
  const some = queries.slice(0, judged);
  const truth = (await run(some, 1, ours(searched, undefined, { plan: 'exact' }))).found;
  const rows: Row[] = [];
  let found: Run['found'] = [];
  for (const clients of [1, 8]) {
    const [own, hand] = [ours(searched, undefined), handWritten(searched, '')];
    await run(queries.slice(0, 20), clients, own);
    await run(queries.slice(0, 20), clients, hand);
    const [mine, theirs] = await medianOf(rounds, () => runBeside(queries, clients, own, hand));
    ({ found } = mine);
    rows.push({
      name: `search, ${clients} client${clients === 1 ? '' : 's'}`,
      ours: mine.perSecond,
      unit: 'queries/s',
      peer: { name: 'the same SQL prepared by hand', value: theirs.perSecond },
      aim: { least: 0.9 },
    });
  }
  rows.push({
    name: 'recall@10 of these',
    ours: recall(found.slice(0, judged), truth),
    unit: '',
    aim: { least: 0.99 },
  });
  return rows;
}

/** Searches with filters that keep 5, 1 and .1 % against the iterative scan by hand and against other stores. */
export async function measureFiltered(searched: Searched, rounds: number): Promise<Row[]> {
  const next = seeded(77);
  const queries = Array.from({ length: judged }, () => clusteredVector(next));
  const rows: Row[] = [];
  for (const [key, share] of [
    ['twentieth', '5 %'],
    ['hundredth', '1 %'],
    ['thousandth', '.1 %'],
  ] as const) {
    const filter = eq(key, 0);
    const truth = (await run(queries, 1, ours(searched, filter, { plan: 'exact' }))).found;
    const byHand = handWritten(searched, `where metadata -> '${key}' = '0'::jsonb`);
    await run(queries.slice(0, 10), 1, ours(searched, filter));
    await run(queries.slice(0, 10), 1, byHand);
    const [mine, theirs] = await medianOf(rounds, () =>
      runBeside(queries, 1, ours(searched, filter), byHand),
    );
    const said = (one: Run): string =>
      `recall@10 ${recall(one.found, truth).toFixed(3)}, at least ${fewest(one)} of 10 rows, ${Number(one.perSecond.toPrecision(3))} queries/s`;
    const { plan } = await searched.collection.search(
      search(dense(queries[0] ?? new Float32Array()), { filter }),
    );
    const name = `filter keeps ${share}`;
    rows.push(
      {
        name,
        ours: mine.p50,
        unit: 'ms p50',
        peer: { name: 'iterative scan by hand', value: theirs.p50 },
        ...(key === 'twentieth' ? { aim: { most: 1.2 } } : {}),
        note: `by the ${plan.name === 'index' ? 'index' : 'exact way'}: ${said(mine)}; by hand ${said(theirs)}`,
      },
      {
        name: `${name}: recall@10`,
        ours: recall(mine.found, truth),
        unit: '',
        aim: { least: 0.97 },
      },
      { name: `${name}: fewest rows`, ours: fewest(mine), unit: 'of 10', aim: { least: 10 } },
    );
    for (const peer of searched.peers) {
      const find: Find = (vector) => peer.find(Array.from(vector), key);
      await run(queries.slice(0, 2), 1, find);
      const [own, one] = await runBeside(queries.slice(0, fewer), 1, ours(searched, filter), find);
      rows.push({
        name: `${name}, beside ${peer.name.split(' ')[0] ?? ''}`,
        ours: own.p50,
        unit: 'ms p50',
        peer: { name: peer.name, value: one.p50 },
        note: said(one),
      });
    }
  }
  return rows;
}
