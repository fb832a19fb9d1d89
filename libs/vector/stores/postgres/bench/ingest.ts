import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import { copyFile, jsonbBytes, vectorBytes } from '../src/encoding/binary.ts';
import type { PostgresStore } from '../src/index.ts';
import { median, records, space } from './data.ts';
import type { Row } from './row.ts';

const batch = 2000;

/** Rows per second into a collection without an index on vectors, against COPY BINARY of the same rows into a table of the same shape. */
export async function measureIngest(
  store: PostgresStore,
  pool: pg.Pool,
  count: number,
  rounds: number,
): Promise<Row[]> {
  const all = records(count, 2, 'i');
  const batches = Array.from({ length: Math.ceil(count / batch) }, (_, n) =>
    all.slice(n * batch, (n + 1) * batch),
  );
  const rows: Record<'ours' | 'copy' | 'upsert' | 'unchanged', number[]> = {
    ...{ ours: [], copy: [], upsert: [], unchanged: [] },
  };
  const perSecond = async (work: () => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    await work();
    return count / ((performance.now() - started) / 1000);
  };
  for (let round = 0; round < rounds; round++) {
    await store.drop('bench-ingest');
    const collection = await store.open({ name: 'bench-ingest', space, filterKeys: ['twentieth'] });
    rows.ours.push(
      await perSecond(async () => {
        for (const part of batches) await collection.upsert(part);
      }),
    );
    rows.unchanged.push(
      await perSecond(async () => {
        for (const part of batches) await collection.upsert(part);
      }),
    );
    const changed = batches.map((part) =>
      part.map((one) => ({ ...one, contentHash: `${one.contentHash}x${round}` })),
    );
    rows.upsert.push(
      await perSecond(async () => {
        for (const part of changed) await collection.upsert(part);
      }),
    );
    const { rows: tables } = await pool.query<{ name: string; vector: string }>(
      `select 'vector.records_' || c.id as name, 'v_' || g.id as vector from vector.collections c
        join vector.generations g on g.collection_id = c.id where c.name = 'bench-ingest'`,
    );
    const [{ name, vector } = { name: '', vector: '' }] = tables;
    await pool.query(`truncate ${name}`);
    const files = batches.map((part) =>
      copyFile(
        part.map((one) => [
          Buffer.from(one.id),
          Buffer.from(one.text),
          jsonbBytes(one.metadata),
          Buffer.from(one.contentHash),
          vectorBytes(one.vector),
        ]),
      ),
    );
    const client = await pool.connect();
    rows.copy.push(
      await perSecond(async () => {
        for (const file of files)
          await pipeline(
            Readable.from([file]),
            client.query(
              from(
                `copy ${name} (id, text, metadata, content_hash, ${vector}) from stdin (format binary)`,
              ),
            ),
          );
      }),
    );
    client.release();
  }
  await store.drop('bench-ingest');
  const peer = {
    peer: 'COPY BINARY, encoded beforehand',
    theirs: median(rows.copy),
    unit: 'rows/s',
  };
  return [
    { name: 'new records, no index', ours: median(rows.ours), ...peer, aim: 0.8, better: 'more' },
    {
      name: 'changed records (upsert)',
      ours: median(rows.upsert),
      ...peer,
      aim: 0.5,
      better: 'more',
    },
    { name: 'unchanged records', ours: median(rows.unchanged), ...peer, better: 'more' },
  ];
}
