import type { ServiceInstance } from './types.ts';

/** One line a request: what was asked, by whom, and what came of it. Neither headers nor bodies nor query, which hold secrets. */
export function accessLog(app: ServiceInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { url = 'no route', config } = request.is404 ? {} : request.routeOptions;
    if (config?.quiet !== true) {
      const { statusCode } = reply;
      const fields = {
        'http.request.method': request.method,
        'http.route': url,
        'http.response.status_code': statusCode,
        ...{ durationMs: Math.round(reply.elapsedTime * 100) / 100, requestId: request.id },
        ...(request.principal === null ? {} : { 'user.id': request.principal.subject }),
      };
      request.log[statusCode >= 500 ? 'error' : 'info'](
        fields,
        `${request.method} ${url} ${statusCode}`,
      );
    }
    done();
  });
}
