import type { Delegation } from './delegation.ts';
import type { Actor, ApprovalRequest, Decision, Verdict } from './request.ts';
import { standingOf } from './standing.ts';
import type { Happening, State } from './transitions.ts';
import { stateAfter } from './transitions.ts';
import type { Obstacle, Way } from './who-may-decide.ts';
import { waysToDecide } from './who-may-decide.ts';

/** What somebody wants to decide. Step and person may be left out where there is one way only. */
export interface Wish {
  readonly verdict: Verdict;
  readonly comment?: string | undefined;
  readonly step?: string | undefined;
  readonly onBehalfOf?: string | undefined;
}

export type Refusal =
  | Obstacle
  | 'request-closed'
  | 'request-expired'
  | 'comment-needed'
  | 'ambiguous-decision'
  | 'not-this-way';

export type Ruling =
  | {
      readonly decision: Decision;
      readonly happening: Happening;
      readonly state: State;
      readonly refusal?: never;
    }
  | { readonly refusal: Refusal; readonly message: string; readonly decision?: never };

/** Takes a decision or refuses it. Decides nothing about time: past its deadline a request is expired, recorded or not. */
export function decide(
  wish: Wish,
  actor: Actor,
  request: ApprovalRequest,
  decisions: readonly Decision[],
  delegations: readonly Delegation[],
  now: Date,
): Ruling {
  const standing = standingOf(request, decisions, now);
  if (standing.state === 'expired' && request.state === 'pending')
    return refuse('request-expired', 'Its deadline has passed, so nothing more is decided on it.');
  if (standing.state !== 'pending')
    return refuse('request-closed', `It is ${standing.state}, so nothing more is decided on it.`);
  const { ways, obstacle } = waysToDecide(actor, request, standing, decisions, delegations, now);
  if (obstacle !== undefined) return refuse(obstacle, messages[obstacle]);
  const way = choose(ways, wish, actor.subject);
  if ('refusal' in way) return way;
  if (wish.verdict !== 'approve' && (wish.comment ?? '').trim() === '')
    return refuse('comment-needed', `Who says ${wish.verdict} says why: give a comment.`);
  const decision: Decision = {
    step: way.step,
    verdict: wish.verdict,
    by: actor.subject,
    onBehalfOf: way.onBehalfOf,
    at: now,
  };
  const happening = happeningOf(standingOf(request, [...decisions, decision], now).state);
  const state = stateAfter(request.state, happening);
  if (state === undefined)
    throw new Error(`The table of transitions lacks ${happening} in the state ${request.state}.`);
  return { decision, happening, state };
}

const messages: Readonly<Record<Obstacle, string>> = {
  'people-decide': 'People decide; a machine may only ask.',
  'own-request': 'Nobody decides on their own request, and nobody for the one who asks.',
  'not-a-decider': 'No open step of it is yours to decide.',
  'already-counted':
    'You, or the one you decide for, had a part in it already, and a quorum counts nobody twice.',
};

function refuse(refusal: Refusal, message: string): Ruling & { refusal: Refusal } {
  return { refusal, message };
}

function choose(
  ways: readonly Way[],
  { step, onBehalfOf }: Wish,
  self: string,
): Way | (Ruling & { refusal: Refusal }) {
  const meant = ways.filter(
    (way) =>
      (step === undefined || way.step === step) &&
      (onBehalfOf === undefined || way.onBehalfOf === onBehalfOf),
  );
  // Who may decide themselves and for others decides for themselves, unless they say otherwise.
  const own = meant.filter((way) => way.onBehalfOf === self);
  const [one, ...others] = own.length > 0 ? own : meant;
  if (one === undefined)
    return refuse('not-this-way', `You may decide ${inWords(ways, self)}, not otherwise.`);
  return others.length === 0
    ? one
    : refuse(
        'ambiguous-decision',
        `Say which by "step" and "onBehalfOf": you may decide ${inWords(meant, self)}.`,
      );
}

function inWords(ways: readonly Way[], self: string): string {
  return ways
    .map(
      ({ step, onBehalfOf }) =>
        `in the step "${step}" for ${onBehalfOf === self ? 'yourself' : onBehalfOf}`,
    )
    .join(', or ');
}

function happeningOf(state: State): Happening {
  switch (state) {
    case 'approved':
      return 'approve';
    case 'rejected':
      return 'reject';
    case 'returned':
      return 'return';
    case 'pending':
      return 'count';
    case 'withdrawn':
    case 'expired':
      throw new Error(`A decision doesn't make a request ${state}.`);
  }
}
