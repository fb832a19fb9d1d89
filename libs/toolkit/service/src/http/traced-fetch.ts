import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('@h-j-petroleum/toolkit-service');

/**
 * `fetch` inside a span of its own, whose trace goes along to the other service (W3C Trace Context). Also for clients that
 * are generated of an OpenAPI document: `createClient({ baseUrl, fetch: tracedFetch })`.
 */
export async function tracedFetch(
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<Response> {
  const request = new Request(input, init);
  const { host, hostname, port, pathname } = new URL(request.url);
  const { method } = request;
  const span = tracer.startSpan(method, {
    kind: SpanKind.CLIENT,
    attributes: {
      ...{ 'http.request.method': method, 'server.address': hostname },
      ...(port === '' ? {} : { 'server.port': Number(port) }),
      // Without the query, which may hold what is nobody's business.
      'url.full': `${new URL(request.url).origin}${pathname}`,
    },
  });
  const active = trace.setSpan(context.active(), span);
  propagation.inject(active, request.headers, {
    set: (headers, name, value) => {
      headers.set(name, value);
    },
  });
  try {
    const response = await context.with(active, () => fetch(request));
    span.setAttribute('http.response.status_code', response.status);
    if (response.status >= 400) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute('error.type', String(response.status));
    }
    return response;
  } catch (error) {
    span.recordException(error instanceof Error ? error : String(error));
    span.setStatus({ code: SpanStatusCode.ERROR, message: `${host} did not answer` });
    throw error;
  } finally {
    span.end();
  }
}
