import type { Amount } from './amount.ts';
import type { BoundPolicy } from './policy/policy.ts';
import type { State } from './transitions.ts';

// Words of this domain.
//   request      what somebody wants a yes for: a subject, a payload, who asks, under which policy
//   requester    the person on whose behalf it is asked; they never decide on it
//   policy       data that says whose yes is needed: stages one after the other, each a step or several steps side by side
//   step         people or roles, and how many of them must approve (quorum)
//   decider      who may decide in a step: a person, or whoever has a role
//   delegation   for a time, one person decides for another; the quorum counts the two as one
//   decision     approve, reject or return, by a person, for themselves or for another, in a step, of a version they saw
//   outcome      the state in which a request ends; there is exactly one
//   standing     what follows from request, policy, decisions and the time: state, open steps, what is missing

/** Who is asking or deciding. Roles are those that the caller's credentials carry now. */
export interface Actor {
  readonly subject: string;
  readonly kind: 'person' | 'machine';
  readonly roles: readonly string[];
  /** For people to read. */
  readonly name?: string;
}

/** What approval is asked for, in the words of the system that asks. */
export interface Subject {
  readonly type: string;
  readonly id: string;
  readonly version: string;
}

/** What the decision about a request depends on. */
export interface ApprovalRequest {
  readonly policy: BoundPolicy;
  readonly requester: string;
  /** The machine or person that filed it; differs from the requester when a machine asks for somebody. */
  readonly filedBy: string;
  readonly amount?: Amount;
  readonly state: State;
  readonly createdAt: Date;
}

export const verdicts = ['approve', 'reject', 'return'] as const;
export type Verdict = (typeof verdicts)[number];

/** One recorded decision. It's never changed and never taken back. */
export interface Decision {
  readonly step: string;
  readonly verdict: Verdict;
  readonly by: string;
  /** The person that the quorum counts; the same as `by` unless `by` is their delegate. */
  readonly onBehalfOf: string;
  readonly at: Date;
}
