import { setTimeout as sleep } from 'node:timers/promises';
import { dense, eq, lexical, range, search, VectorError } from '@vector-toolkit/core';
import {
  randomRecords,
  randomVector,
  record,
  sampleSpace,
  seeded,
} from '@vector-toolkit/core/conformance';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmptyDatabase } from '../test/servers.ts';
import { emptyDatabase, nativeDatabase } from '../test/servers.ts';
import type { IndexOptions } from './index.ts';
import { migrate, postgresStore } from './index.ts';

let database: EmptyDatabase;
beforeAll(async () => {
  database = await nativeDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const store = postgresStore({ pool: database.pool });
  for (const name of await store.list()) await store.drop(name);
});

const definition = { name: 'sample', space: sampleSpace, filterKeys: ['group', 'n'] };
const query = randomVector(sampleSpace.dimensions, seeded(77));

/** Statements that run while the work does, with the plans that the server took. */
async function plansOf(work: (pool: pg.Pool) => Promise<unknown>): Promise<string> {
  const notices: string[] = [];
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  // The server may end a connection before it has been closed.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('connect', (client) => {
    client.on('notice', ({ message }) => notices.push(message ?? ''));
    void client.query(
      `load 'auto_explain'; set auto_explain.log_min_duration = 0; set client_min_messages = debug1; set min_parallel_table_scan_size = 0; set auto_explain.log_level = 'log'`,
    );
  });
  await work(pool);
  await pool.end();
  return notices.join('\n');
}

describe('plans', () => {
  it('reads the vector index without a filter, and where many records pass', async () => {
    const collection = await postgresStore({ pool: database.pool }).open(definition);
    await collection.upsert(randomRecords(5000, 1));
    await collection.buildIndex();
    const plans = await plansOf(async (pool) => {
      const again = await postgresStore({ pool }).open(definition);
      for (const filter of [undefined, eq('even', true)]) {
        const { hits, plan } = await again.search(search(dense(query), { filter }), {
          plan: 'index',
        });
        expect([hits.length, plan.name, plan.exact]).toEqual([10, 'index', false]);
        expect(plan.examined).toBeGreaterThanOrEqual(11);
        expect(plan.examined).toBeLessThan(5000);
      }
    });
    expect(plans.match(/Index Scan using records_\d+_v_\d+_hnsw/g)).toHaveLength(2);
  });

  it.each<[IndexOptions, 'float32' | 'float16', string]>([
    [{ kind: 'hnsw' }, 'float16', 'hnsw'],
    [{ kind: 'hnsw', quantize: 'binary' }, 'float32', 'hnsw_bits'],
    [{ kind: 'hnsw', quantize: 'binary' }, 'float16', 'hnsw_bits'],
    [{ kind: 'ivfflat', lists: 20 }, 'float32', 'ivfflat'],
    [{ kind: 'ivfflat', lists: 20 }, 'float16', 'ivfflat'],
  ])('reads an index of %j on vectors of %s', async (index, storage, name) => {
    const collection = await postgresStore({ pool: database.pool }).open({
      ...definition,
      storage,
    });
    await collection.upsert(randomRecords(3000, 1));
    await collection.buildIndex(index);
    const plans = await plansOf(async (pool) => {
      const again = await postgresStore({ pool }).open(definition);
      const { hits, plan } = await again.search(search(dense(query)), { plan: 'index' });
      expect([hits.length, plan.name, plan.exact]).toEqual([10, 'index', false]);
    });
    expect(plans).toMatch(new RegExp(`Index Scan using records_\\d+_v_\\d+_${name} `));
  });

  it('reads the index on words for a word that few texts have', async () => {
    const collection = await postgresStore({ pool: database.pool }).open(definition);
    await collection.upsert(randomRecords(5000, 1));
    await database.pool.query('analyze');
    const plans = await plansOf(async (pool) => {
      const again = await postgresStore({ pool }).open(definition);
      const { hits } = await again.search(search(lexical('r00017')));
      expect(hits.map(({ id }) => id)).toEqual(['r00017']);
    });
    expect(plans).toMatch(/Bitmap Index Scan on records_\d+_words_idx/);
  });

  it('reads the index on a key, and not that on vectors, where few records pass', async () => {
    const collection = await postgresStore({ pool: database.pool }).open(definition);
    await collection.upsert(randomRecords(5000, 1));
    await collection.buildIndex();
    const plans = await plansOf(async (pool) => {
      const again = await postgresStore({ pool }).open(definition);
      const filter = range('n', { gte: 100, lt: 130 });
      const { hits, plan, exhausted } = await again.search(search(dense(query), { filter }));
      expect([hits.length, plan.name, plan.exact, plan.examined, exhausted]).toEqual([
        ...[10, 'exact', true, 30, false],
      ]);
      expect(plan.reason).toMatch(
        /^about .* % of 5000 records pass, so comparing these is cheaper/,
      );
    });
    expect(plans).toMatch(/Index Scan (?:using|on) records_\d+_key_1/);
    expect(plans).not.toContain('hnsw');
  });

  it('compares everything where the index gives too few, and says so', async () => {
    const collection = await postgresStore({ pool: database.pool }).open(definition);
    await collection.upsert(randomRecords(5000, 1));
    await collection.buildIndex();
    const filter = range('n', { lt: 4 });
    const { hits, plan, exhausted } = await collection.search(search(dense(query), { filter }), {
      plan: 'index',
    });
    expect([hits.length, plan.exact, exhausted]).toEqual([4, true, true]);
    expect(plan.reason).toBe('the index gave 4 of 11, so every record that passes was compared');
  });
});

