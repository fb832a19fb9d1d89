import { randomUUID } from 'node:crypto';
import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import {
  answerOnce,
  defineCursor,
  page,
  pageOf,
  pageQuery,
  transaction,
} from '@h-j-petroleum/toolkit-service';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../changes/context.ts';
import { serviceName } from '../changes/context.ts';
import { person, role } from '../domain/policy/policy.ts';
import { problems } from '../problems.ts';
import type { StoredDelegation } from '../store/approval-store.ts';
import { postgresDelegations } from '../store/postgres/delegations.ts';
import { oneLine } from '../views/text.ts';
import { byId, ownPeopleAlone } from './request-access.ts';

const cursor = defineCursor(z.tuple([z.iso.datetime(), z.uuid()]));
const time = z.iso.datetime({ offset: true });
const longest = 366;

const newDelegation = z
  .strictObject({
    to: person.describe('Who decides for the caller.'),
    roles: z
      .array(role)
      .max(50)
      .default([])
      .describe(
        'Roles of the caller that go with it. Without them it holds where the caller is named.',
      ),
    policies: z.array(z.string().max(64)).min(1).max(100).optional().describe('All, when absent.'),
    startsAt: time.optional().describe('Now, when absent.'),
    endsAt: time,
    reason: oneLine(200).optional(),
  })
  .meta({
    id: 'NewDelegation',
    example: { to: 'ben', roles: ['finance'], endsAt: '2026-12-24T00:00:00Z', reason: 'On leave' },
  });

const view = z
  .object({
    id: z.uuid(),
    from: z.string(),
    to: z.string(),
    roles: z.array(z.string()),
    policies: z.array(z.string()).optional(),
    reason: z.string().optional(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    createdAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'Delegation' });

/** Standing in for somebody. A machine decides nothing, so it has nothing to hand over. */
export function delegationRoutes({ pool, clock }: Context): ServiceRoutes {
  return (app) => {
    app.route({
      method: 'POST',
      url: '/v1/delegations',
      config: {
        ...{ access: ownPeopleAlone, idempotency: 'optional' },
        problems: ['role-not-yours', 'delegation-unfit'],
      },
      schema: {
        ...{ summary: 'Has another decide for the caller, for a time', tags: ['delegations'] },
        ...{ body: newDelegation, response: { 201: view } },
      },
      handler: (request, reply) => {
        request.ownedBy();
        const made = delegationOf(request, request.body, clock());
        return answerOnce(pool, request, reply, { service: serviceName }, async (client) => {
          await postgresDelegations(client).add(made);
          return { status: 201, body: viewOf(made) };
        });
      },
    });
    app.route({
      method: 'GET',
      url: '/v1/delegations',
      config: { access: ownPeopleAlone, problems: ['bad-cursor'] },
      schema: {
        ...{
          summary: 'Those that the caller gave or was given, the newest first',
          tags: ['delegations'],
        },
        ...{ querystring: z.object(pageQuery), response: { 200: pageOf(view) } },
      },
      handler: async (request) => {
        request.ownedBy();
        const { limit, cursor: at } = request.query;
        const [createdAt, id] = cursor.decode(at) ?? [];
        const after =
          createdAt === undefined || id === undefined
            ? undefined
            : { createdAt: new Date(createdAt), id };
        const { subject } = request.caller();
        const rows = await postgresDelegations(pool).of(subject, limit + 1, after);
        const { items, ...more } = page(rows, limit, cursor, (last): [string, string] => [
          last.createdAt.toISOString(),
          last.id,
        ]);
        return { ...more, items: items.map(viewOf) };
      },
    });
    app.route({
      method: 'POST',
      url: '/v1/delegations/:id/revocation',
      config: { access: ownPeopleAlone, problems: ['delegation-ended'] },
      schema: {
        ...{ summary: 'Ends a delegation that the caller gave', tags: ['delegations'] },
        ...{ params: byId, response: { 200: view } },
      },
      handler: (request) =>
        transaction(pool, async (client) => {
          const store = postgresDelegations(client);
          const { subject } = request.caller();
          const before = await store.find(request.params.id);
          request.owned(before?.from ?? [], 'delegation');
          const isRevoked = await store.revoke(request.params.id, subject, clock());
          const after = await store.find(request.params.id);
          if (!isRevoked || after === undefined)
            throw problems('delegation-ended', 'It has ended already.');
          return viewOf(after);
        }),
    });
  };
}

function delegationOf(
  request: FastifyRequest,
  { to, roles, policies, startsAt, endsAt, reason }: z.output<typeof newDelegation>,
  now: Date,
): StoredDelegation {
  const caller = request.caller();
  const foreign = roles.filter((one) => !caller.roles.includes(one));
  if (foreign.length > 0)
    throw problems('role-not-yours', `The caller doesn’t have ${foreign.join(', ')}.`);
  const start = startsAt === undefined ? now : new Date(startsAt);
  const end = new Date(endsAt);
  if (to === caller.subject) throw problems('delegation-unfit', 'It is to the caller themselves.');
  if (end <= start || end <= now)
    throw problems('delegation-unfit', 'It ends before it begins, or has ended.');
  if (end.getTime() - start.getTime() > longest * 86_400_000)
    throw problems('delegation-unfit', `It is longer than ${longest} days.`);
  return {
    ...{ id: randomUUID(), from: caller.subject, to, roles: [...new Set(roles)] },
    ...(policies === undefined ? {} : { policies }),
    ...(reason === undefined ? {} : { reason }),
    ...{ startsAt: start, endsAt: end, createdAt: now },
  };
}

function viewOf(one: StoredDelegation): z.input<typeof view> {
  const { roles, policies, startsAt, endsAt, createdAt, revokedAt, ...rest } = one;
  return {
    ...{ ...rest, roles: [...roles] },
    ...(policies === undefined ? {} : { policies: [...policies] }),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    createdAt: createdAt.toISOString(),
    ...(revokedAt === undefined ? {} : { revokedAt: revokedAt.toISOString() }),
  };
}
