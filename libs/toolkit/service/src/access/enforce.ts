import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../auth/authenticator.ts';
import type { ServiceInstance } from '../app/types.ts';
import { problem } from '../problems/shared.ts';
import { failedLogins } from './failed-logins.ts';
import type { Principal } from './principal.ts';
import { accessOf, checkRule } from './rule.ts';

export interface EnforceOptions {
  readonly authenticate: readonly Authenticator[];
  /** For `WWW-Authenticate`. */
  readonly realm: string;
  /** Requests of one address that say falsely who makes them, after which it is not listened to. */
  readonly failuresPerMinute: number;
}

/** Routes without a rule are not registered, and none runs before its rule allows it. */
export function enforceAccess(app: ServiceInstance, options: EnforceOptions): void {
  const { authenticate: authenticators, realm, failuresPerMinute } = options;
  const failures = failedLogins(failuresPerMinute);
  const challenge = authenticators.map((one) => `${one.challenge} realm="${realm}"`).join(', ');
  app.decorateRequest('principal', null);
  app.decorateRequest('access', 'none');
  app.decorateRequest('isOwnershipAsked', false);
  app.decorateRequest('caller', caller);
  app.decorateRequest('owned', owned);
  app.decorateRequest('ownedBy', ownedBy);

  app.addHook('onRoute', (route) => {
    const methods = Array.isArray(route.method) ? route.method.join(',') : route.method;
    checkRule(route.config?.access, `${methods} ${route.url}`);
  });

  app.addHook('onRequest', async (request, reply) => {
    // What matches no route has nothing to protect.
    if (request.is404) return;
    const rule = request.routeOptions.config.access;
    checkRule(rule, `${request.method} ${request.url}`);
    if (rule === 'public') {
      request.access = 'any';
      return;
    }
    void reply.header('cache-control', 'no-store');
    failures.check(request.ip);
    const principal = await authenticated(request, authenticators, challenge).catch(
      (error: unknown) => {
        if (Reflect.get(Object(error), 'code') === 'unauthenticated') failures.count(request.ip);
        throw error;
      },
    );
    request.principal = principal;
    request.access = accessOf(rule, principal);
    if (request.access === 'none') {
      throw problem('forbidden', 'None of the caller’s roles and scopes opens this route.');
    }
  });

  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.access === 'own' && !request.isOwnershipAsked && reply.statusCode < 400) {
      done(
        new Error(
          `${request.method} ${request.routeOptions.url} answered somebody who may see their own alone without asking whose it is: call request.owned(...) or request.ownedBy().`,
        ),
      );
      return;
    }
    done(null, payload);
  });
}

async function authenticated(
  request: FastifyRequest,
  authenticators: readonly Authenticator[],
  challenge: string,
): Promise<Principal> {
  const headers = { 'www-authenticate': challenge };
  let found: Principal | undefined;
  for (const one of authenticators) {
    const principal = await one.authenticate(request.headers).catch((error: unknown) => {
      const isRefused = Reflect.get(Object(error), 'code') === 'unauthenticated';
      if (!isRefused) throw error;
      throw problem('unauthenticated', String(Reflect.get(Object(error), 'message')), {
        ...{ headers, cause: error },
      });
    });
    if (principal === null) continue;
    // Which of the two would it be?
    if (found !== undefined) {
      throw problem(
        'unauthenticated',
        'The request says twice who makes it. Send one of the two.',
        {
          headers,
        },
      );
    }
    found = principal;
  }
  if (found !== undefined) return found;
  throw problem('unauthenticated', 'The request does not say who makes it.', { headers });
}

function caller(this: FastifyRequest): Principal {
  if (this.principal !== null) return this.principal;
  throw problem('unauthenticated', 'The request does not say who makes it.');
}

function owned(this: FastifyRequest, owners: string | readonly string[], what = 'thing'): void {
  this.isOwnershipAsked = true;
  if (this.access === 'any') return;
  const { subject } = this.caller();
  const isOwn = typeof owners === 'string' ? owners === subject : owners.includes(subject);
  if (!isOwn) throw problem('not-found', `There is no such ${what}.`);
}

function ownedBy(this: FastifyRequest): string | undefined {
  this.isOwnershipAsked = true;
  return this.access === 'any' ? undefined : this.caller().subject;
}
