import type { Delegation } from './delegation.ts';
import { holds } from './delegation.ts';
import { hadPart } from './people.ts';
import type { Actor, ApprovalRequest, Decision } from './request.ts';
import type { OpenStep, Standing } from './standing.ts';

/** One way in which somebody may decide: in a step, for a person. */
export interface Way {
  readonly step: string;
  readonly onBehalfOf: string;
}

/** Why somebody may not decide. */
export type Obstacle = 'people-decide' | 'own-request' | 'not-a-decider' | 'already-counted';

export type Ways =
  | { readonly ways: readonly [Way, ...Way[]]; readonly obstacle?: never }
  | { readonly ways: readonly []; readonly obstacle: Obstacle };

/** In which open steps, and for whom, somebody may decide now; or why in none. */
export function waysToDecide(
  actor: Actor,
  request: ApprovalRequest,
  standing: Standing,
  decisions: readonly Decision[],
  delegations: readonly Delegation[],
  now: Date,
): Ways {
  if (actor.kind !== 'person') return { ways: [], obstacle: 'people-decide' };
  if (isOwn(request, actor.subject)) return { ways: [], obstacle: 'own-request' };
  const entitled = standing.openSteps.flatMap((step) =>
    people(actor, request, delegations, now)
      .filter(({ subject, roles }) => isDecider(step, subject, roles))
      .map(({ subject }): Way => ({ step: step.name, onBehalfOf: subject })),
  );
  const foreign = entitled.filter(({ onBehalfOf }) => !isOwn(request, onBehalfOf));
  const [first, ...more] = distinct(foreign).filter(
    (way) => !isCounted(actor.subject, way, request, decisions),
  );
  if (first !== undefined) return { ways: [first, ...more] };
  if (foreign.length > 0) return { ways: [], obstacle: 'already-counted' };
  return {
    ways: [],
    obstacle: entitled.length > 0 ? 'own-request' : 'not-a-decider',
  };
}

/** Nobody decides on their own: neither for whom it is asked nor who filed it, and nobody for them. */
export function isOwn({ requester, filedBy }: ApprovalRequest, person: string): boolean {
  return person === requester || person === filedBy;
}

/** Whether a step lists a person, or a role that they have. */
export function isDecider(
  { deciders }: Pick<OpenStep, 'deciders'>,
  subject: string,
  roles: readonly string[],
): boolean {
  return deciders.some((decider) =>
    'person' in decider ? decider.person === subject : roles.includes(decider.role),
  );
}

/** The actor, and those for whom they may decide now. */
function people(
  actor: Actor,
  { policy }: ApprovalRequest,
  delegations: readonly Delegation[],
  now: Date,
): { readonly subject: string; readonly roles: readonly string[] }[] {
  const principals = delegations
    .filter((one) => one.to === actor.subject && holds(one, policy.name, now))
    .map(({ from, roles }) => ({ subject: from, roles }));
  return [actor, ...principals];
}

/** The quorum counts nobody twice: neither who decides nor for whom may have had a part already. */
function isCounted(
  actor: string,
  { step, onBehalfOf }: Way,
  { policy }: ApprovalRequest,
  decisions: readonly Decision[],
): boolean {
  return decisions
    .filter((decision) => policy.differentPeople || decision.step === step)
    .some((decision) => hadPart(actor, decision) || hadPart(onBehalfOf, decision));
}

function distinct(ways: readonly Way[]): Way[] {
  return ways.filter(
    ({ step, onBehalfOf }, index) =>
      ways.findIndex((way) => way.step === step && way.onBehalfOf === onBehalfOf) === index,
  );
}
