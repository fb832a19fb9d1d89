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

interface Timed {
  readonly seconds: number;
  readonly times: readonly number[];
  readonly found: readonly (readonly string[])[];
}

async function time(queries: readonly Float32Array[], clients: number, find: Find): Promise<Timed> {
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
  return { seconds: (performance.now() - started) / 1000, times, found };
}

const runOf = (parts: readonly Timed[]): Run => {
  const times = parts.flatMap((part) => part.times);
  return {
    perSecond: times.length / parts.reduce((sum, { seconds }) => sum + seconds, 0),
    p50: median(times),
    found: parts.flatMap(({ found }) => found),
  };
};

/** Carries queries out, with so many at a time. */
export const run = async (
  queries: readonly Float32Array[],
  clients: number,
  find: Find,
): Promise<Run> => runOf([await time(queries, clients, find)]);

/**
 * Carries queries out in two ways by turns, each of them first in half of them: so whatever else the machine does meets both.
 * One client takes turns query by query, several some queries a client.
 */
export async function runBeside(
  queries: readonly Float32Array[],
  clients: number,
  one: Find,
  other: Find,
): Promise<readonly [Run, Run]> {
  const size = clients === 1 ? 1 : clients * 6;
  const ways = [one, other].map((find) => ({ find, parts: [] as Timed[] }));
  for (let from = 0, turn = 0; from < queries.length; from += size, turn++)
    for (const way of turn % 2 === 0 ? ways : ways.toReversed())
      way.parts.push(await time(queries.slice(from, from + size), clients, way.find));
  const [first, second] = ways.map(({ parts }) => runOf(parts));
  if (first === undefined || second === undefined) throw new Error('two ways have two runs');
  return [first, second];
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
