import {
  defineCursor,
  etagOf,
  page,
  pageOf,
  pageQuery,
  problem,
  storable,
  type Queryable,
  type ServiceRoutes,
} from '@h-j-petroleum/toolkit-service';
import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import { z } from 'zod';
import {
  countAhead,
  findDocument,
  listDocuments,
  readContent,
  type DocumentRow,
} from '../store/documents.ts';
import { readers } from './access.ts';
import { problems } from './problems.ts';
import { documentView, viewOf } from './views.ts';

const tags = ['documents'];
const params = z.object({ id: z.uuid() });
const cursor = defineCursor(z.tuple([storable.microseconds, z.uuid()]));
// Bytes, which no schema reads.
const bytes = z.unknown().meta({ type: 'string', format: 'binary' });

async function found(client: Queryable, request: FastifyRequest, id: string): Promise<DocumentRow> {
  const document = await findDocument(client, id);
  if (document === undefined) throw problem('not-found', 'There is no such document.');
  request.owned(document.owner, 'document');
  return document;
}

/** Documents, for who asked for them and for who may read all. */
export function documentRoutes({ pool }: { readonly pool: pg.Pool }): ServiceRoutes {
  return (app) => {
    app.route({
      ...{ method: 'GET', url: '/v1/documents' },
      config: { access: readers, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'Documents, the newest first', tags },
        querystring: z.object(pageQuery),
        response: { 200: pageOf(documentView) },
      },
      handler: async (request) => {
        const { limit, cursor: place } = request.query;
        const rows = await listDocuments(pool, {
          ...{ owner: request.ownedBy(), before: cursor.decode(place), limit: limit + 1 },
        });
        const { items, ...rest } = page(rows, limit, cursor, (last): [string, string] => [
          last.place,
          last.id,
        ]);
        return { items: items.map((row) => viewOf(row)), ...rest };
      },
    });
    app.route({
      ...{ method: 'GET', url: '/v1/documents/:id' },
      config: { access: readers },
      schema: { summary: 'A document', tags, params, response: { 200: documentView } },
      handler: async (request) => {
        const row = await found(pool, request, request.params.id);
        const isWaiting = row.state === 'queued' || row.state === 'making';
        return viewOf(row, isWaiting ? await countAhead(pool, row) : undefined);
      },
    });
    app.route({
      ...{ method: 'GET', url: '/v1/documents/:id/content' },
      config: { access: readers, problems: ['document-not-made', 'document-failed'] },
      schema: {
        ...{ summary: 'The PDF of a document; its ETag is its SHA-256', tags, params },
        response: {
          200: { description: 'PDF/A-2a', content: { 'application/pdf': { schema: bytes } } },
        },
      },
      handler: async (request, reply) => {
        const { id, state, sha256, template } = await found(pool, request, request.params.id);
        if (state === 'failed')
          throw problems('document-failed', 'The document could not be made; it says why.');
        if (sha256 === null)
          throw problems('document-not-made', `The document is ${state}.`, {
            headers: { 'retry-after': '2' },
          });
        const digest = Buffer.from(sha256, 'hex').toString('base64');
        void reply
          .type('application/pdf')
          .header('etag', etagOf(sha256))
          // Whoever keeps it asks again before it is shown: it may not be theirs any more.
          .header('cache-control', 'private, no-cache')
          .header('content-disposition', `inline; filename="${template}-${id}.pdf"`)
          .header('repr-digest', `sha-256=:${digest}:`);
        // Who has it already gets 304 by the ETag; the bytes need not leave the database.
        if (request.headers['if-none-match']?.includes(etagOf(sha256)) === true)
          return reply.send('');
        return reply.send(await readContent(pool, id));
      },
    });
  };
}
