import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Authenticator, ServiceInstance, ServiceOptions } from '../index.ts';
import { createService } from '../index.ts';

let app: ServiceInstance;
afterEach(() => app.close());

const who: Authenticator = {
  ...{ scheme: 'who', securityScheme: { type: 'apiKey', in: 'header', name: 'x-who' } },
  challenge: 'Who',
  authenticate: ({ 'x-who': subject }) =>
    Promise.resolve(
      subject === undefined
        ? null
        : { subject: String(subject), kind: 'person', roles: [], scopes: [] },
    ),
};
const build = async (over: Partial<ServiceOptions>): Promise<void> => {
  app = await createService({
    ...{ name: 'x', version: '1', description: 'x', authenticate: [who] },
    routes: [
      (one) => {
        one.route({
          ...{ method: 'GET', url: '/v1/own', config: { access: 'authenticated' } },
          schema: { response: { 200: z.string() } },
          handler: (request) => request.ip,
        });
        one.route({
          ...{ method: 'GET', url: '/v1/few', config: { access: 'public', callsPerMinute: 1 } },
          schema: { response: { 200: z.string() } },
          handler: () => 'few',
        });
        one.route({
          ...{ method: 'GET', url: '/v1/slow', config: { access: 'public' } },
          schema: { response: { 200: z.string() } },
          handler: async (request) => {
            await sleep(60_000, undefined, { signal: request.signal }).catch(() => undefined);
            return 'late';
          },
        });
      },
    ],
    ...over,
  });
};
const own = (subject: string, headers: Record<string, string> = {}) =>
  app.inject({ url: '/v1/own', headers: { 'x-who': subject, ...headers } });

describe('a service', () => {
  it('answers each caller so many requests a minute, and says when there will be more', async () => {
    await build({ limits: { callsPerMinute: 2 } });
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await own('ada')).statusCode);
    expect(statuses).toStrictEqual([200, 200, 429]);
    const refused = await own('ada');
    expect(refused.json()).toMatchObject({ status: 429, code: 'rate-limited' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await own('bob')).statusCode).toBe(200);
  });

  it('never stops saying that it lives', async () => {
    await build({ limits: { callsPerMinute: 1 } });
    for (let index = 0; index < 5; index++) {
      expect((await app.inject('/health/live')).statusCode).toBe(200);
    }
  });

  it('limits a route by its own number', async () => {
    await build({});
    expect((await app.inject('/v1/few')).statusCode).toBe(200);
    expect((await app.inject('/v1/few')).statusCode).toBe(429);
  });

  it('does not let who guesses at tokens guess for ever', async () => {
    await build({ limits: { callsPerMinute: 5 } });
    const guess = () => app.inject('/v1/own');
    const statuses = [];
    for (let index = 0; index < 7; index++) statuses.push((await guess()).statusCode);
    expect(statuses).toStrictEqual([401, 401, 401, 401, 401, 429, 429]);
    expect((await own('ada')).statusCode).toBe(429);
    const elsewhere = await app.inject({
      ...{ url: '/v1/own', headers: { 'x-who': 'ada' }, remoteAddress: '10.0.0.7' },
    });
    expect(elsewhere.statusCode).toBe(200);
  });

  it('believes as many proxies about who calls as it is told of, and no more', async () => {
    const forwarded = { 'x-forwarded-for': '6.6.6.6, 10.1.1.1' };
    await build({});
    expect((await own('ada', forwarded)).body).toBe('127.0.0.1');
    await app.close();
    await build({ trustProxy: 1 });
    expect((await own('ada', forwarded)).body).toBe('10.1.1.1');
    await app.close();
    await build({ trustProxy: 2 });
    expect((await own('ada', forwarded)).body).toBe('6.6.6.6');
  });

  it('gives a handler that takes too long up', async () => {
    await build({ limits: { requestMs: 200 } });
    const response = await app.inject('/v1/slow');
    expect(response.json()).toMatchObject({ status: 503, code: 'request-timeout' });
  });

  it('gives a request up that never comes to its end', async () => {
    await build({ limits: { requestMs: 200 } });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = Object(app.server.address());
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /v1/own HTTP/1.1\r\nhost: x\r\nx-who: ');
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      socket
        .on('data', (chunk) => (text += chunk.toString()))
        .on('close', () => {
          resolve(text);
        });
    });
    expect(answer).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
  });

  it('says of its own problems alone what they are', async () => {
    await build({});
    const told = await app.inject('/problems/constructor');
    expect(told.json()).toMatchObject({ status: 404, code: 'not-found' });
  });
});
