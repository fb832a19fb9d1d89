import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { answerOnce, etagOf, problem, requireMatch } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';
import { applyStep } from '../changes/apply-step.ts';
import type { Context } from '../changes/context.ts';
import { serviceName } from '../changes/context.ts';
import { person } from '../domain/policy/policy.ts';
import { verdicts } from '../domain/request.ts';
import { standingOf } from '../domain/standing.ts';
import { waysToDecide } from '../domain/who-may-decide.ts';
import { problems } from '../problems.ts';
import { postgresDelegations } from '../store/postgres/delegations.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import { recordDecision } from '../trail/record-decision.ts';
import { requestView, viewOf } from '../views/request-view.ts';
import { someLines } from '../views/text.ts';
import { actorOf, byId, ownAlone, ownPeopleAlone, viewerOf, visible } from './request-access.ts';

const newDecision = z
  .strictObject({
    decision: z.enum(verdicts),
    comment: someLines(2000).optional().describe('Why. Compulsory for reject and return.'),
    step: z.string().max(64).optional().describe('Where the caller may decide in several.'),
    onBehalfOf: person.optional().describe('For whom, where the caller stands in for somebody.'),
  })
  .meta({ id: 'NewDecision', example: { decision: 'approve', comment: 'Within the budget.' } });

const ways = z
  .object({
    ways: z.array(z.object({ step: z.string(), onBehalfOf: z.string() })),
    obstacle: z.string().optional().describe('Code of the problem that a decision would be.'),
  })
  .meta({ id: 'Ways' });

// The entry with all that follows from it is one statement, which comes after what is read.
const once = { service: serviceName, oneChange: true } as const;

/** Deciding, and whether one may. */
export function decisionRoutes(context: Context): ServiceRoutes {
  return (app) => {
    app.route({
      method: 'POST',
      url: '/v1/requests/:id/decisions',
      config: {
        ...{ access: ownPeopleAlone, ifMatch: 'required', idempotency: 'optional' },
        problems: [
          ...['people-decide', 'own-request', 'not-a-decider', 'already-counted', 'request-closed'],
          ...['request-expired', 'comment-needed', 'ambiguous-decision', 'not-this-way'],
        ],
      },
      schema: {
        ...{ summary: 'Decides on the version that was seen', tags: ['decisions'] },
        ...{ params: byId, body: newDecision, response: { 201: requestView } },
      },
      handler: (request, reply) =>
        answerOnce(context.pool, request, reply, once, async (client) => {
          const now = context.clock();
          const store = postgresRequests(client);
          const { loaded, delegations } = visible(
            request,
            await store.findToDecide(request.params.id, viewerOf(request, now)),
          );
          requireMatch(request, loaded.request.version);
          const { decision: verdict, ...wish } = request.body;
          const step = recordDecision(
            { verdict, ...wish },
            actorOf(request),
            loaded,
            delegations,
            now,
          );
          if (step.refusal !== undefined) throw problems(step.refusal, step.message);
          const after = await applyStep(client, context, step);
          if (after === undefined)
            throw problem('precondition-failed', 'Somebody else was faster. Look at it again.');
          const headers = { etag: etagOf(after.request.version) };
          return { status: 201, headers, body: viewOf(after) };
        }),
    });
    app.route({
      method: 'GET',
      url: '/v1/requests/:id/ways',
      config: { access: ownAlone },
      schema: {
        ...{
          summary: 'In which steps, and for whom, the caller may decide now',
          tags: ['decisions'],
        },
        ...{ params: byId, response: { 200: ways } },
      },
      handler: async (request) => {
        const now = context.clock();
        const viewer = viewerOf(request, now);
        const found = await postgresRequests(context.pool).find(request.params.id, viewer);
        const loaded = visible(request, found);
        const delegations = await postgresDelegations(context.pool).holdingFor(viewer.subject, now);
        const standing = standingOf(loaded.request, loaded.decisions, now);
        if (standing.state !== 'pending')
          return {
            ways: [],
            obstacle: loaded.request.state === 'pending' ? 'request-expired' : 'request-closed',
          };
        const { ways: open, obstacle } = waysToDecide(
          actorOf(request),
          loaded.request,
          standing,
          loaded.decisions,
          delegations,
          now,
        );
        return { ways: [...open], ...(obstacle === undefined ? {} : { obstacle }) };
      },
    });
  };
}
