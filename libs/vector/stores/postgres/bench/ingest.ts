import type { VectorRecord } from '@vector-toolkit/core';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import { copyChunks } from '../src/encoding/binary.ts';
import type { PostgresStore } from '../src/index.ts';
import { median, records, space } from './data.ts';
import type { Peer } from './peers/peer.d.mts';
import type { Row } from './row.ts';

const batch = 2000;
/** Rows a round for peers that take a second for as many. */
const fewer = 4000;

/** The rows as COPY takes them, by the same encoder, without a look at what they hold. */
const encoded = (rows: readonly VectorRecord[]): Generator<Buffer> =>
  copyChunks(rows, 5, (writer, { id, text, metadata, contentHash, vector }) => {
    writer.text(id);
    writer.text(text);
    writer.jsonb(JSON.stringify(metadata));
    writer.text(contentHash);
    writer.vector(vector);
  });

/** Rows per second into a collection without an index on vectors, against COPY BINARY into the same table and against other stores. */
export async function measureIngest(
  { store, pool, peers }: { store: PostgresStore; pool: pg.Pool; peers: readonly Peer[] },
  count: number,
  rounds: number,
): Promise<Row[]> {
  const all = records(count, 2, 'i');
  const batchesOf = (rows: readonly VectorRecord[]): VectorRecord[][] =>
    Array.from({ length: Math.ceil(rows.length / batch) }, (_, n) =>
      rows.slice(n * batch, (n + 1) * batch),
    );
  const batches = batchesOf(all);
  const figures = {
    ...{ created: [] as number[], unchanged: [] as number[], changed: [] as number[] },
    ...{ copy: [] as number[], copyEncoded: [] as number[], copyBare: [] as number[] },
  };
  const ofPeers = peers.map(() => [] as number[]);
  const perSecond = async (rows: number, work: () => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    await work();
    return rows / ((performance.now() - started) / 1000);
  };
  const upsertAll = async (parts: readonly VectorRecord[][]): Promise<void> => {
    const collection = await store.open({ name: 'bench-ingest', space, filterKeys: ['twentieth'] });
    for (const part of parts) await collection.upsert(part);
  };
  for (let round = 0; round < rounds; round++) {
    await store.drop('bench-ingest');
    await store.open({ name: 'bench-ingest', space, filterKeys: ['twentieth'] });
    figures.created.push(await perSecond(count, () => upsertAll(batches)));
    figures.unchanged.push(await perSecond(count, () => upsertAll(batches)));
    const changed = batches.map((part) =>
      part.map((one) => ({ ...one, contentHash: `${one.contentHash}x${round}` })),
    );
    figures.changed.push(await perSecond(count, () => upsertAll(changed)));
    const { rows: tables } = await pool.query<{ name: string; vector: string }>(
      `select 'vector.records_' || c.id as name, 'v_' || g.id as vector from vector.collections c
        join vector.generations g on g.collection_id = c.id where c.name = 'bench-ingest'`,
    );
    const [{ name, vector } = { name: '', vector: '' }] = tables;
    const client = await pool.connect();
    const copyAll = async (files: readonly Iterable<Buffer>[], table = name): Promise<void> => {
      for (const file of files)
        await pipeline(
          Readable.from(file),
          client.query(
            from(
              `copy ${table} (id, text, metadata, content_hash, ${vector}) from stdin (format binary)`,
            ),
          ),
        );
    };
    await client.query(`truncate ${name}`);
    figures.copy.push(await perSecond(count, () => copyAll(batches.map(encoded))));
    await client.query(`truncate ${name}`);
    const files = batches.map((part) => [...encoded(part)]);
    figures.copyEncoded.push(await perSecond(count, () => copyAll(files)));
    // What a table without full-text search and indexes takes: the most that any way of writing could be ahead of a peer.
    await client.query(
      `create table public.bench_bare as select id, text, metadata, content_hash, ${vector} from ${name} limit 0`,
    );
    figures.copyBare.push(await perSecond(count, () => copyAll(files, 'public.bench_bare')));
    await client.query('drop table public.bench_bare');
    client.release();
    for (const [at, peer] of peers.entries()) {
      // Their vectors are arrays of numbers, which are made beforehand.
      const parts = batchesOf(all.slice(0, fewer)).map((part) =>
        part.map(({ id, text, metadata, vector: numbers }) => ({
          ...{ id, text, metadata, vector: Array.from(numbers) },
        })),
      );
      await peer.prepare();
      ofPeers[at]?.push(
        await perSecond(Math.min(count, fewer), async () => {
          for (const part of parts) await peer.ingest(part);
        }),
      );
    }
  }
  await store.drop('bench-ingest');
  const created = median(figures.created);
  const copy = median(figures.copy);
  const beforehand = (ours: number): string =>
    `against rows that were encoded beforehand (${Math.round(median(figures.copyEncoded))} rows/s) ${(ours / median(figures.copyEncoded)).toFixed(2)}`;
  const peer = { name: 'COPY BINARY of the same rows', value: copy };
  const against = (ours: readonly number[]): Pick<Row, 'ours' | 'unit' | 'peer'> => ({
    ...{ ours: median(ours), unit: 'rows/s', peer },
  });
  return [
    {
      name: 'new records, no index',
      ...against(figures.created),
      aim: { least: 0.8 },
      note: beforehand(created),
    },
    {
      name: 'changed records (upsert)',
      ...against(figures.changed),
      aim: { least: 0.5 },
      note: beforehand(median(figures.changed)),
    },
    { name: 'unchanged records', ...against(figures.unchanged) },
    ...peers.map((one, at): Row => ({
      name: `new records, beside ${one.name.split(' ')[0] ?? ''}`,
      ours: created,
      unit: 'rows/s',
      peer: { name: one.name, value: median(ofPeers[at] ?? []) },
      ...(one.name.startsWith('LangChain') ? { aim: { least: 15 } } : {}),
      note: `full-text search and the indexes on ids, words and a key, which its table has not, are part of ours; COPY BINARY into a table without them ${Math.round(median(figures.copyBare))} rows/s, ${(median(figures.copyBare) / median(ofPeers[at] ?? [])).toFixed(1)} times as many as it`,
    })),
  ];
}
