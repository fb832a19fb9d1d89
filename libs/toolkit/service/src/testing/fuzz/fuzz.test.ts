import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testDatabase } from '../../../test/database.ts';
import { service } from '../../../test/notes/app.ts';
import type { ServiceRoutes } from '../../index.ts';
import { createService } from '../../index.ts';
import { defineService } from '../../run/index.ts';
import type { LocalIssuer, TestDatabase, TestService } from '../index.ts';
import { fuzzOpenapi, localIssuer, testService } from '../index.ts';

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

/** What the fuzz says of a service with one route. */
const fuzz = async (routes: ServiceRoutes): Promise<Record<string, string>> => {
  const one = await testService(
    defineService({
      ...service,
      build: () =>
        createService({
          ...{ name: 'one', version: '1', description: 'One route.', authenticate: [] },
          routes: [routes],
        }),
    }),
    { database, issuer },
  );
  const faults = await fuzzOpenapi(one, { callers: [] });
  await one.close();
  return Object.fromEntries(faults.map(({ operation, fault }) => [operation, fault]));
};

describe('the fuzz of an OpenAPI document', () => {
  it('finds nothing wrong with a sound service', async () => {
    const made = await notes.app.inject({
      ...{ method: 'POST', url: '/v1/notes', payload: { body: 'there' } },
      headers: await notes.as('ada'),
    });
    const faults = await fuzzOpenapi(notes, {
      callers: [await notes.as('ada'), await notes.as('eve', 'reader')],
      known: { id: [made.json().id] },
    });
    expect(faults).toStrictEqual([]);
  });

  it('finds a handler that falls over a value', async () => {
    expect(
      await fuzz((app) => {
        app.route({
          ...{ method: 'POST', url: '/v1/halves', config: { access: 'public' } },
          schema: {
            body: z.object({ number: z.int() }),
            response: { 200: z.object({ half: z.int() }) },
          },
          handler: ({ body: { number } }) => {
            if (number < 0) throw new TypeError('below nothing');
            return { half: Math.floor(number / 2) };
          },
        });
      }),
    ).toStrictEqual({
      'POST /v1/halves': expect.stringMatching(/^it answered 500: .*internal-error/),
    });
  });

  it('finds a status that is not in the document', async () => {
    expect(
      await fuzz((app) => {
        app.addHook('onSend', async (_request, reply) => {
          await Promise.resolve();
          reply.code(418);
        });
        app.route({
          ...{ method: 'GET', url: '/v1/teapot', config: { access: 'public' } },
          schema: { response: { 200: z.string() } },
          handler: () => 'short and stout',
        });
      }),
    ).toStrictEqual({ 'GET /v1/teapot': 'the status 418 is not in the document' });
  });

  it('finds a type and a body that are not in the document', async () => {
    const schema = { response: { 200: z.object({ a: z.string() }) } };
    const config = { access: 'public' } as const;
    expect(
      await fuzz((app) => {
        app.route({
          ...{ method: 'GET', url: '/v1/text', config, schema },
          handler: async (_request, reply) =>
            reply
              .type('text/plain')
              .serializer(() => 'no json')
              .send({ a: 'b' }),
        });
        app.route({
          ...{ method: 'GET', url: '/v1/other', config, schema },
          handler: async (_request, reply) =>
            reply
              .type('application/json')
              .serializer(() => '{"a":1}')
              .send({ a: 'b' }),
        });
      }),
    ).toStrictEqual({
      'GET /v1/text': 'the type text/plain of the status 200 is not in the document',
      'GET /v1/other':
        'the body of the status 200 is not what the document says: /a must be string',
    });
  });
});
