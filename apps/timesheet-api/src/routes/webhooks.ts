import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { problem, transaction, verifyWebhook } from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { z } from 'zod';
import { takeDecision } from '../actions/take-decision.ts';
import { approvalEvent, commentsOf } from '../approvals/contract.ts';

/** Where approval-api says what became of a request. Whoever signs with the shared secret is believed, and nobody else. */
export function webhookRoutes({
  pool,
  secrets,
}: {
  readonly pool: pg.Pool;
  readonly secrets: readonly string[];
}): ServiceRoutes {
  return (app) => {
    app.route({
      ...{ method: 'POST', url: '/v1/webhooks/approvals' },
      // One caller brings the decisions of a whole company.
      config: {
        ...{ access: 'public', rawBody: true, callsPerMinute: 6000 },
        problems: ['unauthenticated'],
      },
      schema: {
        summary: 'Takes a decision of approval-api, signed by Standard Webhooks, once',
        tags: ['webhooks'],
        // Signed first, then read: what it says stands in src/approvals/contract.ts.
        body: z.looseObject({}),
        response: { 200: z.object({ result: z.enum(['applied', 'repeated', 'ignored']) }) },
      },
      handler: async (request) => {
        const { id } = verifyWebhook(request.headers, request.rawBody ?? '', { secrets });
        const event = approvalEvent.safeParse(request.body);
        if (!event.success)
          throw problem('invalid-request', 'The event is none that approval-api sends.', {
            errors: event.error.issues.map(({ path, message }) => ({
              ...{ pointer: `/body/${path.join('/')}`, message },
            })),
          });
        const { type, data } = event.data;
        if (type !== `approval.request.${data.outcome}`)
          throw problem('invalid-request', `The event ${type} says ${data.outcome}.`);
        const result = await transaction(pool, (client) =>
          takeDecision(
            client,
            { id, type },
            {
              ...data,
              auditHead: data.auditHead ?? null,
              comments: commentsOf(data.decisions),
            },
          ),
        );
        request.log.info({ webhook: id, requestId: data.requestId, result }, `${type} ${result}`);
        return { result };
      },
    });
  };
}
