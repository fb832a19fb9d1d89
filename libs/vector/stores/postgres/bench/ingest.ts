import type { VectorRecord } from '@vector-toolkit/core';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import { copyChunks } from '../src/encoding/binary.ts';
import type { PostgresStore } from '../src/index.ts';
import { median, records, space, tableOf } from './data.ts';
import type { Peer } from './peers/peer.d.mts';
import type { Row } from './row.ts';

const batch = 2000;
/** Batches a round for peers that take a second for as many. */
const fewer = 2;

/** The rows as COPY takes them, by the same encoder, without a look at what they hold. */
const encoded = (rows: readonly VectorRecord[]): Generator<Buffer> =>
  copyChunks(rows, 5, (writer, { id, text, metadata, contentHash, vector }) => {
    writer.text(id);
    writer.text(text);
    writer.jsonb(JSON.stringify(metadata));
    writer.text(contentHash);
    writer.vector(vector);
  });

interface Around {
  readonly store: PostgresStore;
  readonly pool: pg.Pool;
  readonly peers: readonly Peer[];
}

/** A way to write one batch, and in how many batches of a round it takes part. */
interface Way {
  readonly name: string;
  readonly batches: number;
  readonly write: (rows: readonly VectorRecord[]) => Promise<unknown>;
}

/** Ways to write on tables that are new and empty. */
async function waysOf({ store, pool, peers }: Around, batches: number): Promise<Way[]> {
  for (const name of await store.list()) await store.drop(name);
  const filterKeys = ['twentieth'];
  const open = (name: string, textSearch: string | false = 'simple') =>
    store.open({ name, space, filterKeys: textSearch === false ? [] : filterKeys, textSearch });
  const created = await open('created');
  const wordless = await open('wordless', false);
  // Tables of the same shape.
  for (const name of ['copy', 'beforehand']) await open(name);
  await pool.query('drop table if exists public.bench_bare');
  const { vector } = await tableOf(pool, 'copy');
  await pool.query(
    `create table public.bench_bare (id text, text text, metadata jsonb, content_hash text, ${vector} vector(${space.dimensions}))`,
  );
  const copyTo = (table: string, column: string, file: Iterable<Buffer>): Promise<void> =>
    pool
      .connect()
      .then((client) =>
        pipeline(
          Readable.from(file),
          client.query(
            from(
              `copy ${table} (id, text, metadata, content_hash, ${column}) from stdin (format binary)`,
            ),
          ),
        ).finally(() => client.release()),
      );
  const [copied, beforehand] = [await tableOf(pool, 'copy'), await tableOf(pool, 'beforehand')];
  for (const peer of peers) await peer.prepare();
  return [
    { name: 'created', batches, write: (rows) => created.upsert(rows) },
    {
      name: 'copy',
      batches,
      write: (rows) => copyTo(copied.name, copied.vector, encoded(rows)),
    },
    { name: 'unchanged', batches, write: (rows) => created.upsert(rows) },
    { name: 'changed', batches, write: (rows) => created.upsert(changed.get(rows) ?? []) },
    { name: 'wordless', batches, write: (rows) => wordless.upsert(rows) },
    ...[
      { name: 'beforehand', table: beforehand.name, column: beforehand.vector },
      { name: 'bare', table: 'public.bench_bare', column: vector },
    ].map(({ name, table, column }): Way => ({
      name,
      batches,
      write: (rows) => copyTo(table, column, files.get(rows) ?? []),
    })),
    ...peers.map((peer): Way => ({
      name: peer.name,
      batches: Math.min(fewer, batches),
      write: (rows) => peer.ingest(arrays.get(rows) ?? []),
    })),
  ];
}

/** What some ways are given beforehand. */
const changed = new WeakMap<readonly VectorRecord[], VectorRecord[]>();
const files = new WeakMap<readonly VectorRecord[], Buffer[]>();
const arrays = new WeakMap<readonly VectorRecord[], Parameters<Peer['ingest']>[0]>();

/**
 * Rows per second into a collection without an index on vectors, against COPY BINARY into a table of the same shape and against
 * other stores. All take turns batch by batch, so that whatever else the machine does meets all of them.
 */
export async function measureIngest(around: Around, count: number, rounds: number): Promise<Row[]> {
  const all = records(count, 2, 'i');
  const batches = Array.from({ length: Math.ceil(count / batch) }, (_, n) =>
    all.slice(n * batch, (n + 1) * batch),
  );
  for (const rows of batches) {
    files.set(rows, [...encoded(rows)]);
    changed.set(
      rows,
      rows.map((one) => ({ ...one, contentHash: `${one.contentHash}x` })),
    );
    arrays.set(
      rows,
      rows.map(({ id, text, metadata, vector }) => ({
        ...{ id, text, metadata, vector: Array.from(vector) },
      })),
    );
  }
  const speeds = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    const ways = await waysOf(around, batches.length);
    const taken = new Map<string, { rows: number; seconds: number }>();
    for (const [at, rows] of batches.entries())
      for (const way of ways) {
        if (at >= way.batches) continue;
        const started = performance.now();
        await way.write(rows);
        const before = taken.get(way.name) ?? { rows: 0, seconds: 0 };
        taken.set(way.name, {
          rows: before.rows + rows.length,
          seconds: before.seconds + (performance.now() - started) / 1000,
        });
      }
    for (const [name, { rows, seconds }] of taken)
      speeds.set(name, [...(speeds.get(name) ?? []), rows / seconds]);
  }
  for (const name of await around.store.list()) await around.store.drop(name);
  return rowsOf((name) => median(speeds.get(name) ?? []), around.peers);
}

function rowsOf(speed: (name: string) => number, peers: readonly Peer[]): Row[] {
  const against = (name: string, what: string): Row => ({
    name: what,
    ours: speed(name),
    unit: 'rows/s',
    peer: { name: 'COPY BINARY of the same rows', value: speed('copy') },
    note: `against rows that were encoded beforehand (${Math.round(speed('beforehand'))} rows/s) ${(speed(name) / speed('beforehand')).toFixed(2)}`,
  });
  return [
    { ...against('created', 'new records, no index'), aim: { least: 0.8 } },
    { ...against('changed', 'changed records (upsert)'), aim: { least: 0.5 } },
    against('unchanged', 'unchanged records'),
    ...peers.flatMap((one): Row[] => {
      const short = one.name.split(' ')[0] ?? '';
      const peer = { name: one.name, value: speed(one.name) };
      return [
        {
          name: `new records, beside ${short}`,
          ours: speed('created'),
          unit: 'rows/s',
          peer,
          note: 'full-text search and an index on a key are part of ours alone',
        },
        {
          name: `the same without full-text search, beside ${short}`,
          ours: speed('wordless'),
          unit: 'rows/s',
          peer,
          ...(short === 'LangChain' ? { aim: { least: 15 } } : {}),
          note: `COPY BINARY into a table without any index: ${Math.round(speed('bare'))} rows/s, ${(speed('bare') / peer.value).toFixed(1)} times as many as ${short}`,
        },
      ];
    }),
  ];
}
