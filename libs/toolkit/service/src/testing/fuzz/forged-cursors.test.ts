import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testDatabase } from '../../../test/database.ts';
import { service } from '../../../test/notes/app.ts';
import { createService, defineCursor, pageOf, pageQuery, storable } from '../../index.ts';
import { defineService } from '../../run/index.ts';
import type { LocalIssuer, TestDatabase } from '../index.ts';
import { forgeCursors, localIssuer, testService } from '../index.ts';

let database: TestDatabase;
let issuer: LocalIssuer;
beforeAll(async () => {
  [database, issuer] = await Promise.all([testDatabase(service.schema), localIssuer()]);
});
afterAll(() => Promise.all([database.close(), issuer.close()]));

/** What forged cursors come to in a service with one list, whose place is of a schema and goes to the database as a type. */
async function forged(place: z.ZodType, type: string): Promise<unknown[]> {
  const cursor = defineCursor(z.tuple([place]));
  const one = await testService(
    defineService({
      ...service,
      build: ({ pool }) =>
        createService({
          ...{ name: 'one', version: '1', description: 'One list.', authenticate: [] },
          routes: [
            (app) => {
              app.route({
                ...{ method: 'GET', url: '/v1/ones' },
                config: { access: 'public', problems: ['bad-cursor'], callsPerMinute: false },
                schema: {
                  querystring: z.object({ ...pageQuery, from: z.iso.date() }),
                  response: { 200: pageOf(z.object({})) },
                },
                handler: async ({ query }) => {
                  const [after = null] = cursor.decode(query.cursor) ?? [];
                  await pool.query(`select $1::${type}`, [after]);
                  return { items: [] };
                },
              });
            },
          ],
        }),
    }),
    { database, issuer },
  );
  const known = { 'GET /v1/ones': { from: '2026-01-01' } };
  const faults = await forgeCursors(one, { caller: {}, known });
  await one.close();
  return faults;
}

describe('cursors that nobody was given', () => {
  it('do no harm to a list whose place the database takes', async () => {
    const notes = await testService(service, { database, issuer });
    const caller = await notes.as('ada');
    expect(await forgeCursors(notes, { caller })).toStrictEqual([]);
    await notes.close();
  });

  it.each([
    ['text', 'text', storable.text(100)],
    ['integer', 'integer', storable.integer],
    ['day', 'date', storable.day],
    ['microseconds', 'bigint', storable.microseconds],
  ])('do no harm where the place is a storable %s', async (_, type, schema) => {
    expect(await forged(schema, type)).toStrictEqual([]);
  });

  it.each([
    ['date', z.iso.date(), /^\["0000-01-01"\]$/],
    ['integer', z.int(), /^\[2147483648\]$/],
    ['bigint', z.string().regex(/^\d+$/), /^\["9\d{18}"\]$/],
  ])('are found to make a list of %s fail', async (type, schema, call) => {
    expect(await forged(schema, type)).toStrictEqual([
      {
        operation: 'GET /v1/ones',
        fault: expect.stringMatching(/^it answered 500: .*internal-error/),
        call: expect.stringMatching(call),
      },
    ]);
  });

  it('are not taken for refused where the list cannot be reached', async () => {
    const notes = await testService(service, { database, issuer });
    expect(await forgeCursors(notes, { caller: {} })).toMatchObject([
      { operation: 'GET /v1/notes', fault: expect.stringMatching(/^it answered 401: /) },
    ]);
    await notes.close();
  });
});
