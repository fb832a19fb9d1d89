import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { defineCursor, page, pageOf, pageQuery, storable } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';
import { actions } from '../audit/entry.ts';
import type { Context } from '../changes/context.ts';
import { states } from '../domain/transitions.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import { byId, ownAlone, viewerOf, visible } from './request-access.ts';

const cursor = defineCursor(z.tuple([storable.integer]));
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');

const entry = z
  .object({
    request: z.uuid(),
    sequence: z.int(),
    at: z.iso.datetime(),
    actor: z.string(),
    action: z.enum(actions),
    state: z.enum(states).describe('Of the request, after it.'),
    data: z.record(z.string(), z.unknown()),
    previous: hash.nullable(),
    hash: hash.describe('SHA-256 of the other members as canonical JSON (RFC 8785).'),
  })
  .meta({ id: 'AuditEntry' });

const known = z
  .object({
    known: z.boolean(),
    requestId: z.uuid().optional(),
    outcome: z.enum(states).optional(),
    at: z.iso.datetime().optional(),
  })
  .meta({ id: 'KnownHead' });

/** The trail of a request, and whether a hash on a certificate is one of this service's outcomes. */
export function auditRoutes({ pool, clock }: Context): ServiceRoutes {
  return (app) => {
    app.route({
      method: 'GET',
      url: '/v1/requests/:id/audit',
      config: { access: ownAlone, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'Everything that happened to a request, in order', tags: ['audit'] },
        ...{ params: byId, querystring: z.object(pageQuery), response: { 200: pageOf(entry) } },
      },
      handler: async (request) => {
        const { limit, cursor: at } = request.query;
        const store = postgresRequests(pool);
        visible(request, await store.find(request.params.id, viewerOf(request, clock())));
        const [after = 0] = cursor.decode(at) ?? [];
        const rows = await store.trail(request.params.id, after, limit + 1);
        const { items, ...more } = page(rows, limit, cursor, ({ sequence }): [number] => [
          sequence,
        ]);
        return {
          ...more,
          items: items.map(({ requestId, at: time, data, previous, hash: own, ...rest }) => ({
            ...{ request: requestId, ...rest, at: time.toISOString(), data: { ...data } },
            ...{ previous: previous?.toString('hex') ?? null, hash: own.toString('hex') },
          })),
        };
      },
    });
    app.route({
      method: 'GET',
      url: '/v1/audit/heads/:hash',
      // Whoever holds a certificate may ask. The hash tells nobody anything who doesn't hold it already.
      config: { access: 'public' },
      schema: {
        ...{ summary: 'Whether a hash is that of an outcome recorded here', tags: ['audit'] },
        ...{ params: z.object({ hash }), response: { 200: known } },
      },
      handler: async (request) => {
        const found = await postgresRequests(pool).outcomeByHash(
          Buffer.from(request.params.hash, 'hex'),
        );
        if (found === undefined) return { known: false };
        const { requestId, state, at } = found;
        return { known: true, requestId, outcome: state, at: at.toISOString() };
      },
    });
  };
}
