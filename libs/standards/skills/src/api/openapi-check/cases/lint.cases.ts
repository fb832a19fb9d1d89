import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { document, notApplicable, operation, shop } from './trees.ts';

const new31 = { base: shop(undefined) };
const here = { project: 'shop', file: 'apps/shop/openapi.json' };
const yaml = `openapi: 3.0.3
info: { title: shop, version: 1.0.0 }
security: []
paths:
  /orders:
    get:
      operationId: getOrders
      summary: All orders
      responses:
        '200': { description: Here they are. }
`;

/** What one document says, whatever it said before. */
export const lintCases: readonly Case[] = [
  {
    name: 'a document of 3.1 in JSON that was not there before',
    kind: 'valid',
    tree: shop(document()),
    ...new31,
    findings: [],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a document of 3.0 in YAML',
    kind: 'valid',
    tree: shop(undefined, { 'apps/shop/openapi.yaml': yaml }),
    ...new31,
    findings: [],
    outcomes: { root: notApplicable },
  },
  {
    name: 'documents elsewhere, by option, and none where a project need not have one',
    kind: 'valid',
    tree: shop(undefined, { 'apps/shop/api/v1.yaml': yaml, 'apps/shop/api/v2.json': document() }),
    ...new31,
    options: { documents: ['api/*.{json,yaml}'] },
    findings: [],
    outcomes: { root: notApplicable },
  },
  {
    name: 'no document where there must be one',
    kind: 'invalid',
    tree: shop(undefined),
    options: { required: ['apps/*'] },
    findings: [
      {
        message: 'document-missing',
        project: 'shop',
        file: 'apps/shop/package.json',
        line: 1,
        expected: 'openapi.{json,yaml,yml}',
        actual: 'none',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a response without what a valid one has',
    kind: 'invalid',
    tree: shop(
      document({ paths: { '/orders': { get: { ...operation(), responses: { 200: {} } } } } }),
    ),
    findings: [
      {
        ...here,
        message: 'invalid',
        line: 14,
        expected: 'a valid document of OpenAPI 3.1',
        actual: 'The field `description` must be present on this level.',
        text: 'The field `description` must be present on this level. (struct)',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a nullable of 3.0 in 3.1',
    kind: 'invalid',
    tree: shop(
      document({ paths: { '/orders': { get: operation({ type: 'string', nullable: true }) } } }),
    ),
    findings: [
      {
        ...here,
        message: 'invalid',
        line: 20,
        expected: 'a valid document of OpenAPI 3.1',
        actual: 'Property `nullable` is not expected here.',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'two operations of one id, and credentials that are said nowhere',
    kind: 'invalid',
    tree: shop(
      document({
        paths: { '/orders': { get: operation(), put: operation({}, { security: [{ key: [] }] }) } },
      }),
    ),
    ...new31,
    findings: [
      {
        ...here,
        message: 'lint',
        line: 37,
        expected: 'what operation-operationId-unique asks for',
        actual: 'Every operation must have a unique `operationId`.',
        text: 'Every operation must have a unique `operationId`. (operation-operationId-unique)',
      },
      {
        ...here,
        message: 'lint',
        line: 52,
        expected: 'what security-defined asks for',
        actual: 'There is no `key` security scheme defined.',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a rule that is skipped, and one that is none',
    kind: 'invalid',
    tree: shop(
      document({ paths: { '/orders': { get: operation({}, { operationId: undefined }) } } }),
      { 'standards.config.json': { skills: {} } },
    ),
    ...new31,
    options: { skipRules: ['operation-operationId', 'operation-id'] },
    findings: [
      {
        project: 'shop',
        file: 'standards.config.json',
        message: 'rule-unknown',
        line: 2,
        expected: 'a rule of the lint',
        actual: 'operation-id',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'JSON that ends early',
    kind: 'invalid',
    tree: shop('{\n  "openapi": "3.1.0",\n'),
    findings: [
      {
        ...here,
        message: 'unreadable',
        line: 3,
        expected: 'JSON',
        actual: 'Expected double-quoted property name in JSON at position 24 (line 3 column 1)',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a document that says of no version',
    kind: 'invalid',
    tree: shop({ info: { title: 'shop', version: '1.0.0' }, paths: {} }),
    findings: [
      {
        ...here,
        message: 'version-unknown',
        line: 1,
        expected: 'openapi: 3.0.x or 3.1.x',
        actual: 'none',
      },
    ],
    outcomes: { root: notApplicable },
  },
  {
    name: 'a document of Swagger 2.0 is not judged, and says so',
    kind: 'edge',
    tree: shop({ swagger: '2.0', info: { title: 'shop', version: '1.0.0' }, paths: {} }),
    findings: [],
    outcomes: {
      root: notApplicable,
      shop: {
        outcome: 'not-supported',
        reason: 'apps/shop/openapi.json is written in version 2.0; OpenAPI 3.0 and 3.1 are judged.',
      },
    },
  },
];
