import { randomUUID } from 'node:crypto';
import fastifyHelmet from '@fastify/helmet';
import Fastify, { LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type pg from 'pg';
import * as z from 'zod';
import { enforceAccess } from '../access/enforce.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import { ServiceError } from '../errors.ts';
import type { ReadinessCheck } from '../health/health.ts';
import { healthRoutes } from '../health/health.ts';
import { describeRoutes } from '../openapi/describe.ts';
import { requireKeys } from '../idempotency/require-key.ts';
import type { ProblemCatalogue, ProblemFactory } from '../problems/catalogue.ts';
import { respondWithoutRoute, respondWithProblems } from '../problems/respond.ts';
import { problem } from '../problems/shared.ts';
import { conditionalRequests } from '../requests/conditional.ts';
import { parseJsonBodies } from '../requests/json-body.ts';
import { limitRates } from '../requests/rate-limit.ts';
import { accessLog } from './access-log.ts';
import type { ServiceLog } from './service-log.ts';
import { fastifyLog } from './service-log.ts';
import type { ServiceInstance, ServiceRoutes } from './types.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly version: string;
  /** For the OpenAPI document. */
  readonly description: string;
  readonly routes: readonly ServiceRoutes[];
  /** Ways to say who one is. Empty for a service with public routes alone. */
  readonly authenticate: readonly Authenticator[];
  /** The service's own problems, by `defineProblems`. */
  readonly problems?: ProblemFactory<ProblemCatalogue>;
  /** Where the service keeps what it keeps; asked by `/health/ready`. */
  readonly pool?: pg.Pool;
  /** What the service can't work without, beside the database. */
  readonly ready?: Readonly<Record<string, ReadinessCheck>>;
  /** A logger of toolkit-logger; nothing is logged without one. */
  readonly logger?: ServiceLog;
  readonly limits?: ServiceLimits;
  /** Proxies before the service whose `X-Forwarded-For` is believed. @default 0 */
  readonly trustProxy?: number;
}

export interface ServiceLimits {
  /** Bytes of a body at most. @default 1 MiB */
  readonly bodyBytes?: number;
  /** Milliseconds that a request may take. @default 30000 */
  readonly requestMs?: number;
  /** Requests that one caller may make of this instance in a minute. @default 600 */
  readonly callsPerMinute?: number;
}

/**
 * Builds a service that does not listen: `app.inject` asks it in tests, `runService` lets it listen.
 *
 * @throws ServiceError `SERVICE_ROUTE_WITHOUT_ACCESS`, `SERVICE_BAD_ACCESS`, `SERVICE_UNKNOWN_PROBLEM`, `SERVICE_BAD_OPTION`
 */
export async function createService(options: ServiceOptions): Promise<ServiceInstance> {
  const { name, limits = {}, pool, authenticate, logger, trustProxy = 0 } = options;
  const { bodyBytes = 1_048_576, requestMs = 30_000, callsPerMinute = 600 } = limits;
  const catalogue = catalogueOf(options.problems);
  let isDraining = false;
  const app = Fastify({
    ...(logger === undefined ? {} : { loggerInstance: fastifyLog(logger) }),
    // One line a request, by `accessLog`.
    logController: new LogController({ disableRequestLogging: true }),
    // Who asks is not believed about the id of the request.
    genReqId: () => randomUUID(),
    frameworkErrors: respondWithoutRoute,
    bodyLimit: bodyBytes,
    // For the whole request to arrive, and for its answer.
    requestTimeout: requestMs,
    handlerTimeout: requestMs,
    connectionTimeout: requestMs * 2,
    trustProxy: (_address, hop) => hop < trustProxy,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 255 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  respondWithProblems(app);
  parseJsonBodies(app);
  accessLog(app);
  enforceAccess(app, { authenticate, realm: name, failuresPerMinute: callsPerMinute });
  conditionalRequests(app);
  requireKeys(app);
  await app.register(fastifyHelmet, {
    // Answers are data: nothing of them may run, be framed or be loaded.
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  await limitRates(app, callsPerMinute);
  await describeRoutes(app, {
    ...{ name, version: options.version, description: options.description },
    ...{ authenticators: authenticate, problems: catalogue },
  });

  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    // A connection that is kept for the next request would keep the process, for a request that it does not take.
    if (isDraining) void reply.header('connection', 'close');
    done(null, payload);
  });
  app.addHook('preClose', (done) => {
    isDraining = true;
    done();
  });
  app.decorate('drain', () => {
    isDraining = true;
  });
  healthRoutes(app, {
    checks: {
      ...(pool === undefined ? {} : { database: () => pool.query('select 1') }),
      ...options.ready,
    },
    isDraining: () => isDraining,
  });
  documentRoutes(app, catalogue);
  for (const routes of options.routes) {
    // A context of its own: hooks that a resource adds are its own.
    await app.register(async (scope) => {
      await routes(scope.withTypeProvider<ZodTypeProvider>());
    });
  }
  return app;
}

/** `/openapi.json`, and what each problem means at the address that its `type` names. */
function documentRoutes(app: ServiceInstance, catalogue: ProblemCatalogue): void {
  const config = { access: 'public', quiet: true } as const;
  app.route({
    ...{ method: 'GET', url: '/openapi.json', config },
    schema: { hide: true },
    handler: () => app.swagger(),
  });
  app.route({
    ...{ method: 'GET', url: '/problems/:code', config },
    schema: {
      ...{ summary: 'What a problem means and what to do about it', tags: ['problems'] },
      params: z.object({ code: z.string().max(100) }),
      response: {
        200: z.object({
          code: z.string(),
          status: z.number().int(),
          title: z.string(),
          description: z.string(),
        }),
      },
    },
    handler: ({ params: { code } }) => {
      const kind = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
      if (kind === undefined) throw problem('not-found', `There is no problem "${code}".`);
      return { code, ...kind };
    },
  });
}

function catalogueOf(own: ProblemFactory<ProblemCatalogue> | undefined): ProblemCatalogue {
  const twice = Object.keys(own?.catalogue ?? {}).filter((code) => code in problem.catalogue);
  if (twice.length > 0) {
    throw new ServiceError(
      'SERVICE_BAD_OPTION',
      `Every service has the problem ${twice.join(', ')} already. Throw the shared one, or name yours otherwise.`,
    );
  }
  return { ...problem.catalogue, ...own?.catalogue };
}
