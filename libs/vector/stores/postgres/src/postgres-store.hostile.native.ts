import { eq, lexical, search } from '@vector-toolkit/core';
import { randomRecords, record } from '@vector-toolkit/core/conformance';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmptyDatabase } from '../test/servers.ts';
import { emptyDatabase, nativeDatabase } from '../test/servers.ts';
import type { PostgresCollection, PostgresStore } from './index.ts';
import { postgresStore } from './index.ts';

let database: EmptyDatabase;
let store: PostgresStore;
let collection: PostgresCollection;
const space = { model: 'test/three@1', dimensions: 3, normalized: false };
const vector = Float32Array.of(1, 2, 3);

beforeAll(async () => {
  database = await nativeDatabase();
  store = postgresStore({ pool: database.pool });
  collection = await store.open({ name: 'sample', space, filterKeys: ['service'] });
});
afterAll(() => database.close());

const megabyteOf = (word: (n: number) => string): string => {
  let text = '';
  for (let n = 0; text.length < 1_000_000; n++) text += word(n);
  return text;
};
const letter = (from: number) => (n: number) => String.fromCodePoint(from + (n % 20_000));
const [ideograph, rareIdeograph] = [letter(0x4e00), letter(0x20000)];

describe('texts of a megabyte', () => {
  it.each<[string, (n: number) => string]>([
    ['words', (n) => `word${n} `],
    ['one word', () => 'x'],
    ['words with hyphens', (n) => `a${n}-b${n} `],
    ['one word with hyphens', (n) => `${n.toString(36)}-`],
    ['addresses', (n) => `http://h${n}.example.com/p/${n} u${n}@h${n}.com `],
    ['ideographs', (n) => `${[1, 7, 13].map((by) => ideograph(n * by)).join('')}-${ideograph(n)} `],
    [
      'rare ideographs',
      (n) => `${[1, 7, 13].map((by) => rareIdeograph(n * by)).join('')}-${rareIdeograph(n * 3)} `,
    ],
    ['lone surrogates', () => '\ud800'],
    ['NUL', () => '\0'],
  ])('of %s are stored, and searched with', async (_name, word) => {
    const text = megabyteOf(word);
    await collection.upsert([record('large', vector, { text: `marker ${text}` })]);
    const { hits } = await collection.search(search(lexical(`marker ${text}`)));
    expect(hits.map(({ id }) => id)).toEqual(['large']);
    expect(await collection.delete(['large'])).toBe(1);
  });
});

describe('what pgvector or an index cannot hold', () => {
  it.each([
    [Float32Array.of(1e30, 0, 0), 'has length 1.00e+30, which is too long to be compared'],
    [Float32Array.of(1e-20, 0, 0), 'has length 1.00e-20, which is too short to be compared'],
  ])('is refused, for its score would be no number: %j', async (hostile, reason) => {
    const refused = { code: 'VECTOR_BAD_VECTOR', message: expect.stringContaining(reason) };
    await expect(collection.upsert([record('x', hostile)])).rejects.toMatchObject(refused);
    await expect(
      collection.search(search({ kind: 'dense', vector: hostile })),
    ).rejects.toMatchObject(refused);
  });

  it('is refused in half the size too, where less is too much', async () => {
    const half = await store.open({ name: 'half', space, storage: 'float16' });
    await expect(half.upsert([record('x', Float32Array.of(1e5, 0, 0))])).rejects.toThrow(
      'holds 100000; float16 ends at 65504',
    );
    await expect(half.upsert([record('x', Float32Array.of(1e-6, 0, 0))])).rejects.toThrow(
      'too short',
    );
  });

  it('is refused by name where a key has an index, and kept where it has none', async () => {
    const long = megabyteOf((n) => Math.sin(n).toString(36)).slice(0, 4000);
    await expect(
      collection.upsert([record('x', vector, { metadata: { service: long } })]),
    ).rejects.toThrow('metadata "service" is a filter key, whose index holds values of at most');
    await collection.upsert([record('x', vector, { metadata: { other: long } })]);
    expect(await collection.count(eq('other', long))).toBe(1);
    const most = long.slice(0, 2490);
    await collection.upsert([record('y', vector, { metadata: { service: most } })]);
    expect(await collection.count(eq('service', most))).toBe(1);
  });

  it('is no configuration of full-text search', async () => {
    const textSearch = `simple'); drop table vector.collections; --`;
    await expect(store.open({ name: 'other', space, textSearch })).rejects.toMatchObject({
      code: 'VECTOR_BAD_OPTION',
    });
    expect(await store.list()).toContain('sample');
  });
});

