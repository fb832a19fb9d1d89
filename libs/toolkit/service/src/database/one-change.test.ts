import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { oneChange } from '../index.ts';
import type { TestDatabase } from '../testing/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query('create schema one_change; create table one_change.things (n integer)');
});
afterAll(async () => {
  await database.pool.query('drop schema one_change cascade');
  await database.close();
});
const things = async (): Promise<number[]> => {
  const { rows } = await database.pool.query<{ n: number }>(
    'select n from one_change.things order by n',
  );
  return rows.map(({ n }) => n);
};

describe('work that changes things by one statement', () => {
  it('may read before it, and is there when it ends', async () => {
    const made = await oneChange(database.pool, async (client) => {
      const { rows } = await client.query<{ n: number }>(
        'select count(*)::int as n from one_change.things',
      );
      await client.query('insert into one_change.things values ($1)', [(rows[0]?.n ?? 0) + 1]);
      return 'made';
    });
    expect([made, await things()]).toStrictEqual(['made', [1]]);
  });

  it('is refused another statement after it, of whichever kind', async () => {
    for (const next of ['insert into one_change.things values (8)', 'select 1']) {
      await expect(
        oneChange(database.pool, async (client) => {
          await client.query(
            'with new as (select 7 as n) insert into one_change.things select n from new',
          );
          await client.query(next);
        }),
      ).rejects.toMatchObject({ code: 'SERVICE_BAD_OPTION' });
    }
    expect(await things()).toStrictEqual([1, 7, 7]);
  });

  it('is done again after a deadlock, and not after what it does wrong', async () => {
    let attempts = 0;
    await oneChange(database.pool, async (client) => {
      attempts++;
      if (attempts === 1)
        await client.query("do $$ begin raise exception 'caused' using errcode = '40P01'; end $$");
      else await client.query('insert into one_change.things values (9)');
    });
    expect([attempts, await things()]).toStrictEqual([2, [1, 7, 7, 9]]);
    attempts = 0;
    const wrong = oneChange(database.pool, (client) => {
      attempts++;
      return client.query('insert into one_change.nothing values (1)');
    });
    await expect(wrong).rejects.toMatchObject({ code: '42P01' });
    expect(attempts).toBe(1);
  });

  it('gives its connection back however it ends', async () => {
    const runs = Array.from({ length: 30 }, (_, n) =>
      oneChange(database.pool, async (client) => {
        await client.query('select 1');
        if (n % 2 === 0) throw new Error('thrown');
      }).catch(() => undefined),
    );
    await Promise.all(runs);
    expect(await things()).toStrictEqual([1, 7, 7, 9]);
  });
});
