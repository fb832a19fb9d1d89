import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ServiceRoutes } from '../index.ts';
import { checkOpenapi, createService, openapiOf, writeOpenapi } from '../index.ts';
import { apiKeyAuthenticator, createPool, defineProblems, jwtAuthenticator } from '../index.ts';

const pool = createPool({ url: 'postgres://nobody@127.0.0.1:1/none', name: 'x' });
afterAll(() => pool.end());

const item = z.object({ id: z.uuid(), amount: z.number() }).meta({ id: 'Item' });
const routes: ServiceRoutes = (app) => {
  app.route({
    method: 'PUT',
    url: '/v1/items/:id',
    config: {
      ...{ access: { roles: ['keeper'], own: true }, ifMatch: 'required', idempotency: 'optional' },
      problems: ['item-sold'],
    },
    schema: {
      ...{ summary: 'Changes an item', params: z.object({ id: z.uuid() }), body: item },
      response: { 200: item },
    },
    handler: ({ body }) => body,
  });
};
const build = (over: readonly ServiceRoutes[] = [routes]) =>
  createService({
    ...{ name: 'shop', version: '2.1.0', description: 'Sells.', routes: over },
    problems: defineProblems({
      'item-sold': { status: 409, title: 'Sold.', description: 'It is.' },
    }),
    authenticate: [
      jwtAuthenticator({ issuer: 'https://login.example.com', audience: 'shop' }),
      apiKeyAuthenticator(pool, 'shop'),
    ],
  });

describe('the OpenAPI document', () => {
  it('says of a route who may call it, with what, and what it answers', async () => {
    const app = await build();
    const document = await openapiOf(app);
    expect([document.openapi, document.info]).toStrictEqual([
      ...['3.1.1', { title: 'shop', version: '2.1.0', description: 'Sells.' }],
    ]);
    const { put } = Object(document.paths?.['/v1/items/{id}']);
    expect(put).toMatchObject({
      operationId: 'putV1ItemsById',
      'x-access': { roles: ['keeper'], own: true },
      security: [{ bearer: [] }, { apiKey: [] }],
      requestBody: {
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ItemInput' } } },
      },
    });
    expect(
      put.parameters.map((one: Record<string, unknown>) => [
        one['in'],
        one['name'],
        one['required'],
      ]),
    ).toStrictEqual([
      ['path', 'id', true],
      ['header', 'if-match', true],
      ['header', 'idempotency-key', false],
    ]);
    expect(
      Object.entries(put.responses).map(([status, answer]) => [
        status,
        Object(answer).description,
        ...Object.keys(Object(answer).content),
      ]),
    ).toStrictEqual([
      ['200', 'Default Response', 'application/json'],
      ['400', 'invalid-request, malformed-body', 'application/problem+json'],
      ['401', 'unauthenticated', 'application/problem+json'],
      ['403', 'forbidden', 'application/problem+json'],
      ['404', 'not-found', 'application/problem+json'],
      ['409', 'idempotency-key-in-use, item-sold', 'application/problem+json'],
      ['412', 'precondition-failed', 'application/problem+json'],
      ['413', 'body-too-large', 'application/problem+json'],
      ['415', 'unsupported-media-type', 'application/problem+json'],
      ['422', 'idempotency-key-reused', 'application/problem+json'],
      ['428', 'precondition-required', 'application/problem+json'],
      ['429', 'rate-limited', 'application/problem+json'],
      ['500', 'internal-error', 'application/problem+json'],
      ['503', 'request-timeout, unavailable', 'application/problem+json'],
    ]);
    const served = await app.inject('/openapi.json');
    expect(served.json()).toStrictEqual(document);
    await app.close();
  });

  it('calls an operation by its method and path, or as its route does', async () => {
    const app = await build([
      (own) => {
        const shape = { config: { access: 'public' }, handler: () => 'x' } as const;
        const response = { 200: z.string() };
        own.get('/v1/a/:id/b-c/:other.csv', { ...shape, schema: { response } });
        own.post('/v1/a', { ...shape, schema: { response, operationId: 'makeA' } });
      },
    ]);
    const { paths } = await openapiOf(app);
    expect(
      Object.values(paths ?? {}).flatMap((item) =>
        Object.values(item ?? {}).map((operation) => Object(operation).operationId),
      ),
    ).toEqual(expect.arrayContaining(['getV1AByIdBCByOtherCsv', 'makeA']));
    await app.close();
  });

  it('holds the schemas that it refers to, and no others of the process', async () => {
    z.object({ b: z.string() }).meta({ id: 'OfAnotherService' });
    const app = await build();
    const { components } = await openapiOf(app);
    expect(Object.keys(components?.schemas ?? {})).toStrictEqual(['Item', 'ItemInput', 'Problem']);
    await app.close();
  });

  it('has schemas that are JSON Schema 2020-12', async () => {
    const app = await build();
    const { components } = await openapiOf(app);
    const ajv = new Ajv2020({ strict: false, formats: { uuid: true } });
    for (const schema of Object.values(components?.schemas ?? {})) {
      expect(ajv.validateSchema(schema)).toBe(true);
    }
    await app.close();
  });

  it('names no problem that is in no catalogue', async () => {
    const unknown: ServiceRoutes = (app) => {
      app.route({
        ...{ method: 'GET', url: '/v1/x', config: { access: 'public', problems: ['nowhere'] } },
        schema: { response: { 200: z.string() } },
        handler: () => 'x',
      });
    };
    await expect(build([unknown])).rejects.toMatchObject({
      code: 'SERVICE_UNKNOWN_PROBLEM',
      message:
        'The route GET /v1/x names the problem "nowhere", which is in no catalogue of this service.',
    });
  });
});

describe('the committed document', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'openapi-'));
    file = join(folder, 'openapi.json');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is written once, and is then what the routes make, whatever its line ends', async () => {
    const app = await build();
    expect(await writeOpenapi(app, file)).toBe(true);
    expect(await writeOpenapi(app, file)).toBe(false);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    await checkOpenapi(app, file);
    await app.close();
  });

  it('that is another is named, with the line', async () => {
    const app = await build();
    await writeOpenapi(app, file);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"2.1.0"', '"2.0.0"'));
    await expect(checkOpenapi(app, file)).rejects.toMatchObject({
      code: 'SERVICE_OPENAPI_CHANGED',
      message: expect.stringContaining(
        'In line 5 it has "\\"version\\": \\"2.0.0\\",", and the routes make "\\"version\\": \\"2.1.0\\",".',
      ),
    });
    await app.close();
  });

  it('that is missing is named', async () => {
    const app = await build();
    await expect(checkOpenapi(app, file)).rejects.toMatchObject({
      code: 'SERVICE_OPENAPI_CHANGED',
    });
    await app.close();
  });
});
