import { describe, expect, it } from 'vitest';
import { optionsSchema } from '../options.ts';
import type { LatencySettings } from '../options.ts';
import { isExpected, routesOf } from './routes.ts';

const op = (more: object = {}) => ({ responses: {}, ...more });
const param = (name: string, place: string, more: object = {}) => ({ name, in: place, ...more });
const documentOf = (paths: object, more: object = {}) => ({ openapi: '3.1.0', paths, ...more });

function routes(document: unknown, settings: LatencySettings = {}) {
  const found = routesOf(document, settings);
  if (typeof found === 'string') throw new Error(found);
  return {
    ...found,
    requests: found.requests.map(({ method, path }) => `${method} ${path}`),
  };
}

describe('the routes of a document', () => {
  it('are its GETs, and of other methods those that are named', () => {
    const paths = { '/a': { get: op(), post: op(), delete: op() }, '/b': { get: op() } };
    expect(routes(documentOf(paths)).requests).toEqual(['GET /a', 'GET /b']);
    const settings = {
      routes: ['* /b', 'DELETE *'],
      requests: { 'POST /a': { body: '{}', headers: { a: '1' }, status: [201] } },
      headers: { a: '0', b: '2' },
    };
    const found = routesOf(documentOf(paths), settings);
    expect(found).toEqual({
      requests: [
        {
          ...{ route: 'POST /a', method: 'POST', path: '/a', body: '{}', status: [201] },
          headers: { a: '1', b: '2' },
        },
        {
          ...{ route: 'GET /b', method: 'GET', path: '/b', body: undefined, status: undefined },
          headers: { a: '0', b: '2' },
        },
      ],
      ...{ undriven: [], unknown: [] },
    });
  });

  it('have their required parameters filled by examples, wherever those stand', () => {
    const document = documentOf(
      {
        '/a/{id}/{kind}': {
          parameters: [
            param('id', 'path', { example: 7 }),
            { $ref: '#/components/parameters/kind' },
          ],
          get: op({
            parameters: [
              param('id', 'path', { examples: { one: { value: 'a/b' } } }),
              param('q', 'query', { required: true, schema: { examples: ['x y', 'z'] } }),
              param('r', 'query', { required: true, schema: { default: true } }),
              param('s', 'query', { schema: { default: 'not asked for' } }),
              param('x-tenant', 'header', { required: true, schema: { const: 't' } }),
              param('sid', 'cookie', { required: true }),
            ],
          }),
        },
      },
      {
        servers: [{ url: 'https://api.example.com/v1/' }],
        components: {
          parameters: {
            kind: param('kind', 'path', { schema: { $ref: '#/components/schemas/K~1k' } }),
          },
          schemas: { 'K/k': { enum: ['big'] } },
        },
      },
    );
    expect(routes(document).requests).toEqual(['GET /v1/a/a%2Fb/big?q=x+y&r=true']);
    const found = routesOf(document, {});
    expect(typeof found === 'object' && found.requests[0]?.headers).toEqual({ 'x-tenant': 't' });
  });

  it('are not driven where a parameter has no example, unless a path is given', () => {
    const document = documentOf({
      '/a/{id}': { get: op({ parameters: [param('id', 'path')] }) },
      '/b/{key}': { get: op() },
      '/c': { get: op({ parameters: [param('q', 'query', { required: true, example: {} })] }) },
      '/d': { $ref: '#/nowhere' },
      '/e': { $ref: 'other.yaml#/e' },
    });
    expect(routes(document)).toEqual({
      requests: [],
      undriven: [
        { route: 'GET /a/{id}', reason: 'no example of its parameter id' },
        { route: 'GET /b/{key}', reason: 'no example of its parameter key' },
        { route: 'GET /c', reason: 'no example of its parameter q' },
      ],
      unknown: [],
    });
    expect(routes(document, { requests: { 'GET /a/{id}': { path: '/a/1' } } }).requests).toEqual([
      'GET /a/1',
    ]);
  });

  it('that are named and are not there are said', () => {
    const document = documentOf({ '/a': { get: op() } });
    const requests = { 'GET /b': {}, 'POST /a': {}, 'GET /a': {} };
    expect(routes(document, { requests }).unknown).toEqual(['GET /b', 'POST /a']);
  });

  it.each<[unknown, string]>([
    [null, 'it is no object'],
    [[], 'it is no object'],
    [{ paths: {} }, 'its `openapi` is missing'],
    [{ swagger: '2.0', openapi: 3, paths: {} }, 'its `openapi` is 3'],
    [{ openapi: '3.2.0', paths: {} }, 'its `openapi` is "3.2.0"'],
    [{ openapi: '3.0.3' }, 'it has no `paths`'],
    [documentOf({ '/a': { post: op() } }), 'none of its 1 routes is GET * and a GET'],
  ])('of %j: %s', (document, problem) => {
    expect(routesOf(document, {})).toBe(problem);
  });

  it.each([
    ['/api/', '/api/a'],
    ['https://x.example/{stage}', '/a'],
    ['', '/a'],
    ['http://[', '/a'],
  ])('stand below the first server: %s', (url, path) => {
    expect(routes(documentOf({ '/a': { get: op() } }, { servers: [{ url }] })).requests).toEqual([
      `GET ${path}`,
    ]);
  });
});

it.each<[number, number[] | undefined, boolean]>([
  [199, undefined, false],
  [200, undefined, true],
  [399, undefined, true],
  [400, undefined, false],
  [404, [404], true],
  [200, [404], false],
])('%i is expected of %j: %s', (status, expected, is) => {
  expect(isExpected(status, expected)).toBe(is);
});

describe('the address of a service that runs', () => {
  it.each([
    ['http://127.0.0.1:4301', true],
    ['http://localhost', true],
    ['http://[::1]:80/', true],
    ['https://127.0.0.1', false],
    ['http://127.0.0.2', false],
    ['http://127.0.0.1.example.com', false],
    ['http://user@127.0.0.1', false],
    ['http://example.com', false],
    ['http://10.0.0.1', false],
    ['127.0.0.1:80', false],
  ])('%s is taken: %s', (url, taken) => {
    expect(optionsSchema.safeParse({ services: { api: { url } } }).success).toBe(taken);
  });
});
