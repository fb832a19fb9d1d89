import type { ServiceInstance } from '../app/types.ts';
import { problem } from '../problems/shared.ts';
import { keyOf } from './answer-once.ts';

/** Refuses a request without the key that its route wants, and a route that takes a key and does nothing about it. */
export function requireKeys(app: ServiceInstance): void {
  app.decorateRequest('isAnsweredOnce', false);
  app.addHook('preHandler', (request, _reply, done) => {
    const { idempotency } = request.routeOptions.config;
    const isMissing = idempotency === 'required' && keyOf(request) === undefined;
    done(
      isMissing
        ? problem('idempotency-key-missing', 'The header Idempotency-Key is missing.')
        : undefined,
    );
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { idempotency } = request.routeOptions.config;
    if (idempotency !== undefined && !request.isAnsweredOnce && reply.statusCode < 400) {
      done(
        new Error(
          `${request.method} ${request.routeOptions.url} takes an Idempotency-Key and does not heed it: answer by answerOnce(...).`,
        ),
      );
      return;
    }
    done(null, payload);
  });
}
