import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordingLog } from '../../test/recording-log.ts';
import type { AccessRule, Authenticator, ServiceInstance } from '../index.ts';
import { accessOf, createService, jwtAuthenticator } from '../index.ts';
import type { LocalIssuer } from '../testing/index.ts';
import { localIssuer } from '../testing/index.ts';
import type { Principal } from './principal.ts';

const ada: Principal = { subject: 'ada', kind: 'person', roles: ['writer'], scopes: ['a', 'b'] };
const machine: Principal = { ...ada, kind: 'machine' };

describe('a rule', () => {
  it.each<[AccessRule, Principal | null, string]>([
    ['public', null, 'any'],
    ['authenticated', null, 'none'],
    ['authenticated', ada, 'any'],
    [{ roles: ['writer'] }, ada, 'any'],
    [{ roles: ['reader', 'writer'] }, ada, 'any'],
    [{ roles: ['reader'] }, ada, 'none'],
    [{ roles: ['reader'] }, null, 'none'],
    [{ roles: ['reader'], own: true }, ada, 'own'],
    [{ roles: ['reader'], own: true }, null, 'none'],
    [{ roles: ['writer'], own: true }, ada, 'any'],
    [{ roles: [], own: true }, ada, 'own'],
    [{ roles: ['writer'], scopes: ['a', 'b'] }, ada, 'any'],
    [{ roles: ['writer'], scopes: ['a', 'c'] }, ada, 'none'],
    [{ roles: [], own: true, scopes: ['c'] }, ada, 'none'],
    [{ roles: ['writer'], kind: 'machine' }, ada, 'none'],
    [{ roles: ['writer'], kind: 'machine' }, machine, 'any'],
  ])('%j grants %j %s', (rule, principal, access) => {
    expect(accessOf(rule, principal)).toBe(access);
  });

  const withRule = (access: unknown) =>
    createService({
      ...{ name: 'x', version: '1', description: 'x', authenticate: [] },
      routes: [
        (app) => {
          app.route({
            ...{ method: 'GET', url: '/v1/x', config: { access: access as AccessRule } },
            handler: () => 'x',
          });
        },
      ],
    });

  it('is what no route can be without', async () => {
    await expect(withRule(undefined)).rejects.toMatchObject({
      code: 'SERVICE_ROUTE_WITHOUT_ACCESS',
      message: expect.stringContaining(
        'The route GET /v1/x has no access rule, so it is not served.',
      ),
    });
  });

  it.each([{ roles: [] }, { roles: 'admin' }, {}, 'everybody', null, { roles: [1] }])(
    'can’t be %j',
    async (rule) => {
      await expect(withRule(rule)).rejects.toMatchObject({ code: 'SERVICE_BAD_ACCESS' });
    },
  );
});

describe('a request', () => {
  let issuer: LocalIssuer;
  let app: ServiceInstance;
  const log = recordingLog();
  const called: string[] = [];
  const other: Authenticator = {
    ...{ scheme: 'other', securityScheme: { type: 'apiKey', in: 'header', name: 'x-who' } },
    challenge: 'Other',
    authenticate: (headers) =>
      Promise.resolve(
        headers['x-who'] === undefined ? null : { ...ada, subject: String(headers['x-who']) },
      ),
  };
  beforeAll(async () => {
    issuer = await localIssuer();
    app = await createService({
      ...{ name: 'x', version: '1', description: 'x', logger: log },
      authenticate: [jwtAuthenticator({ issuer: issuer.url, audience: 'x' }), other],
      routes: [
        (one) => {
          one.route({
            ...{ method: 'POST', url: '/v1/admin', config: { access: { roles: ['admin'] } } },
            schema: { body: z.object({ a: z.string() }), response: { 200: z.string() } },
            handler: ({ body: { a } }) => {
              called.push(a);
              return a;
            },
          });
          one.route({
            ...{ method: 'GET', url: '/v1/forgets', config: { access: { roles: [], own: true } } },
            schema: { response: { 200: z.string() } },
            handler: () => 'somebody’s secret',
          });
        },
      ],
    });
  });
  afterAll(async () => {
    await app.close();
    await issuer.close();
  });
  const bearer = async (...roles: string[]) => ({
    authorization: `Bearer ${await issuer.token({ subject: 'ada', audience: 'x', roles })}`,
  });

  it('of nobody is refused before its body is looked at, and told how to say who', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/v1/admin',
      payload: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.json()).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(response.headers).toMatchObject({
      ...{ 'www-authenticate': 'Bearer realm="x", Other realm="x"', 'cache-control': 'no-store' },
    });
  });

  it('of somebody without the role is refused, and its handler never runs', async () => {
    const response = await app.inject({
      ...{ method: 'POST', url: '/v1/admin', payload: { a: 'x' }, headers: await bearer('user') },
    });
    expect(response.json()).toMatchObject({ status: 403, code: 'forbidden' });
    expect(called).toStrictEqual([]);
  });

  it('that says twice who makes it is refused', async () => {
    const response = await app.inject({
      ...{ method: 'POST', url: '/v1/admin', payload: { a: 'x' } },
      headers: { ...(await bearer('admin')), 'x-who': 'eve' },
    });
    expect(response.json()).toMatchObject({
      ...{ status: 401, detail: 'The request says twice who makes it. Send one of the two.' },
    });
  });

  it('that a handler answers without asking whose it is gets nothing of the answer', async () => {
    const response = await app.inject({ url: '/v1/forgets', headers: await bearer() });
    expect(response.json()).toMatchObject({
      ...{ status: 500, code: 'internal-error', detail: 'The service failed.' },
    });
    expect(response.body).not.toContain('secret');
    expect(log.lines.join('\n')).toContain('The service failed.');
  });

  it('leaves neither token nor query nor body in the log', async () => {
    const headers = await bearer('admin');
    await app.inject({
      ...{ method: 'POST', url: '/v1/admin?password=hunter2', payload: { a: 'my-body' }, headers },
    });
    const text = log.lines.join('\n');
    expect(text).toContain('POST /v1/admin 200');
    for (const secret of [headers.authorization, 'hunter2', 'my-body']) {
      expect(text).not.toContain(secret);
    }
  });
});