describe('a connection that a caller lends', () => {
  it('is part of the caller’s transaction', async () => {
    const store = postgresStore({ pool: database.pool });
    await store.open(definition);
    const client = await database.pool.connect();
    await client.query('begin');
    const lent = await postgresStore({ client }).open(definition);
    await lent.upsert(randomRecords(500, 2));
    expect(await lent.count()).toBe(500);
    await expect(lent.upsert([record('x', new Float32Array(3))])).rejects.toThrow(VectorError);
    expect((await lent.search(search(dense(query)))).hits).toHaveLength(10);
    await client.query('rollback');
    client.release();
    expect(await (await store.open(definition)).count()).toBe(0);
  });
});

describe('handles that are out of date', () => {
  it('say that the collection was embedded anew, though the dimensions are the same', async () => {
    const [one, other] = [1, 2].map(() => postgresStore({ pool: database.pool }));
    const collection = await one?.open(definition);
    const stale = await other?.open(definition);
    await collection?.upsert(randomRecords(3, 3));
    const generation = await collection?.generation({ ...sampleSpace, model: 'conformance/new@1' });
    const pending = (await generation?.pending({ limit: 10 })) ?? [];
    await generation?.put(pending.map((each) => ({ ...each, vector: query })));
    await generation?.activate();
    for (const work of [
      () => stale?.search(search(dense(query))),
      () => stale?.upsert(randomRecords(1, 9)),
    ])
      await expect(work()).rejects.toThrow(
        'Collection "sample" was embedded anew with conformance/new@1 since it was opened with conformance/random@1; open it again with the new model.',
      );
    expect(await collection?.count()).toBe(3);
  });
});

