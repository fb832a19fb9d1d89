import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { document, notApplicable, operation, order, shop } from './trees.ts';

const here = { project: 'shop', file: 'apps/shop/openapi.json' };
const answering = (schema: unknown, version = '1.0.0') =>
  document({
    info: { title: 'shop', version },
    paths: { '/orders': { get: operation(schema) } },
  });
const { total: _, ...withoutTotal } = order.properties;
const less = { ...order, properties: withoutTotal };

/** What a document was, and is. */
export const comparisonCases: readonly Case[] = [
  {
    name: 'a property that is gone, with both places',
    kind: 'invalid',
    tree: shop(answering(less)),
    base: shop(answering(order)),
    findings: [
      {
        ...here,
        message: 'breaking',
        line: 18,
        expected: 'the property, as at apps/shop/openapi.json:24 of 0123456789ab',
        actual: 'none, at apps/shop/openapi.json:18',
        text: 'GET /orders, response 200.total is gone (response-property-removed)',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'the same under another major version',
    kind: 'valid',
    tree: shop(answering(less, '2.0.0')),
    base: shop(answering(order)),
    findings: [],
    outcomes: { root: notApplicable },
  },
  {
    name: 'the same under another minor version is no leave',
    kind: 'invalid',
    tree: shop(answering(less, '1.1.0')),
    base: shop(answering(order)),
    findings: [
      {
        ...here,
        message: 'breaking',
        line: 18,
        expected: 'the property, as at apps/shop/openapi.json:24 of 0123456789ab',
        actual: 'none, at apps/shop/openapi.json:18',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a property that is added',
    kind: 'valid',
    tree: shop(answering(order)),
    base: shop(answering(less)),
    findings: [],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a path that is gone, of a document that was YAML',
    kind: 'invalid',
    tree: shop(document({ paths: {} })),
    base: shop(undefined, {
      'apps/shop/openapi.yml':
        'openapi: 3.0.3\ninfo: { title: shop, version: 1.0.0 }\npaths:\n  /orders: {}\n',
    }),
    findings: [
      {
        ...here,
        message: 'breaking',
        line: 8,
        expected: 'the path, as at apps/shop/openapi.yml:4 of 0123456789ab',
        actual: 'none, at apps/shop/openapi.json:8',
        text: '/orders is gone (path-removed)',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a pattern that is another',
    kind: 'invalid',
    tree: shop(answering({ type: 'string', pattern: '^a' })),
    base: shop(answering({ type: 'string', pattern: '^b' })),
    findings: [
      {
        ...here,
        message: 'not-comparable',
        line: 20,
        expected: 'pattern "^b", as at apps/shop/openapi.json:20 of 0123456789ab',
        actual: 'pattern "^a", at apps/shop/openapi.json:20',
        text: 'GET /orders, response 200 has another `pattern` (schema-not-comparable)',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a document that could not be read as it was',
    kind: 'invalid',
    tree: shop(answering(order)),
    base: shop({ swagger: '2.0', paths: {} }),
    findings: [
      {
        ...here,
        message: 'not-comparable',
        line: 2,
        expected: 'a document of OpenAPI 3.0 or 3.1 at 0123456789ab',
        actual: 'it is of version 2.0',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'without a history nobody knows what it was',
    kind: 'edge',
    tree: shop(answering(order)),
    findings: [],
    outcomes: {
      root: notApplicable,
      shop: {
        outcome: 'not-supported',
        reason: 'It is not known what apps/shop/openapi.json was: The case has no history.',
      },
    },
  },
];