describe('a transaction of the caller that failed', () => {
  it('is named as such, and works on when it was rolled back', async () => {
    const client = await database.pool.connect();
    const lent = await postgresStore({ client }).open({ name: 'sample', space });
    await client.query('begin');
    await expect(client.query('select 1 / 0')).rejects.toThrow();
    for (const work of [() => lent.count(), () => lent.upsert([record('z', vector)])])
      await expect(work()).rejects.toMatchObject({
        code: 'VECTOR_STORE_FAILED',
        message:
          'The database refused a statement of the store (25P02): current transaction is aborted, commands ignored until end of transaction block. Something failed before in the transaction that the connection is in: roll it back, or to a savepoint.',
      });
    await client.query('rollback');
    expect(await lent.upsert([record('z', vector)])).toMatchObject({ inserted: 1 });
    client.release();
  });
});

describe('others at the same time', () => {
  it('that wait for a writer who waits for them do not make it fail', async () => {
    await collection.upsert([record('a', vector), record('b', vector)]);
    const [{ table } = { table: '' }] = (
      await database.pool.query<{ table: string }>(
        `select 'vector.records_' || id as table from vector.collections where name = 'sample'`,
      )
    ).rows;
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    // The store's connection looks first, so it is the store that the server ends.
    await other.query(`set deadlock_timeout = '60s'`);
    await other.query('begin');
    await other.query(`update ${table} set text = text where id = 'b'`);
    const changed = ['a', 'b'].map((id) => record(id, vector, { text: 'changed' }));
    const writing = collection.upsert(changed);
    const deadline = Date.now() + 120_000;
    const isWaiting = async (): Promise<boolean> =>
      (
        await database.pool.query(
          `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
      ).rowCount === 1;
    while (!(await isWaiting())) expect(Date.now()).toBeLessThan(deadline);
    await other.query(`update ${table} set text = text where id = 'a'`);
    await other.query('commit');
    await other.end();
    expect(await writing).toEqual({ inserted: 0, updated: 2, unchanged: 0 });
    const { rows } = await database.pool.query<{ deadlocks: string }>(
      `select pg_stat_get_db_deadlocks(oid)::text as deadlocks from pg_database where datname = current_database()`,
    );
    expect(Number(rows[0]?.deadlocks)).toBeGreaterThanOrEqual(1);
  });

  it('that drop the collection make its writers say so, all or nothing', async () => {
    const doomed = await store.open({ name: 'doomed', space });
    const records = randomRecords(8000, 1).map((one) => ({ ...one, vector }));
    const writing = Promise.allSettled(
      [0, 1, 2, 3].map((at) => doomed.upsert(records.slice(at * 2000, at * 2000 + 2000))),
    );
    await store.drop('doomed');
    for (const one of await writing) {
      if (one.status === 'fulfilled') expect(one.value).toMatchObject({ inserted: 2000 });
      else expect(one.reason).toMatchObject({ code: 'VECTOR_COLLECTION_MISSING' });
    }
    await expect(doomed.count()).rejects.toMatchObject({ code: 'VECTOR_COLLECTION_MISSING' });
  });

  it('that drop collections do not disturb who lists them', async () => {
    const names = Array.from({ length: 8 }, (_, n) => `passing-${n}`);
    for (const name of names) await store.open({ name, space });
    const [described] = await Promise.all([
      Promise.all([store.describe(), store.describe(), store.describe()]),
      ...names.map((name) => store.drop(name)),
    ]);
    for (const one of described) expect(one.map(({ name }) => name)).toContain('sample');
  });
});

describe('a database without the schema', () => {
  it('is named as such by every door', async () => {
    const empty = await emptyDatabase();
    const bare = postgresStore({ pool: empty.pool });
    for (const work of [() => bare.list(), () => bare.describe(), () => bare.drop('x')])
      await expect(work()).rejects.toMatchObject({ code: 'VECTOR_STORE_NOT_READY' });
    await empty.close();
  });
});
