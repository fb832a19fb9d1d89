import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { service } from '../../test/notes/app.ts';
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

const write = async (subject: string, body: string) => {
  const response = await notes.app.inject({
    ...{ method: 'POST', url: '/v1/notes', payload: { body } },
    headers: await notes.as(subject),
  });
  expect(response.statusCode).toBe(201);
  return response;
};

describe('a service', () => {
  it('does what its routes say, with version and place of what was made', async () => {
    const made = await write('ada', 'first');
    expect(made.headers).toMatchObject({ etag: '"1"', location: `/v1/notes/${made.json().id}` });
    expect(made.json()).toMatchObject({ owner: 'ada', body: 'first', version: 1 });
    const read = await notes.app.inject({
      url: String(made.headers.location),
      headers: await notes.as('ada'),
    });
    expect(read.json()).toStrictEqual(made.json());
  });

  it('hides what is not the caller’s, and shows it to a role that may see all', async () => {
    const { url } = { url: String((await write('ada', 'mine')).headers.location) };
    const other = await notes.app.inject({ url, headers: await notes.as('bob') });
    expect(other.statusCode).toBe(404);
    expect(other.json()).toMatchObject({ code: 'not-found', detail: 'There is no such note.' });
    const reader = await notes.app.inject({ url, headers: await notes.as('eve', 'reader') });
    expect(reader.json()).toMatchObject({ body: 'mine' });
  });

  it('answers problems of RFC 9457 with what is wrong, part by part', async () => {
    const response = await notes.app.inject({
      ...{ method: 'POST', url: '/v1/notes', payload: { body: '' } },
      headers: await notes.as('ada'),
    });
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.json()).toMatchObject({
      ...{ type: '/problems/invalid-request', status: 400, code: 'invalid-request' },
      ...{ instance: '/v1/notes', requestId: response.headers['x-request-id'] },
      errors: [{ pointer: '/body/body', message: expect.stringContaining('Too small') }],
    });
    const told = await notes.app.inject('/problems/note-too-long');
    expect(told.json()).toStrictEqual({
      ...{ code: 'note-too-long', status: 422, title: 'The note is too long.' },
      description: '`detail` says how long it may be. Make two of it.',
    });
  });

  it.each([
    ['can’t be read', '/v1/notes/%'],
    ['has a parameter of 300 characters', `/v1/notes/${'x'.repeat(300)}`],
  ])('answers a problem where the address %s', async (_, url) => {
    const response = await notes.app.inject({ url, headers: await notes.as('ada') });
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.json()).toMatchObject({ status: 400, code: 'invalid-request', instance: url });
  });

  it.each([
    ['no body', { 'content-type': 'application/json' }, '', 400, 'malformed-body'],
    ['half of a body', { 'content-type': 'application/json' }, '{"body":', 400, 'malformed-body'],
    ['another type', { 'content-type': 'text/plain' }, 'x', 415, 'unsupported-media-type'],
    [
      'U+0000',
      { 'content-type': 'application/json' },
      '{"body":"\\u0000"}',
      400,
      'invalid-request',
    ],
    [
      'half of a surrogate pair',
      { 'content-type': 'application/json' },
      '{"body":"\\ud800"}',
      400,
      'invalid-request',
    ],
    [
      '__proto__',
      { 'content-type': 'application/json' },
      '{"__proto__":{}}',
      400,
      'malformed-body',
    ],
    [
      'too much',
      { 'content-type': 'application/json' },
      `"${'x'.repeat(1_048_577)}"`,
      413,
      'body-too-large',
    ],
    [
      'more than the service takes',
      { 'content-type': 'application/json' },
      `{"body":"${'x'.repeat(1001)}"}`,
      422,
      'note-too-long',
    ],
  ])('refuses %s', async (_, headers, payload, status, code) => {
    const response = await notes.app.inject({
      ...{ method: 'POST', url: '/v1/notes', payload },
      headers: { ...headers, ...(await notes.as('ada')) },
    });
    expect([response.statusCode, response.json().code]).toStrictEqual([status, code]);
  });

  it('says that there is no such route', async () => {
    const response = await notes.app.inject('/v1/none?token=x');
    expect(response.json()).toMatchObject({
      ...{ status: 404, code: 'route-not-found', detail: 'There is no route GET /v1/none.' },
    });
  });

  it('changes what was seen alone', async () => {
    const made = await write('ada', 'v1');
    const url = String(made.headers.location);
    const put = async (headers: Record<string, string>) =>
      notes.app.inject({
        ...{ method: 'PUT', url, payload: { body: 'v2' } },
        headers: { ...headers, ...(await notes.as('ada')) },
      });
    expect((await put({})).json()).toMatchObject({ status: 428, code: 'precondition-required' });
    expect((await put({ 'if-match': '"7"' })).json()).toMatchObject({ status: 412 });
    const changed = await put({ 'if-match': '"1"' });
    expect([changed.statusCode, changed.headers.etag]).toStrictEqual([200, '"2"']);
    const same = await notes.app.inject({
      url,
      headers: { 'if-none-match': 'W/"2"', ...(await notes.as('ada')) },
    });
    expect([same.statusCode, same.body]).toStrictEqual([304, '']);
  });

  it('of fifty who saw the same version lets one change it', async () => {
    const url = String((await write('ada', 'v1')).headers.location);
    const headers = { 'if-match': '"1"', ...(await notes.as('ada')) };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        notes.app.inject({ method: 'PUT', url, headers, payload: { body: `by ${index}` } }),
      ),
    );
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 200)).toStrictEqual([200]);
    expect(statuses.filter((status) => status === 412)).toHaveLength(49);
  });

  it('pages by cursor', async () => {
    for (const body of ['a', 'b', 'c']) await write('pia', body);
    const headers = await notes.as('pia');
    const first = await notes.app.inject({ url: '/v1/notes?limit=2', headers });
    expect(first.json().items.map(({ body }: { body: string }) => body)).toStrictEqual(['a', 'b']);
    const second = await notes.app.inject({
      ...{ url: `/v1/notes?limit=2&cursor=${first.json().next}`, headers },
    });
    expect(second.json().items.map(({ body }: { body: string }) => body)).toStrictEqual(['c']);
    expect(second.json()).not.toHaveProperty('next');
    const bad = await notes.app.inject({ url: '/v1/notes?cursor=e30', headers });
    expect(bad.json()).toMatchObject({ status: 400, code: 'bad-cursor' });
  });

  it('is live and ready', async () => {
    expect((await notes.app.inject('/health/live')).json()).toStrictEqual({ status: 'ok' });
    expect((await notes.app.inject('/health/ready')).json()).toStrictEqual({
      ...{ status: 'ok', checks: { database: 'ok' } },
    });
  });

  it('sends headers that keep browsers from making more of an answer than it is', async () => {
    const { headers } = await notes.app.inject({
      url: '/v1/notes',
      headers: await notes.as('ada'),
    });
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});
