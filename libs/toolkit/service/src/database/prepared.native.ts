import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPool } from '../index.ts';
import type { TestDatabase } from '../testing/index.ts';
import { emptyDatabase } from '../testing/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.close());

const prepared = `select statement, calls::int from (
  select statement, generic_plans + custom_plans as calls from pg_prepared_statements) s order by statement`;

describe('a pool that prepares', () => {
  it('has the server keep each statement with parameters, and answers as without', async () => {
    const pool = createPool({ url: database.url, name: 'x', max: 1, prepare: true });
    for (const n of [1, 2, 3])
      expect((await pool.query('select $1::int + 1 as n', [n])).rows).toStrictEqual([{ n: n + 1 }]);
    expect((await pool.query({ text: 'select 5 as n' })).rows).toStrictEqual([{ n: 5 }]);
    expect((await pool.query(prepared)).rows).toStrictEqual([
      { statement: 'select $1::int + 1 as n', calls: 3 },
    ]);
    await expect(pool.query('select $1::int / 0', [1])).rejects.toMatchObject({ code: '22012' });
    expect((await pool.query('select $1::int + 1 as n', [4])).rows).toStrictEqual([{ n: 5 }]);
    await pool.end();
  });

  it('keeps no more than a service has, whatever is made up', async () => {
    const pool = createPool({ url: database.url, name: 'x', max: 1, prepare: true });
    for (let n = 0; n < 300; n++)
      expect((await pool.query(`select $1::int + ${n} as n`, [1])).rows).toStrictEqual([
        { n: n + 1 },
      ]);
    const { rows } = await pool.query('select count(*)::int as n from pg_prepared_statements');
    expect(rows).toStrictEqual([{ n: 256 }]);
    await pool.end();
  });

  it('is not what a pool does unasked', async () => {
    const pool = createPool({ url: database.url, name: 'x', max: 1 });
    await pool.query('select $1::int as n', [1]);
    expect((await pool.query(prepared)).rows).toStrictEqual([]);
    await pool.end();
  });
});
