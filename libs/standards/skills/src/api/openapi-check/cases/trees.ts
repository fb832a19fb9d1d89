import type { CaseFile, CaseTree } from '@h-j-petroleum/standards-engine/testing';

/** A workspace with one service, `shop`, and its document. */
export function shop(document: CaseFile | undefined, more: CaseTree = {}): CaseTree {
  return {
    'package.json': {
      name: 'root',
      private: true,
      packageManager: 'npm@11.0.0',
      workspaces: ['apps/*'],
    },
    'apps/shop/package.json': { name: 'shop', version: '1.0.0' },
    ...(document === undefined ? {} : { 'apps/shop/openapi.json': document }),
    ...more,
  };
}

/** A document with one operation; its order has an id and a total. */
export const document = (more: Readonly<Record<string, unknown>> = {}) => ({
  openapi: '3.1.0',
  info: { title: 'shop', version: '1.0.0' },
  security: [],
  paths: { '/orders': { get: operation() } },
  ...more,
});

export const operation = (
  schema: unknown = order,
  more: Readonly<Record<string, unknown>> = {},
) => ({
  operationId: 'getOrders',
  summary: 'All orders',
  responses: {
    200: { description: 'Here they are.', content: { 'application/json': { schema } } },
  },
  ...more,
});

export const order = {
  type: 'object',
  properties: { id: { type: 'string' }, total: { type: 'number' } },
  required: ['id'],
};

export const notApplicable = {
  outcome: 'not-applicable',
  reason: 'It has no OpenAPI document.',
} as const;
