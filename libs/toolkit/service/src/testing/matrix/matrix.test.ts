import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testDatabase } from '../../../test/database.ts';
import { service } from '../../../test/notes/app.ts';
import { createService, jwtAuthenticator } from '../../index.ts';
import { defineService } from '../../run/index.ts';
import type { LocalIssuer, Scene, TestDatabase, TestService } from '../index.ts';
import { authorisationMatrix, localIssuer, matrixTable, testService } from '../index.ts';

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

const note = async (owner: string): Promise<string> => {
  const id = randomUUID();
  await database.pool.query("insert into notes.notes (id, owner, body) values ($1, $2, 'x')", [
    ...[id, owner],
  ]);
  return id;
};
const scenes: Record<string, Scene> = {
  'POST /v1/notes': () => ({ body: { body: 'x' } }),
  'GET /v1/notes': async (owner) => ({ query: { limit: 200 }, mark: await note(owner) }),
  'GET /v1/notes/{id}': async (owner) => ({ params: { id: await note(owner) } }),
  'PUT /v1/notes/{id}': async (owner) => ({
    ...{ params: { id: await note(owner) }, body: { body: 'y' }, headers: { 'if-match': '"1"' } },
  }),
};

const anybody = {
  ...{ scheme: 'anybody', challenge: 'None' },
  securityScheme: { type: 'http', scheme: 'none' },
  principal: { subject: 'anybody', kind: 'person', roles: ['reader'], scopes: [] },
} as const;

describe('the authorisation matrix', () => {
  it('of a sound service is what its rules say', async () => {
    const rows = await authorisationMatrix(notes, { roles: ['reader'], scenes });
    expect(rows.filter(({ actual, expected }) => actual !== expected)).toStrictEqual([]);
    expect(matrixTable(rows)).toBe(
      `GET /health/live: nobody allowed, somebody allowed, reader allowed, machine allowed
GET /health/ready: nobody allowed, somebody allowed, reader allowed, machine allowed
GET /problems/{code}: nobody allowed, somebody allowed, reader allowed, machine allowed
GET /v1/notes: nobody 401, somebody allowed/confined, reader allowed, machine allowed
POST /v1/notes: nobody 401, somebody allowed, reader allowed, machine allowed
GET /v1/notes/{id}: nobody 401, somebody allowed/404, reader allowed, machine allowed
PUT /v1/notes/{id}: nobody 401, somebody allowed/404, reader allowed/404, machine allowed/404`,
    );
  });

  it('has no place for a route that nobody made a scene for, nor for a scene of no route', async () => {
    const { 'PUT /v1/notes/{id}': _, ...others } = scenes;
    await expect(
      authorisationMatrix(notes, {
        roles: ['reader'],
        scenes: { ...others, 'GET /none': scenes['POST /v1/notes'] ?? (() => ({})) },
      }),
    ).rejects.toThrow(
      'The operation PUT /v1/notes/{id} has no scene, so nobody knows whom it lets in.\nThere is no operation GET /none for the scene of that name.',
    );
  });

  it('knows no role that is not among all roles', async () => {
    await expect(authorisationMatrix(notes, { roles: [], scenes })).rejects.toThrow(
      'GET /v1/notes lets in reader, which is none of the roles that there are.',
    );
  });

  it('finds a route that shows what is another’s, and one that lets in whom its rule does not', async () => {
    const leaky = await testService(
      defineService({
        ...service,
        build: ({ config, pool }) =>
          createService({
            ...{ name: 'leaky', version: '1', description: 'Forgets who asks.' },
            authenticate: [
              jwtAuthenticator({ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE }),
              // Whoever says nothing is a reader.
              {
                ...anybody,
                authenticate: ({ authorization }) =>
                  Promise.resolve(authorization === undefined ? anybody.principal : null),
              },
            ],
            routes: [
              (app) => {
                app.route({
                  ...{
                    method: 'GET',
                    url: '/v1/all',
                    config: { access: { roles: ['reader'], own: true } },
                  },
                  schema: { response: { 200: z.array(z.string()) } },
                  handler: async (request) => {
                    // Asked, and not heeded.
                    request.ownedBy();
                    const { rows } = await pool.query<{ id: string }>('select id from notes.notes');
                    return rows.map(({ id }) => id);
                  },
                });
              },
            ],
          }),
      }),
      { database, issuer },
    );
    const rows = await authorisationMatrix(leaky, {
      roles: ['reader'],
      scenes: { 'GET /v1/all': async (owner) => ({ mark: await note(owner) }) },
    });
    await leaky.close();
    expect(rows.filter(({ actual, expected }) => actual !== expected)).toStrictEqual([
      ...[
        {
          operation: 'GET /v1/all',
          caller: 'nobody',
          whose: 'own',
          expected: '401',
          actual: 'allowed',
        },
      ],
      ...[
        {
          operation: 'GET /v1/all',
          caller: 'nobody',
          whose: 'other',
          expected: '401',
          actual: 'allowed',
        },
      ],
      {
        ...{ operation: 'GET /v1/all', caller: 'somebody', whose: 'other', expected: 'confined' },
        actual: 'shown what is another’s',
      },
    ]);
  });
});
