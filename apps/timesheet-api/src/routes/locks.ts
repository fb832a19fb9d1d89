import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import {
  answerOnce,
  defineCursor,
  page,
  pageOf,
  pageQuery,
  problem,
  storable,
} from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { z } from 'zod';
import type { StoredLock } from '../store/locks.ts';
import { addLock, liftLock, listLocks } from '../store/locks.ts';
import { everybody, locking } from './access.ts';

const tags = ['locks'];
const cursor = defineCursor(z.tuple([storable.day, z.uuid()]));
const body = z
  .strictObject({
    from: storable.day,
    to: storable.day.describe('the last locked day'),
    team: z.string().min(1).max(100).optional().describe('everybody where it is missing'),
    reason: z.string().min(1).max(500),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not come before from' });
const lockView = z
  .object({
    ...{ id: z.uuid(), from: z.iso.date(), to: z.iso.date(), team: z.string().nullable() },
    ...{ reason: z.string(), createdBy: z.string(), createdAt: z.iso.datetime() },
    ...{ liftedBy: z.string().nullable(), liftedAt: z.iso.datetime().nullable() },
  })
  .meta({ id: 'PeriodLock' });

const viewOf = (lock: StoredLock): z.output<typeof lockView> => ({
  ...lock,
  createdAt: lock.createdAt.toISOString(),
  liftedAt: lock.liftedAt?.toISOString() ?? null,
});

/** Periods in which nothing changes any more. */
export function lockRoutes({ pool }: { readonly pool: pg.Pool }): ServiceRoutes {
  return (app) => {
    app.route({
      ...{ method: 'GET', url: '/v1/locks' },
      config: { access: everybody, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'Locks that hold and that were lifted, the latest period first', tags },
        ...{ querystring: z.object(pageQuery), response: { 200: pageOf(lockView) } },
      },
      handler: async (request) => {
        const { limit, cursor: at } = request.query;
        const rows = await listLocks(pool, cursor.decode(at), limit + 1);
        const { items, next } = page(rows, limit, cursor, ({ from, id }): [string, string] => [
          from,
          id,
        ]);
        return { items: items.map(viewOf), ...(next === undefined ? {} : { next }) };
      },
    });
    app.route({
      ...{ method: 'POST', url: '/v1/locks' },
      config: { access: locking, idempotency: 'optional' },
      schema: {
        ...{ summary: 'Locks a period', tags, body, response: { 201: lockView } },
      },
      handler: (request, reply) => {
        const { from, to, team, reason } = request.body;
        return answerOnce(pool, request, reply, { service: 'timesheet-api' }, async (client) => {
          const createdBy = request.caller().subject;
          const lock = await addLock(client, { from, to, team: team ?? null, reason, createdBy });
          return { status: 201, body: viewOf(lock) };
        });
      },
    });
    app.route({
      ...{ method: 'DELETE', url: '/v1/locks/:id' },
      config: { access: locking },
      schema: {
        ...{ summary: 'Lifts a lock; it stays as a record', tags },
        ...{ params: z.object({ id: z.uuid() }), response: { 200: lockView } },
      },
      handler: async (request) => {
        const lock = await liftLock(pool, request.params.id, request.caller().subject);
        if (lock === undefined) throw problem('not-found', 'There is no such lock that holds.');
        return viewOf(lock);
      },
    });
  };
}
