import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { document, notApplicable, operation, order, shop } from './trees.ts';

const here = { project: 'shop', file: 'apps/shop/openapi.json' };
const refers = (reference: string) =>
  document({ paths: { '/orders': { get: operation({ $ref: reference }) } } });

/** Where references lead. */
export const referenceCases: readonly Case[] = [
  {
    name: 'into a file of the project and round in a circle',
    kind: 'valid',
    tree: shop(refers('./schemas/order.json#/Order'), {
      'apps/shop/schemas/order.json': {
        Order: { ...order, properties: { id: { type: 'string' }, part: { $ref: '#/Order' } } },
      },
    }),
    base: shop(undefined),
    findings: [],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a change in a file that is referred to',
    kind: 'invalid',
    tree: shop(refers('./schemas/order.yaml#/Order'), {
      'apps/shop/schemas/order.yaml': 'Order:\n  type: object\n  properties: {}\n',
    }),
    base: shop(refers('./schemas/order.yaml#/Order'), {
      'apps/shop/schemas/order.yaml':
        'Order:\n  type: object\n  properties:\n    id: { type: string }\n',
    }),
    findings: [
      {
        project: 'shop',
        file: 'apps/shop/schemas/order.yaml',
        message: 'breaking',
        line: 1,
        expected: 'the property, as at apps/shop/schemas/order.yaml:4 of 0123456789ab',
        actual: 'none, at apps/shop/schemas/order.yaml:1',
        text: 'GET /orders, response 200.id is gone (response-property-removed)',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'nowhere',
    kind: 'invalid',
    tree: shop(refers('#/components/schemas/Order')),
    findings: [
      {
        ...here,
        message: 'invalid',
        line: 18,
        expected: 'a valid document of OpenAPI 3.1',
        actual: "Can't resolve $ref",
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'to another machine; what is not followed is not fetched',
    kind: 'invalid',
    tree: shop(refers('https://example.com/order.json')),
    findings: [
      {
        ...here,
        message: 'reference-remote',
        line: 19,
        expected: 'a reference inside the project',
        actual: 'https://example.com/order.json',
        text: 'The reference https://example.com/order.json leads to another machine',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'out of the project',
    kind: 'invalid',
    tree: shop(refers('../shared/order.json'), { 'apps/shared/order.json': order }),
    findings: [
      {
        ...here,
        message: 'reference-outside',
        line: 19,
        expected: 'a reference inside the project',
        actual: '../shared/order.json',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a reference in an example refers to nothing',
    kind: 'valid',
    tree: shop(
      document({
        paths: {
          '/orders': {
            get: operation({ type: 'object', example: { $ref: 'https://example.com/x.json' } }),
          },
        },
      }),
    ),
    base: shop(undefined),
    findings: [],
    outcomes: { root: notApplicable },
  },
];
