import { describe, expect, it } from 'vitest';
import type { Written } from '../testing/documents.ts';
import { broken, info, withOperation, withSchema } from '../testing/documents.ts';

const query = (name: string, more: object = {}) => ({
  name,
  in: 'query',
  schema: { type: 'string' },
  ...more,
});
const json = { 'application/json': { schema: { type: 'string' } } };
const ok = { 200: { description: 'Here.' } };
const schemes = (more: object = {}) => ({
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key', ...more },
      login: { type: 'http', scheme: 'bearer' },
    },
  },
});

/** Each way and its opposite, of which one breaks and the other, mostly, does not. */
const table: readonly (readonly [
  name: string,
  base: Written,
  head: Written,
  there: readonly string[],
  back: readonly string[],
])[] = [
  [
    'a parameter',
    withOperation({ parameters: [query('page')] }),
    withOperation({ parameters: [] }),
    ['parameter-removed: GET /orders/{id}, query parameter page is gone'],
    [],
  ],
  [
    'a parameter that must be given',
    withOperation({}),
    withOperation({ parameters: [query('page', { required: true })] }),
    ['parameter-required: GET /orders/{id}, query parameter page must be given now'],
    ['parameter-removed: GET /orders/{id}, query parameter page is gone'],
  ],
  [
    'a parameter that could be left out',
    withOperation({ parameters: [query('page')] }),
    withOperation({ parameters: [query('page', { required: true })] }),
    ['parameter-required: GET /orders/{id}, query parameter page must be given now'],
    [],
  ],
  [
    'the type of a parameter',
    withOperation({ parameters: [query('page')] }),
    withOperation({ parameters: [query('page', { schema: { type: ['string', 'integer'] } })] }),
    [],
    ['request-type-narrowed: GET /orders/{id}, query parameter page takes no integer any more'],
  ],
  [
    'how a parameter is written',
    withOperation({ parameters: [query('page')] }),
    withOperation({ parameters: [query('page', { style: 'form', explode: false })] }),
    ['parameter-style-changed: GET /orders/{id}, query parameter page is written in another way'],
    ['parameter-style-changed: GET /orders/{id}, query parameter page is written in another way'],
  ],
  [
    'a header in other letters',
    withOperation({ parameters: [{ ...query('If-Match'), in: 'header' }] }),
    withOperation({ parameters: [{ ...query('if-match'), in: 'header' }] }),
    [],
    [],
  ],
  [
    'a body that may be given',
    withOperation({}),
    withOperation({ requestBody: { content: json } }),
    [],
    ['request-body-removed: GET /orders/{id}, request body is gone'],
  ],
  [
    'a body that must be given',
    withOperation({ requestBody: { content: json } }),
    withOperation({ requestBody: { content: json, required: true } }),
    ['request-body-required: GET /orders/{id}, request body must be given now'],
    [],
  ],
  [
    'a media type that is taken',
    withOperation({ requestBody: { content: { ...json, 'text/csv': {} } } }),
    withOperation({ requestBody: { content: json } }),
    ['request-media-type-removed: GET /orders/{id}, request body has no text/csv any more'],
    [],
  ],
  [
    'a response',
    withOperation({ responses: { ...ok, 404: { description: 'None.' } } }),
    withOperation({ responses: ok }),
    ['response-removed: GET /orders/{id}, response 404 is gone'],
    [],
  ],
  [
    'responses of a kind',
    withOperation({ responses: ok }),
    withOperation({ responses: { '2XX': { description: 'Here.' } } }),
    [],
    ['response-removed: GET /orders/{id}, response 2XX is gone'],
  ],
  [
    'a media type that is answered',
    withOperation({ responses: { 200: { description: 'Here.', content: json } } }),
    withOperation({ responses: ok }),
    [
      'response-media-type-removed: GET /orders/{id}, response 200 has no application/json any more',
    ],
    [],
  ],
  [
    'a header of a response',
    withOperation({ responses: { 200: { description: 'Here.', headers: { ETag: {} } } } }),
    withOperation({ responses: ok }),
    ['response-header-removed: GET /orders/{id}, response 200, header ETag is gone'],
    [],
  ],
  [
    'a header that was always there',
    withOperation({
      responses: { 200: { description: 'Here.', headers: { ETag: { required: true } } } },
    }),
    withOperation({ responses: { 200: { description: 'Here.', headers: { etag: {} } } } }),
    ['response-header-optional: GET /orders/{id}, response 200, header ETag may be missing now'],
    [],
  ],
  [
    'credentials',
    withOperation({}, schemes()),
    withOperation({ security: [{ key: [] }] }, schemes()),
    ['security-tightened: GET /orders/{id}, security is not met by no credentials any more'],
    [],
  ],
  [
    'credentials of all operations',
    withOperation({}, { ...schemes(), security: [{ key: [] }, { login: [] }] }),
    withOperation({}, { ...schemes(), security: [{ key: [] }] }),
    ['security-tightened: GET /orders/{id}, security is not met by login any more'],
    [],
  ],
  [
    'two credentials at once',
    withOperation({ security: [{ key: [] }] }, schemes()),
    withOperation({ security: [{ key: [], login: [] }] }, schemes()),
    ['security-tightened: GET /orders/{id}, security is not met by key any more'],
    [],
  ],
  [
    'a scope',
    withOperation({ security: [{ login: ['read'] }] }, schemes()),
    withOperation({ security: [{ login: ['read', 'write'] }] }, schemes()),
    ['security-tightened: GET /orders/{id}, security is not met by login (read) any more'],
    [],
  ],
  [
    'where credentials are given',
    withOperation({ security: [{ key: [] }] }, schemes()),
    withOperation({ security: [{ key: [] }] }, schemes({ in: 'query' })),
    ['security-scheme-changed: security scheme key is another one now'],
    ['security-scheme-changed: security scheme key is another one now'],
  ],
  [
    'a webhook',
    withOperation({}, { webhooks: { paid: { post: { responses: ok } } } }),
    withOperation({}),
    ['callback-removed: webhook paid is gone'],
    [],
  ],
  [
    'what a webhook sends',
    withOperation({}, { webhooks: { paid: { post: { responses: ok } } } }),
    withOperation(
      {},
      { webhooks: { paid: { post: { requestBody: { content: json }, responses: ok } } } },
    ),
    ['callback-not-comparable: webhook paid is another one now'],
    ['callback-not-comparable: webhook paid is another one now'],
  ],
  [
    'a callback',
    withOperation({ callbacks: { done: { '{$request.body#/url}': { post: { responses: ok } } } } }),
    withOperation({}),
    ['callback-removed: GET /orders/{id}, callback done is gone'],
    [],
  ],
  [
    'a path and a method of it',
    {
      openapi: '3.1.0',
      info,
      paths: { '/a': { get: { responses: ok }, put: { responses: ok } }, '/b': {} },
    },
    { openapi: '3.1.0', info, paths: { '/a': { get: { responses: ok } } } },
    ['operation-removed: PUT /a is gone', 'path-removed: /b is gone'],
    [],
  ],
  [
    'the name of a parameter in a path',
    {
      openapi: '3.1.0',
      info,
      paths: {
        '/a/{id}': {
          parameters: [{ ...query('id', { required: true }), in: 'path' }],
          get: { responses: ok },
        },
      },
    },
    {
      openapi: '3.1.0',
      info,
      paths: {
        '/a/{key}': {
          get: { parameters: [{ ...query('key', { required: true }), in: 'path' }], responses: ok },
        },
      },
    },
    [],
    [],
  ],
];

describe.each(table)('%s', (_name, base, head, there, back) => {
  it('there', async () => expect(await broken(base, head)).toEqual(there));
  it('and back', async () => expect(await broken(head, base)).toEqual(back));
});

it('what many operations share is told once, with how many', async () => {
  const operation = {
    responses: {
      200: {
        description: 'Here.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } },
      },
    },
  };
  const document = (type: string) => ({
    ...withSchema('response', {}),
    paths: { '/a': { get: operation, post: operation }, '/b': { get: operation } },
    components: { schemas: { A: { type } } },
  });
  const { compareDocuments } = await import('./compare-documents.ts');
  const { parsed } = await import('../testing/documents.ts');
  const changes = compareDocuments(
    await parsed(document('string')),
    await parsed(document('array')),
  );
  expect(changes.map(({ where, times }) => [where, times])).toEqual([['GET /a, response 200', 3]]);
});
