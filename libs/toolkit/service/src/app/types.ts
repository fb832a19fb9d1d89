import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AccessRule, Access } from '../access/rule.ts';
import type { Principal } from '../access/principal.ts';

/** Fastify with routes that are typed by zod schemas. */
export type ServiceInstance = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Adds routes; one file a resource. */
export type ServiceRoutes = (app: ServiceInstance) => void | Promise<void>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. Compulsory. */
    access?: AccessRule;
    /** Whether `If-Match` must (428) or can be sent; `requireMatch` holds it against the version. */
    ifMatch?: 'required' | 'optional';
    /** Whether `Idempotency-Key` must (400) or can be sent; the handler answers by `answerOnce`. */
    idempotency?: 'required' | 'optional';
    /** Keeps the body's text as `request.rawBody`, for signatures. */
    rawBody?: boolean;
    /** Codes of problems of the service's catalogue that the route answers, beside those that it has anyway. */
    problems?: readonly string[];
    /** Calls that one caller may make of one instance in a minute, where that is not `RATE_LIMIT`; `false` for no limit. */
    callsPerMinute?: number | false;
    /** Whether the access log passes the route over. */
    quiet?: boolean;
  }

  interface FastifyInstance {
    /** Says that the service is about to end: it is not ready any more, and still answers. */
    drain(): void;
  }

  interface FastifyRequest {
    /** Who makes the request; null where nobody is logged in, which `public` routes alone allow. */
    principal: Principal | null;
    /** What the route's rule grants the caller. */
    access: Access;
    /** Whether the handler has said whose the thing is. */
    isOwnershipAsked: boolean;
    /** Whether the handler answered by `answerOnce`. */
    isAnsweredOnce: boolean;
    /** The body as it came, where the route's config says `rawBody`. */
    rawBody: string | undefined;
    /** Who makes the request. Throws `unauthenticated` where nobody is logged in. */
    caller(): Principal;
    /**
     * Says whose the thing is that the route is about. Throws `not-found` where the caller has none of the route's roles and is
     * not among the owners: what is not theirs does not exist for them.
     *
     * @param owners subjects
     */
    owned(owners: string | readonly string[], what?: string): void;
    /** The subject to whose things a list must be confined; undefined where the caller may see all. */
    ownedBy(): string | undefined;
  }
}
