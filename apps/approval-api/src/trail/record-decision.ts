import type { Ruling, Wish } from '../domain/decide.ts';
import { decide } from '../domain/decide.ts';
import type { Delegation } from '../domain/delegation.ts';
import type { Actor } from '../domain/request.ts';
import type { LoadedRequest, RecordedDecision } from '../store/approval-store.ts';
import type { Step } from './next-entry.ts';
import { nextEntry, notBefore } from './next-entry.ts';

export type Recorded =
  (Step & { readonly refusal?: never }) | Extract<Ruling, { readonly refusal: string }>;

/** The entry that records a decision of the version that is there now; or why it isn't taken. */
export function recordDecision(
  wish: Wish,
  actor: Actor,
  loaded: LoadedRequest,
  delegations: readonly Delegation[],
  now: Date,
): Recorded {
  const { request, decisions } = loaded;
  const at = notBefore(request.updatedAt, now);
  const ruling = decide(wish, actor, request, decisions, delegations, at);
  if (ruling.decision === undefined) return ruling;
  const { step, verdict, onBehalfOf } = ruling.decision;
  const comment = wish.comment?.trim();
  const more = {
    ...(comment === undefined || comment === '' ? {} : { comment }),
    ...(actor.name === undefined ? {} : { name: actor.name }),
  };
  const decision: RecordedDecision = { ...ruling.decision, seen: request.version, ...more };
  const next = nextEntry(loaded, {
    ...{ happening: ruling.happening, action: 'decided', actor: actor.subject, at },
    data: { step, verdict, onBehalfOf, seen: request.version, ...more },
    decision,
  });
  if (next === undefined)
    throw new Error(`The table of transitions lacks ${ruling.happening} in ${request.state}.`);
  return next;
}
