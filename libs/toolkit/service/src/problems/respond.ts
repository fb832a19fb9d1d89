import { trace } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ServiceInstance } from '../app/types.ts';
import { messageOf } from '../errors.ts';
import type { ProblemPart } from './catalogue.ts';
import { ServiceProblem } from './catalogue.ts';
import { problem } from './shared.ts';

/** Answers whatever is thrown as a problem (RFC 9457). What is not the client's fault is logged, and told to nobody else. */
export function respondWithProblems(app: ServiceInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const told = problemOf(error);
    if (told.kind.status >= 500) {
      request.log.error({ error: told.options.cause ?? error, code: told.code }, told.message);
    }
    return send(told, request, reply);
  });
  app.setNotFoundHandler((request, reply) =>
    send(
      problem('route-not-found', `There is no route ${request.method} ${pathOf(request)}.`),
      ...([request, reply] as const),
    ),
  );
}

/** Answers what comes to no route at all, for its address can't be read: no hook runs for it. */
export function respondWithoutRoute(
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply.header('x-content-type-options', 'nosniff');
  send(problemOf(error), request, reply);
}

function send(told: ServiceProblem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { kind, code, message, options } = told;
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  // A route's own headers (ETag, Location, Cache-Control) are of the answer that it did not give.
  for (const name of ['etag', 'location', 'last-modified']) void reply.removeHeader(name);
  const body = {
    // Relative, so that it is the same wherever the service runs; the service itself answers it.
    ...{ type: `/problems/${code}`, title: kind.title, status: kind.status, detail: message },
    ...{ instance: pathOf(request), ...options.extensions, code, requestId: request.id },
    ...(traceId === undefined ? {} : { traceId }),
    ...(options.errors === undefined ? {} : { errors: options.errors }),
  };
  return reply
    .code(kind.status)
    .headers(options.headers ?? {})
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(body);
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}

/** What a thrown value is to a client. */
export function problemOf(error: unknown): ServiceProblem {
  if (error instanceof ServiceProblem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const context = String(Reflect.get(error, 'validationContext') ?? 'body');
    return problem('invalid-request', 'The request is not what this route takes.', {
      errors: error.validation.map((part) => partOf(part, context)),
      cause: error,
    });
  }
  const code = String(Reflect.get(Object(error), 'code'));
  const fromFastify = fastifyProblems[code];
  if (fromFastify !== undefined) {
    return problem(fromFastify, messageOf(error), { cause: error, ...retryLater(fromFastify) });
  }
  if (unstorable.has(code)) {
    return problem('invalid-request', 'The request holds text that can’t be stored.', {
      cause: error,
    });
  }
  if (isOutage(code, error)) {
    return problem('unavailable', 'The database does not answer.', {
      ...{ cause: error, ...retryLater('unavailable') },
    });
  }
  return problem('internal-error', 'The service failed.', { cause: error });
}

/** What Fastify throws at a request, by its codes. Its messages name limits and types, and nothing of the service. */
const fastifyProblems: Readonly<Record<string, keyof (typeof problem)['catalogue']>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-body',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-body',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-body',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_TYPE: 'unsupported-media-type',
  FST_ERR_BAD_URL: 'invalid-request',
  FST_ERR_MAX_PARAM_LENGTH: 'invalid-request',
  FST_ERR_VALIDATION: 'invalid-request',
  FST_ERR_HANDLER_TIMEOUT: 'request-timeout',
};

// 22021: not a character of the encoding (U+0000). 22P05: a JSON escape that is no character.
const unstorable = new Set(['22021', '22P05']);

/** 08: connection, 57P: shutdown, 53300: too many connections; and what sockets and pools say. */
function isOutage(code: string, error: unknown): boolean {
  return (
    /^(?:08\d{3}|57P0\d|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/.test(code) ||
    /^(?:timeout exceeded when trying to connect|Connection terminated|Cannot use a pool after)/.test(
      messageOf(error),
    )
  );
}

function retryLater(code: string): { headers?: Readonly<Record<string, string>> } {
  return code === 'unavailable' || code === 'request-timeout'
    ? { headers: { 'retry-after': '5' } }
    : {};
}

const places: Readonly<Record<string, string>> = { querystring: 'query' };

function partOf(
  part: { readonly instancePath?: string; readonly message?: string },
  context: string,
): ProblemPart {
  return {
    pointer: `/${places[context] ?? context}${part.instancePath ?? ''}`,
    message: part.message ?? 'is not right',
  };
}
