import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { service } from '../../test/notes/app.ts';
import { forgetAnswers } from '../index.ts';
import { testDatabase } from '../../test/database.ts';
import type { LocalIssuer, TestDatabase, TestService } from '../testing/index.ts';
import { localIssuer, testService } from '../testing/index.ts';

let database: TestDatabase;
let issuer: LocalIssuer;
let notes: TestService;
beforeAll(async () => {
  [database, issuer] = await Promise.all([testDatabase(service.schema), localIssuer()]);
  notes = await testService(service, { database, issuer });
});
afterAll(async () => {
  await notes.close();
  await Promise.all([database.close(), issuer.close()]);
});

const write = async (key: string, payload: object | string, subject = 'ada') =>
  notes.app.inject({
    ...{ method: 'POST', url: '/v1/notes', payload },
    headers: {
      ...{ 'idempotency-key': key, 'content-type': 'application/json' },
      ...(await notes.as(subject)),
    },
  });
const count = async (body: string): Promise<number> => {
  const { rows } = await database.pool.query('select 1 from notes.notes where body = $1', [body]);
  return rows.length;
};

describe('an operation with an Idempotency-Key', () => {
  it('is done once, and answered the same whenever it is asked for again', async () => {
    const first = await write('k-1', { body: 'once' });
    const again = await write('k-1', '{ "body" : "once" }');
    expect([again.statusCode, again.json()]).toStrictEqual([201, first.json()]);
    expect(again.headers).toMatchObject({
      ...{ etag: '"1"', location: first.headers.location, 'idempotent-replayed': 'true' },
    });
    expect(first.headers).not.toHaveProperty('idempotent-replayed');
    expect(await count('once')).toBe(1);
  });

  it('is refused where the key was another request’s', async () => {
    await write('k-2', { body: 'two' });
    const other = await write('k-2', { body: 'not two' });
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    expect(await count('not two')).toBe(0);
  });

  it('of somebody else has a key of its own', async () => {
    await write('k-3', { body: 'three' });
    const other = await write('k-3', { body: 'three' }, 'bob');
    expect(other.json()).toMatchObject({ owner: 'bob' });
    expect(await count('three')).toBe(2);
  });

  it('on what is the caller’s is answered again without asking whose it is', async () => {
    const { id } = (await write('k-9', { body: 'nine' })).json();
    const change = async () =>
      notes.app.inject({
        ...{ method: 'PUT', url: `/v1/notes/${id}`, payload: { body: 'nine again' } },
        headers: { 'idempotency-key': 'k-10', 'if-match': '"1"', ...(await notes.as('ada')) },
      });
    const first = await change();
    const again = await change();
    expect([first.statusCode, again.statusCode]).toStrictEqual([200, 200]);
    expect(again.json()).toStrictEqual({ ...first.json(), version: 2 });
  });

  it('that failed may be tried again with the same key', async () => {
    const long = await write('k-4', { body: 'x'.repeat(1001) });
    expect(long.statusCode).toBe(422);
    expect((await write('k-4', { body: 'four' })).statusCode).toBe(201);
  });

  it('asked for by twenty at once is done once, and answered to all', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => write('k-5', { body: 'five' })),
    );
    expect([...new Set(answers.map(({ statusCode }) => statusCode))]).toStrictEqual([201]);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await count('five')).toBe(1);
  });

  it('with something that is no key is refused', async () => {
    const response = await write('with space', { body: 'six' });
    expect(response.json()).toMatchObject({
      ...{ status: 400, code: 'invalid-request' },
      errors: [{ pointer: '/headers/idempotency-key' }],
    });
  });

  it('is forgotten after a day', async () => {
    await write('k-7', { body: 'seven' });
    await database.pool.query(
      "update service.idempotency_keys set created_at = now() - interval '25 hours' where key = 'k-7'",
    );
    expect(await forgetAnswers(database.pool, { service: 'notes' })).toBe(1);
    await write('k-7', { body: 'seven' });
    expect(await count('seven')).toBe(2);
  });
});
