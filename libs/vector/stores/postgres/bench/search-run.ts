import { median } from './data.ts';

/** Ids found for a vector, best first. */
export type Find = (vector: Float32Array) => Promise<readonly string[]>;

/** What came of some queries. */
export interface Run {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly found: readonly (readonly string[])[];
}

/** Carries queries out, with so many at a time. */
export async function run(
  queries: readonly Float32Array[],
  clients: number,
  find: Find,
): Promise<Run> {
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

/** Share of the true neighbours that were found, over the queries that were carried out. */
export function recall(
  found: readonly (readonly string[])[],
  truth: readonly (readonly string[])[],
): number {
  const queries = Math.min(found.length, truth.length);
  return (
    truth
      .slice(0, queries)
      .reduce(
        (sum, right, at) =>
          sum + right.filter((id) => found[at]?.includes(id)).length / (right.length || 1),
        0,
      ) / queries
  );
}

/** The fewest rows that a query gave. */
export const fewest = ({ found }: Run): number => Math.min(...found.map(({ length }) => length));

/**
 * Carries queries out in two ways, one after the other for each query, each of them first in half of them: so whatever else the
 * machine does meets both.
 */
export async function runBeside(
  queries: readonly Float32Array[],
  one: Find,
  other: Find,
): Promise<readonly [Run, Run]> {
  const ways = [one, other].map((find) => ({
    find,
    times: [] as number[],
    found: [] as (readonly string[])[],
  }));
  for (const [at, query] of queries.entries())
    for (const way of at % 2 === 0 ? ways : ways.toReversed()) {
      const from = performance.now();
      way.found.push(await way.find(query));
      way.times.push(performance.now() - from);
    }
  const [first, second] = ways.map(({ times, found }): Run => ({
    perSecond: 1000 / (times.reduce((sum, time) => sum + time, 0) / times.length),
    p50: median(times),
    found,
  }));
  if (first === undefined || second === undefined) throw new Error('two ways have two runs');
  return [first, second];
}
