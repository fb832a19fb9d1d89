import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import {
  answerOnce,
  defineCursor,
  etagOf,
  page,
  pageOf,
  pageQuery,
  requireMatch,
  storable,
} from '@h-j-petroleum/toolkit-service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Action } from '../audit/entry.ts';
import { changeRequest } from '../changes/change-request.ts';
import type { Context } from '../changes/context.ts';
import { serviceName } from '../changes/context.ts';
import { isOwn } from '../domain/who-may-decide.ts';
import { problems } from '../problems.ts';
import type { LoadedRequest, Viewer } from '../store/approval-store.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import type { Event, Step } from '../trail/next-entry.ts';
import { nextEntry } from '../trail/next-entry.ts';
import { requestView, viewOf } from '../views/request-view.ts';
import { oneLine, someLines } from '../views/text.ts';
import { byId, ownAlone, viewerOf, visible } from './request-access.ts';

const cursor = defineCursor(z.tuple([storable.integer]));
const said = { sequence: z.int(), at: z.iso.datetime(), by: z.string() } as const;
const newComment = z
  .strictObject({ text: someLines(4000) })
  .meta({ id: 'NewComment', example: { text: 'Which room is it for?' } });
const comment = z.object({ ...said, text: z.string() }).meta({ id: 'Comment' });

const file = {
  name: oneLine(200),
  url: z
    .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
    .max(2000)
    .describe('Where it lies. This service never fetches it.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
    .describe('Of its bytes, so that deciders can tell that it is the one that was attached.'),
  size: z.int().min(0).max(1e12).describe('In bytes.'),
  mediaType: z.string().regex(/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/, 'must be a media type'),
} as const;
const newAttachment = z.strictObject(file).meta({ id: 'NewAttachment' });
const attachment = z.object({ ...said, ...file }).meta({ id: 'Attachment' });
const withdrawal = z
  .strictObject({ comment: someLines(2000).optional() })
  .meta({ id: 'Withdrawal', example: { comment: 'Ordered elsewhere.' } });

/** What is said and done about a request beside decisions. */
export function conversationRoutes(context: Context): ServiceRoutes {
  /** Appends what the caller says to a request that they see. */
  const say = (
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
    viewer: Viewer,
    event: Pick<Event, 'happening' | 'action' | 'data'>,
    check: (loaded: LoadedRequest) => void,
  ) =>
    answerOnce(context.pool, request, reply, { service: serviceName }, async (client) => {
      const changed = await changeRequest(
        client,
        context,
        request.params.id,
        viewer,
        (loaded): Step => {
          visible(request, loaded);
          requireMatch(request, loaded.request.version);
          check(loaded);
          const step = nextEntry(loaded, { ...event, actor: viewer.subject, at: viewer.now });
          if (step !== undefined) return step;
          throw problems(
            'request-closed',
            `It is ${loaded.request.state}, and takes this no more.`,
          );
        },
      );
      const after = visible(request, changed);
      const headers = { etag: etagOf(after.request.version) };
      return { status: 201, headers, body: viewOf(after) };
    });
  const requesterAlone =
    (subject: string) =>
    ({ request }: LoadedRequest): void => {
      if (!isOwn(request, subject)) throw problems('not-the-requester', 'It is another’s request.');
    };
  const listOf = async (
    request: FastifyRequest<{ Params: { id: string } }>,
    action: Action,
    { limit, cursor: at }: { limit: number; cursor?: string | undefined },
  ) => {
    const store = postgresRequests(context.pool);
    const viewer = viewerOf(request, context.clock());
    visible(request, await store.find(request.params.id, viewer));
    const [after = 0] = cursor.decode(at) ?? [];
    const rows = await store.trail(request.params.id, after, limit + 1, action);
    const { items, ...more } = page(rows, limit, cursor, ({ sequence }): [number] => [sequence]);
    return {
      ...more,
      items: items.map(({ sequence, at: time, actor, data }) => ({
        ...{ sequence, at: time.toISOString(), by: actor },
        data,
      })),
    };
  };
  return (app) => {
    app.route({
      method: 'POST',
      url: '/v1/requests/:id/withdrawal',
      config: {
        ...{ access: ownAlone, ifMatch: 'optional', idempotency: 'optional' },
        problems: ['not-the-requester', 'request-closed', 'conflict'],
      },
      schema: {
        ...{ summary: 'Takes a request back', tags: ['requests'] },
        ...{ params: byId, body: withdrawal, response: { 201: requestView } },
      },
      handler: (request, reply) => {
        const viewer = viewerOf(request, context.clock());
        const event = { happening: 'withdraw', action: 'withdrawn', data: request.body } as const;
        return say(request, reply, viewer, event, requesterAlone(viewer.subject));
      },
    });
    app.route({
      method: 'POST',
      url: '/v1/requests/:id/comments',
      config: {
        ...{ access: ownAlone, ifMatch: 'optional', idempotency: 'optional' },
        problems: ['not-a-participant', 'conflict'],
      },
      schema: {
        ...{ summary: 'Says something about a request', tags: ['conversation'] },
        ...{ params: byId, body: newComment, response: { 201: requestView } },
      },
      handler: async (request, reply) => {
        const viewer = viewerOf(request, context.clock());
        const event = { happening: 'comment', action: 'commented', data: request.body } as const;
        const part = { ...viewer, withoutAudit: true } as const;
        const store = postgresRequests(context.pool);
        visible(request, await store.find(request.params.id, viewer));
        if ((await store.find(request.params.id, part)) === undefined)
          throw problems('not-a-participant', 'An auditor reads, and adds nothing.');
        return say(request, reply, viewer, event, () => undefined);
      },
    });
    app.route({
      method: 'GET',
      url: '/v1/requests/:id/comments',
      config: { access: ownAlone, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'What was said, the oldest first', tags: ['conversation'] },
        ...{ params: byId, querystring: z.object(pageQuery), response: { 200: pageOf(comment) } },
      },
      handler: async (request) => {
        const { items, ...more } = await listOf(request, 'commented', request.query);
        return {
          ...more,
          items: items.map(({ data, ...one }) => comment.parse({ ...data, ...one })),
        };
      },
    });
    app.route({
      method: 'POST',
      url: '/v1/requests/:id/attachments',
      config: {
        ...{ access: ownAlone, ifMatch: 'optional', idempotency: 'optional' },
        problems: ['not-the-requester', 'request-closed', 'conflict'],
      },
      schema: {
        ...{ summary: 'Attaches a file by its address and hash', tags: ['conversation'] },
        ...{ params: byId, body: newAttachment, response: { 201: requestView } },
      },
      handler: (request, reply) => {
        const viewer = viewerOf(request, context.clock());
        const event = { happening: 'attach', action: 'attached', data: request.body } as const;
        return say(request, reply, viewer, event, requesterAlone(viewer.subject));
      },
    });
    app.route({
      method: 'GET',
      url: '/v1/requests/:id/attachments',
      config: { access: ownAlone, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'What was attached, the oldest first', tags: ['conversation'] },
        ...{
          params: byId,
          querystring: z.object(pageQuery),
          response: { 200: pageOf(attachment) },
        },
      },
      handler: async (request) => {
        const { items, ...more } = await listOf(request, 'attached', request.query);
        return {
          ...more,
          items: items.map(({ data, ...one }) => attachment.parse({ ...data, ...one })),
        };
      },
    });
  };
}
