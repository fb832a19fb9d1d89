import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { checkOpenapi } from '@h-j-petroleum/toolkit-service';
import type { Scene } from '@h-j-petroleum/toolkit-service/testing';
import {
  authorisationMatrix,
  forgeCursors,
  fuzzOpenapi,
  matrixTable,
} from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Api } from '../test/api.ts';
import { purchase, startApi } from '../test/api.ts';
import { decideNow, filed } from '../test/filed.ts';
import { delegation, hours, soundPolicy } from '../test/scene.ts';
import { postgresDelegations } from './store/postgres/delegations.ts';
import { postgresRequests } from './store/postgres/requests.ts';
import { nextEntry } from './trail/next-entry.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const by = (decider: string) =>
  soundPolicy({
    ...{ name: 'by', version: 1, title: 'By one' },
    steps: [{ name: 'only', deciders: [{ person: decider }] }],
  });

/** Something to decide for the owner, asked by somebody else. */
const toDecide = async (owner: string) =>
  (await filed(postgresRequests(api.database.pool), by(owner))).id;

/** The owner's own request. */
const asked = async (owner: string) => {
  const store = postgresRequests(api.database.pool);
  return (await filed(store, by('dec'), owner)).id;
};

/** The owner's own request, approved and certified. */
const certified = async (owner: string): Promise<string> => {
  const store = postgresRequests(api.database.pool);
  const id = await asked(owner);
  await decideNow(store, id, 'dec');
  const loaded = await store.find(id);
  const step =
    loaded &&
    nextEntry(loaded, {
      ...{ happening: 'certify', action: 'certified', actor: 'approval-api', at: hours(2) },
      data: { document: 'd', url: 'https://pdf.example.com/d', sha256: 'ab'.repeat(32) },
    });
  if (step !== undefined) await store.append(step.entry, step.waiting);
  return id;
};

const given = async (from: string): Promise<string> => {
  const id = randomUUID();
  const endsAt = new Date(Date.now() + 86_400_000);
  const one = { ...delegation(from, 'someone', { endsAt }), id, createdAt: new Date() };
  await postgresDelegations(api.database.pool).add(one);
  return id;
};

const about =
  (make: (owner: string) => Promise<string>, more: object = {}): Scene =>
  async (owner) => ({ params: { id: await make(owner) }, ...more });

const scenes: Record<string, Scene> = {
  'POST /v1/requests': () => ({ body: purchase() }),
  'GET /v1/requests': async (owner) => ({ query: { limit: 200 }, mark: await asked(owner) }),
  'GET /v1/requests/{id}': about(asked),
  'POST /v1/requests/{id}/decisions': about(toDecide, {
    ...{ body: { decision: 'approve' }, headers: { 'if-match': '"1"' } },
  }),
  'GET /v1/requests/{id}/ways': about(toDecide),
  'POST /v1/requests/{id}/withdrawal': about(asked, { body: {} }),
  'POST /v1/requests/{id}/comments': about(toDecide, { body: { text: 'Why?' } }),
  'GET /v1/requests/{id}/comments': about(toDecide),
  'POST /v1/requests/{id}/attachments': about(asked, {
    body: {
      ...{ name: 'offer', url: 'https://files.example.com/o', sha256: 'ab'.repeat(32) },
      ...{ size: 1, mediaType: 'text/plain' },
    },
  }),
  'GET /v1/requests/{id}/attachments': about(asked),
  'GET /v1/requests/{id}/certificate': about(certified),
  // There is no pdf-generator in this test, which who may see the certificate is told.
  'GET /v1/requests/{id}/certificate/content': about(certified, { status: 502 }),
  'GET /v1/requests/{id}/audit': about(asked),
  'GET /v1/audit/heads/{hash}': () => ({ params: { hash: '00'.repeat(32) } }),
  'POST /v1/delegations': (owner) => ({
    mark: owner,
    body: { to: 'someone', endsAt: new Date(Date.now() + 3_600_000).toISOString() },
  }),
  'GET /v1/delegations': async (owner) => ({ query: { limit: 200 }, mark: await given(owner) }),
  'POST /v1/delegations/{id}/revocation': about(given),
  'GET /v1/policies': () => ({}),
  'GET /v1/policies/{name}': () => ({ params: { name: 'purchase' } }),
};

