import type { ServiceInstance } from '../app/types.ts';
import { matchesWeakly, missing } from './etag.ts';

/** `If-Match` where a route wants it, and 304 for who has read the same version before. */
export function conditionalRequests(app: ServiceInstance): void {
  app.addHook('preHandler', (request, _reply, done) => {
    const isMissing =
      request.routeOptions.config.ifMatch === 'required' &&
      request.headers['if-match'] === undefined;
    done(isMissing ? missing() : undefined);
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const etag = reply.getHeader('etag');
    const known = request.headers['if-none-match'];
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead && reply.statusCode === 200 && typeof etag === 'string' && known !== undefined) {
      if (matchesWeakly(known, etag)) {
        void reply.code(304).removeHeader('content-type').removeHeader('content-length');
        done(null, '');
        return;
      }
    }
    done(null, payload);
  });
}
