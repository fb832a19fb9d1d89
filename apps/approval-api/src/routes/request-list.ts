import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { defineCursor, pageOf, pageQuery } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';
import type { Context } from '../changes/context.ts';
import type { Actor } from '../domain/request.ts';
import { standingOf } from '../domain/standing.ts';
import { states } from '../domain/transitions.ts';
import { waysToDecide } from '../domain/who-may-decide.ts';
import type { LoadedRequest, Place, RequestFilter, Viewer } from '../store/approval-store.ts';
import { postgresDelegations } from '../store/postgres/delegations.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import { requestSummary, summaryOf } from '../views/request-view.ts';
import { actorOf, ownAlone, viewerOf } from './request-access.ts';

const cursor = defineCursor(z.tuple([z.iso.datetime(), z.uuid()]));

const query = z.object({
  ...pageQuery,
  state: z.enum(states).optional(),
  policy: z.string().max(64).optional(),
  requester: z.string().max(200).optional(),
  subjectType: z.string().max(80).optional(),
  subjectId: z.string().max(200).optional(),
  waiting: z
    .literal('me')
    .optional()
    .describe('Only those on which the caller may decide now, for themselves or for another.'),
});

/** The caller's requests, and those that wait for them. */
export function requestListRoutes(context: Context): ServiceRoutes {
  return (app) => {
    app.route({
      method: 'GET',
      url: '/v1/requests',
      config: { access: ownAlone, problems: ['bad-cursor'] },
      schema: {
        ...{
          summary: 'Requests that the caller has to do with, the newest first',
          tags: ['requests'],
        },
        ...{ querystring: query, response: { 200: pageOf(requestSummary) } },
      },
      handler: async (request) => {
        // What is listed is confined to the caller by the store.
        request.ownedBy();
        const { limit, cursor: at, waiting, ...filter } = request.query;
        const [time, id] = cursor.decode(at) ?? [];
        const after =
          time === undefined || id === undefined ? undefined : { createdAt: new Date(time), id };
        const viewer = viewerOf(request, context.clock());
        const found =
          waiting === undefined
            ? await pageOfAll(context, viewer, filter, limit, after)
            : await pageOfWaiting(context, viewer, actorOf(request), filter, limit, after);
        return {
          items: found.items.map(summaryOf),
          ...(found.last === undefined
            ? {}
            : { next: cursor.encode([found.last.createdAt.toISOString(), found.last.id]) }),
        };
      },
    });
  };
}

interface Found {
  readonly items: readonly LoadedRequest[];
  /** Where the page ended, if there may be more. */
  readonly last?: Place;
}

async function pageOfAll(
  { pool }: Context,
  viewer: Viewer,
  filter: RequestFilter,
  limit: number,
  after: Place | undefined,
): Promise<Found> {
  const rows = await postgresRequests(pool).list(viewer, filter, limit + 1, after);
  const items = rows.slice(0, limit);
  const last = items.at(-1)?.request;
  return rows.length > limit && last !== undefined ? { items, last } : { items };
}

/** How many requests are looked at for a page. Most that may wait do wait; a page may come out short, and says that there may be more. */
const looks = 1000;

async function pageOfWaiting(
  { pool }: Context,
  viewer: Viewer,
  actor: Actor,
  filter: RequestFilter,
  limit: number,
  after: Place | undefined,
): Promise<Found> {
  const { now, subject } = viewer;
  const delegations = await postgresDelegations(pool).holdingFor(subject, now);
  const rows = await postgresRequests(pool).list(
    viewer,
    { ...filter, waiting: true },
    Math.min(looks, limit * 4),
    after,
  );
  const items: LoadedRequest[] = [];
  for (const loaded of rows) {
    const { request, decisions } = loaded;
    if (items.length === limit) return { items, last: items[limit - 1]?.request ?? request };
    const standing = standingOf(request, decisions, now);
    const { ways } = waysToDecide(actor, request, standing, decisions, delegations, now);
    if (ways.length > 0) items.push(loaded);
  }
  const last = rows.at(-1)?.request;
  return rows.length < Math.min(looks, limit * 4) || last === undefined
    ? { items }
    : { items, last };
}