describe('writers at the same time', () => {
  it('store each new record once, though all of them copy', async () => {
    const stores = Array.from({ length: 6 }, () => postgresStore({ pool: database.pool }));
    const collections = await Promise.all(stores.map((store) => store.open(definition)));
    // More than one chunk of a COPY, so that it is refused while it is sent.
    const records = randomRecords(5000, 4);
    const ended: string[] = [];
    database.pool.on('remove', () => ended.push('connection'));
    const results = await Promise.all(collections.map((collection) => collection.upsert(records)));
    expect(results.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(5000);
    expect(results.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(25_000);
    expect(await collections[0]?.count()).toBe(5000);
    expect(ended).toEqual([]);
  });

  it('that are killed leave nothing half-done behind', async () => {
    const store = postgresStore({ pool: database.pool });
    const collection = await store.open(definition);
    const writing = collection.upsert(randomRecords(20_000, 5)).then(
      () => 'written',
      () => 'killed',
    );
    await sleep(30);
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and (query like 'copy%' or query like '%unnest%' or query like 'select id%' or query = 'begin')`,
    );
    const outcome = await writing;
    expect(await collection.count()).toBe(outcome === 'written' ? 20_000 : 0);
    expect(await collection.upsert(randomRecords(20_000, 5))).toMatchObject(
      outcome === 'written' ? { unchanged: 20_000 } : { inserted: 20_000 },
    );
  });
});

describe('the schema', () => {
  it('is made once by twenty that come at the same time', async () => {
    const empty = await emptyDatabase();
    const pools = Array.from(
      { length: 20 },
      () => new pg.Pool({ connectionString: empty.url, max: 1 }),
    );
    for (const pool of pools) {
      // The server may end a connection before it has been closed: idle, or on its way.
      pool.on('error', () => undefined);
      pool.on('connect', (client) => client.on('error', () => undefined));
    }
    const applied = await Promise.all(pools.map((pool) => migrate(pool)));
    expect(applied.flat()).toEqual(['0001_collections', '0002_without_text_search']);
    expect(await migrate(empty.pool)).toEqual([]);
    await empty.pool.query(
      `insert into vector.migrations (name, timestamp) values ('9999_future', now()::text)`,
    );
    await expect(migrate(empty.pool)).rejects.toThrow(
      'The database is newer than this code: it has the migration 9999_future.',
    );
    await Promise.all(pools.map((pool) => pool.end()));
    await empty.close();
  });

  it('that is missing is asked for by name', async () => {
    const empty = await emptyDatabase();
    const store = postgresStore({ pool: empty.pool });
    await expect(store.open(definition)).rejects.toThrow('The database has no pgvector.');
    await empty.pool.query('create extension vector');
    await expect(store.open(definition)).rejects.toThrow('Run `migrate` of');
    await empty.close();
  });

  it('a server that is down is named as such, and asked again', async () => {
    const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', max: 1 });
    for (const work of [() => postgresStore({ pool }).open(definition), () => migrate(pool)])
      await expect(work()).rejects.toMatchObject({
        code: 'VECTOR_STORE_UNREACHABLE',
        message: 'The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1',
      });
    await pool.end();
  });
});

describe('building an index', () => {
  it('says before it begins that the graph will not fit', async () => {
    const notices: string[] = [];
    const collection = await postgresStore({ pool: database.pool }).open(definition);
    await collection.upsert(randomRecords(4000, 6));
    await collection.buildIndex(
      { kind: 'hnsw' },
      { memoryMb: 1, onNotice: (notice) => notices.push(notice) },
    );
    expect(notices[0]).toBe(
      'The graph of 4000 vectors takes about 3 MB, and the build may use 1 MB: past about 1428 vectors it goes by disk and is many times slower. Give memoryMb: 3.',
    );
  });

  it('with a pgvector that may overflow is left to one worker, and says why', async () => {
    const notices: string[] = [];
    const { rows } = await database.pool.query<{ old: boolean }>(
      `select string_to_array(extversion, '.')::int[] < array[0, 8, 2] as old from pg_extension where extname = 'vector'`,
    );
    const collection = await postgresStore({ pool: database.pool }).open(definition);
    await collection.upsert(randomRecords(4000, 6));
    const plans = await plansOf(async (pool) => {
      const again = await postgresStore({ pool }).open(definition);
      await again.buildIndex({ kind: 'hnsw' }, { onNotice: (notice) => notices.push(notice) });
    });
    const isOld = rows[0]?.old === true;
    expect(notices.join()).toMatch(isOld ? /one builds it; 0\.8\.2 mends that/ : /^$/);
    const built =
      /building index "records_\d+_v_\d+_hnsw" on table "records_\d+" (serially|with request for \d+ parallel)/;
    expect(built.exec(plans)?.[1]).toMatch(isOld ? /^serially$/ : /serially|parallel/);
    expect(await collection.count()).toBe(4000);
  });
});
