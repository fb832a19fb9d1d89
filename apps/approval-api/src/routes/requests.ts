import { randomUUID } from 'node:crypto';
import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { answerOnce, etagOf, sendVersion } from '@h-j-petroleum/toolkit-service';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../changes/context.ts';
import { serviceName } from '../changes/context.ts';
import { amount } from '../domain/amount.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { problems } from '../problems.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import { fileRequest } from '../trail/file-request.ts';
import { payload } from '../views/payload.ts';
import { requestView, subject, viewOf } from '../views/request-view.ts';
import { oneLine } from '../views/text.ts';
import { byId, ownAlone, viewerOf, visible } from './request-access.ts';

const newRequest = z
  .strictObject({
    policy: z.string().min(1).max(64).describe('Name of the policy; GET /v1/policies has them.'),
    subject,
    title: oneLine(200).describe('What it is, in a line that people read.'),
    payload: payload.default({}),
    amount: amount.optional(),
    requester: oneLine(200)
      .optional()
      .describe('For whom a machine asks. People ask for themselves.'),
    named: z
      .record(z.string().max(64), z.array(oneLine(200)).min(1).max(50))
      .optional()
      .describe('People whom the policy leaves to the request to name. For machines.'),
    callback: z
      .strictObject({
        url: z.url().max(2000),
        secretName: z.string().min(1).max(64),
      })
      .optional()
      .describe('Where the outcome is told, as a signed webhook (Standard Webhooks).'),
  })
  .meta({
    id: 'NewRequest',
    example: {
      policy: 'purchase',
      subject: { type: 'purchase', id: 'po-1042', version: '1' },
      title: 'A new pump for rig 7',
      payload: { supplier: 'Pumpen Weber', delivery: '2026-12-01' },
      amount: { value: '1250.00', currency: 'EUR' },
    },
  });

/** Requests: making them, and reading one. */
export function requestRoutes(context: Context): ServiceRoutes {
  return (app) => {
    app.route({
      method: 'POST',
      url: '/v1/requests',
      config: {
        ...{ access: 'authenticated', idempotency: 'optional' },
        problems: [
          'policy-unknown',
          'policy-unfit',
          'policy-not-yours',
          'not-for-others',
          'callback-refused',
        ],
      },
      schema: {
        ...{ summary: 'Asks for approval', tags: ['requests'] },
        ...{ body: newRequest, response: { 201: requestView } },
      },
      handler: async (request, reply) => {
        const { body } = request;
        const policy = policyFor(context, request, body);
        const fault = body.callback && context.outbox.webhookFault(body.callback);
        if (fault !== undefined) throw problems('callback-refused', fault);
        const caller = request.caller().subject;
        return answerOnce(
          context.pool,
          request,
          reply,
          { service: serviceName, oneChange: true },
          async (client) => {
            const { requester = caller, ...asked } = body;
            const filing = { ...asked, id: randomUUID(), requester, filedBy: caller };
            const filed = fileRequest(policy, filing, context.clock());
            if (filed.request === undefined)
              throw problems('policy-unfit', `"${policy.name}" can’t be used for this request.`, {
                errors: filed.problems.map((message) => ({ pointer: '/body', message })),
              });
            await postgresRequests(client).insert(filed.request, filed.entry, filed.waiting);
            context.metrics.wrote(filed.entry, filed.request);
            const headers = {
              etag: etagOf(filed.request.version),
              location: `/v1/requests/${filed.request.id}`,
            };
            return { status: 201, headers, body: viewOf(filed.after) };
          },
        );
      },
    });
    app.route({
      method: 'GET',
      url: '/v1/requests/:id',
      config: { access: ownAlone },
      schema: {
        ...{ summary: 'A request, where it stands, and who decided what', tags: ['requests'] },
        ...{ params: byId, response: { 200: requestView } },
      },
      handler: async (request, reply) => {
        const viewer = viewerOf(request, context.clock());
        const store = postgresRequests(context.pool);
        const loaded = visible(request, await store.find(request.params.id, viewer));
        sendVersion(reply, loaded.request.version);
        return viewOf(loaded);
      },
    });
  };
}

/** The policy that is asked under, if the caller may ask so. */
function policyFor(
  { policies }: Context,
  request: FastifyRequest,
  body: z.output<typeof newRequest>,
): Policy {
  const { kind, roles } = request.caller();
  const policy = policies.get(body.policy);
  if (policy === undefined)
    throw problems('policy-unknown', `There is no policy "${body.policy}".`);
  if (policy.requesters?.some((role) => roles.includes(role)) === false)
    throw problems(
      'policy-not-yours',
      `"${policy.name}" is for ${policy.requesters.join(', ')} to ask under.`,
    );
  if (kind !== 'machine' && (body.requester ?? body.named) !== undefined)
    throw problems('not-for-others', 'Only a machine may name the requester or who decides.');
  return policy;
}
