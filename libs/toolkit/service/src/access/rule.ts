import { ServiceError } from '../errors.ts';
import type { Principal } from './principal.ts';

/** Who may call a route. Every route has one; without it the service does not start. */
export type AccessRule =
  /** Everybody, without logging in. */
  | 'public'
  /** Whoever is logged in. */
  | 'authenticated'
  | {
      /** One of these roles is enough, for whatever the route is about. */
      readonly roles: readonly string[];
      /**
       * Without a role, whoever is logged in may call the route for what is theirs. The handler must then say whose it is:
       * `request.owned(...)` for one thing, `request.ownedBy()` for a list. An answer without either is refused with 500.
       */
      readonly own?: true;
      /** All of these scopes, beside the role. */
      readonly scopes?: readonly string[];
      /** People or machines alone. */
      readonly kind?: Principal['kind'];
    };

/** What a rule says of a principal: `any` thing, its `own` alone, or nothing at all. */
export type Access = 'any' | 'own' | 'none';

/** What the rule grants. Nobody logged in has access to `public` alone. */
export function accessOf(rule: AccessRule, principal: Principal | null): Access {
  if (rule === 'public') return 'any';
  if (principal === null) return 'none';
  if (rule === 'authenticated') return 'any';
  if (rule.kind !== undefined && rule.kind !== principal.kind) return 'none';
  if (rule.scopes?.some((scope) => !principal.scopes.includes(scope))) return 'none';
  if (rule.roles.some((role) => principal.roles.includes(role))) return 'any';
  return rule.own === true ? 'own' : 'none';
}

/**
 * Holds what a route says against what a rule can be.
 *
 * @throws ServiceError `SERVICE_ROUTE_WITHOUT_ACCESS`, `SERVICE_BAD_ACCESS`
 */
export function checkRule(rule: unknown, route: string): asserts rule is AccessRule {
  if (rule === undefined) {
    throw new ServiceError(
      'SERVICE_ROUTE_WITHOUT_ACCESS',
      `The route ${route} has no access rule, so it is not served. Say who may call it: config: { access: 'public' | 'authenticated' | { roles: [...], own: true, scopes: [...] } }.`,
    );
  }
  if (rule === 'public' || rule === 'authenticated') return;
  const { roles, own } = Object(rule);
  const isRule =
    Array.isArray(roles) &&
    roles.every((role) => typeof role === 'string') &&
    (roles.length > 0 || own === true);
  if (!isRule) {
    throw new ServiceError(
      'SERVICE_BAD_ACCESS',
      `The access rule of ${route} lets nobody in or is no rule: ${JSON.stringify(rule)}. Name roles, or own: true, or 'authenticated'.`,
    );
  }
}
