import type { OpenApiDocument } from '../document/node.ts';
import { loadDocument } from '../document/load-document.ts';
import { compareDocuments } from '../compare/compare-documents.ts';

/** A document as a test writes it. */
export type Written = Readonly<Record<string, unknown>>;

export const info = { title: 'shop', version: '1.0.0' };

/** A document with one operation, `POST /orders`, that takes or gives one schema. */
export function withSchema(
  direction: 'request' | 'response',
  schema: unknown,
  more: Written = {},
): Written {
  const content = { 'application/json': { schema } };
  const post =
    direction === 'request'
      ? { requestBody: { content }, responses: { 204: { description: 'Done.' } } }
      : { responses: { 200: { description: 'Here.', content } } };
  return { openapi: '3.1.0', info, paths: { '/orders': { post } }, ...more };
}

/** A document with one operation, `GET /orders/{id}`. */
export function withOperation(operation: Written, more: Written = {}): Written {
  const get = { responses: { 200: { description: 'Here.' } }, ...operation };
  return { openapi: '3.1.0', info, paths: { '/orders/{id}': { get } }, ...more };
}

export async function parsed(
  document: Written,
  others: Readonly<Record<string, string>> = {},
): Promise<OpenApiDocument> {
  const texts: Record<string, string> = { ...others, 'openapi.json': JSON.stringify(document) };
  const loaded = await loadDocument('openapi.json', '', (file) => Promise.resolve(texts[file]));
  if (loaded.state !== 'read') throw new Error(`the document is ${loaded.state}`);
  return loaded.document;
}

/** What breaks between two documents: `rule: where says`, sorted. */
export async function broken(base: Written, head: Written): Promise<string[]> {
  const changes = compareDocuments(await parsed(base), await parsed(head));
  return changes.map(({ rule, where, says }) => `${rule}: ${where} ${says}`).sort();
}