describe('the OpenAPI document', () => {
  it('that is committed is the one that the routes make', async () => {
    const file = fileURLToPath(new URL('../openapi.json', import.meta.url));
    await checkOpenapi(api.running.app, file);
  });

  it('lets in whom its rules let in, and nobody else', async () => {
    const rows = await authorisationMatrix(api.running, { roles: ['department-head'], scenes });
    expect(rows.filter(({ actual, expected }) => actual !== expected)).toStrictEqual([]);
    expect(matrixTable(rows))
      .toBe(`GET /health/live: nobody allowed, somebody allowed, department-head allowed, machine allowed
GET /health/ready: nobody allowed, somebody allowed, department-head allowed, machine allowed
GET /problems/{code}: nobody allowed, somebody allowed, department-head allowed, machine allowed
GET /v1/requests: nobody 401, somebody allowed/confined, department-head allowed/confined, machine allowed/confined
POST /v1/requests: nobody 401, somebody allowed, department-head allowed, machine allowed
GET /v1/requests/{id}: nobody 401, somebody allowed/404, department-head allowed/404, machine allowed/404
POST /v1/requests/{id}/decisions: nobody 401, somebody allowed/404, department-head allowed/404, machine 403
GET /v1/requests/{id}/ways: nobody 401, somebody allowed/404, department-head allowed/404, machine allowed/404
POST /v1/requests/{id}/withdrawal: nobody 401, somebody allowed/404, department-head allowed/404, machine allowed/404
GET /v1/requests/{id}/comments: nobody 401, somebody allowed/404, department-head allowed/404, machine allowed/404
POST /v1/requests/{id}/comments: nobody 401, somebody allowed/404, department-head allowed/404, machine allowed/404
GET /v1/requests/{id}/attachments: nobody 401, somebody allowed/404, department-head allowed/404, machine allowed/404
POST /v1/requests/{id}/attachments: nobody 401, somebody allowed/404, department-head allowed/404, machine allowed/404
GET /v1/requests/{id}/certificate: nobody 401, somebody allowed/404, department-head allowed/404, machine allowed/404
GET /v1/requests/{id}/certificate/content: nobody 401, somebody allowed/404, department-head allowed/404, machine allowed/404
GET /v1/requests/{id}/audit: nobody 401, somebody allowed/404, department-head allowed/404, machine allowed/404
GET /v1/audit/heads/{hash}: nobody allowed, somebody allowed, department-head allowed, machine allowed
GET /v1/delegations: nobody 401, somebody allowed/confined, department-head allowed/confined, machine 403
POST /v1/delegations: nobody 401, somebody allowed/confined, department-head allowed/confined, machine 403
POST /v1/delegations/{id}/revocation: nobody 401, somebody allowed/404, department-head allowed/404, machine 403
GET /v1/policies: nobody 401, somebody allowed, department-head allowed, machine allowed
GET /v1/policies/{name}: nobody 401, somebody allowed, department-head allowed, machine allowed`);
  });

  it('is kept to, whatever is sent', async () => {
    const id = await asked('ada');
    const other = await toDecide('ada');
    const faults = await fuzzOpenapi(api.running, {
      callers: [
        await api.running.as('ada', 'department-head', 'finance'),
        await api.running.as('dec'),
      ],
      // Many on a server, where they take no time from every change.
      calls: inject('databaseUrl') === undefined ? 250 : 15,
      // Answers 502 where there is no pdf-generator.
      except: ['GET /v1/requests/{id}/certificate/content'],
      known: { id: [id, other, await certified('ada'), await given('ada')], name: ['purchase'] },
    });
    expect(faults).toStrictEqual([]);
  });

  it('is kept to with cursors that nobody was given', async () => {
    const caller = await api.running.as('ada');
    const about = { id: await asked('ada') };
    const known = Object.fromEntries(
      ['audit', 'comments', 'attachments'].map((part) => [`GET /v1/requests/{id}/${part}`, about]),
    );
    expect(await forgeCursors(api.running, { caller, known })).toStrictEqual([]);
  });
});
