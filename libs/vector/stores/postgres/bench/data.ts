import { randomVector, seeded } from '@vector-toolkit/core/conformance';
import type { VectorRecord } from '@vector-toolkit/core';
import type pg from 'pg';
import { normalize } from '@vector-toolkit/core';

export const dimensions = 384;
export const space = { model: 'bench/clusters@1', dimensions, normalized: true };

const clusters = 300;
const random = seeded(1);
const centres = Array.from({ length: clusters }, () => randomVector(dimensions, random));

/** A vector near one of 300 centres: texts come in kinds, and uniform noise has no neighbours worth finding. */
export function clusteredVector(next: () => number): Float32Array {
  const centre = centres[Math.floor(next() * clusters)] ?? new Float32Array(dimensions);
  const noise = randomVector(dimensions, next);
  return normalize(centre.map((value, i) => value + 0.9 * (noise[i] ?? 0)));
}

/** Records of about 80 characters; `twentieth`, `hundredth` and `thousandth` are 0 for that share of them. */
export function records(count: number, seed: number, prefix: string): VectorRecord[] {
  const next = seeded(seed);
  return Array.from({ length: count }, (_, n) => ({
    id: `${prefix}${n}`,
    text: `record ${n} says that service ${n % 37} met error ${n % 211} while it read order ${n}`,
    metadata: { twentieth: n % 20, hundredth: n % 100, thousandth: n % 1000 },
    contentHash: `${prefix}${n}-${seed}`,
    vector: clusteredVector(next),
  }));
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Where the records of a collection lie. */
export async function tableOf(
  pool: pg.Pool,
  collection: string,
): Promise<{ readonly name: string; readonly vector: string }> {
  const { rows } = await pool.query<{ name: string; vector: string }>(
    `select 'vector.records_' || c.id as name, 'v_' || g.id as vector from vector.collections c
      join vector.generations g on g.collection_id = c.id where c.name = $1`,
    [collection],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`There is no collection "${collection}".`);
  return found;
}
