import { TimesheetError } from '../../errors.ts';

/** States of a version of a timesheet. */
export const states = [
  'draft',
  'submitted',
  'approved',
  'returned',
  'rejected',
  'withdrawn',
  'superseded',
] as const;
export type State = (typeof states)[number];

/** What happens to a version. */
export const events = [
  /** The employee asks for approval. */
  'submit',
  /** Approvers agreed. */
  'approve',
  /** Approvers sent it back with comments. */
  'return',
  /** Approvers refused it for good. */
  'reject',
  /** Nobody decided in time. */
  'expire',
  /** The employee takes it back; one that was submitted only when approval-api has confirmed it. */
  'withdraw',
  /** The employee takes up again what was taken back. */
  'reopen',
  /** A later version was approved. */
  'supersede',
] as const;
export type Event = (typeof events)[number];

/** Where each event leads. What is not here cannot happen. */
export const transitions: Readonly<Record<State, Readonly<Partial<Record<Event, State>>>>> = {
  draft: { submit: 'submitted', withdraw: 'withdrawn' },
  submitted: {
    approve: 'approved',
    return: 'returned',
    reject: 'rejected',
    expire: 'returned',
    withdraw: 'withdrawn',
  },
  returned: { submit: 'submitted', withdraw: 'withdrawn' },
  withdrawn: { reopen: 'draft' },
  approved: { supersede: 'superseded' },
  rejected: {},
  superseded: {},
};

/** Whether entries may be changed in a state. */
export const isEditable: Readonly<Record<State, boolean>> = {
  draft: true,
  submitted: false,
  approved: false,
  returned: true,
  rejected: false,
  withdrawn: false,
  superseded: false,
};

/** Whether entries take up their time in a state, so that no other timesheet may have it. */
export const takesTime: Readonly<Record<State, boolean>> = {
  draft: true,
  submitted: true,
  approved: true,
  returned: true,
  rejected: false,
  withdrawn: false,
  superseded: false,
};

/** Whether a new version may be drawn from one in this state. A withdrawn one is taken up again instead. */
export const isCorrectable: Readonly<Record<State, boolean>> = {
  draft: false,
  submitted: false,
  approved: true,
  returned: false,
  rejected: true,
  withdrawn: false,
  superseded: false,
};

/** The state after an event. Throws `state-forbids`. */
export function next(state: State, event: Event): State {
  const to = transitions[state][event];
  if (to !== undefined) return to;
  const possible = Object.keys(transitions[state]);
  throw new TimesheetError(
    'state-forbids',
    `A timesheet that is ${state} takes no ${event}. ${possible.length === 0 ? (isCorrectable[state] ? 'Correct it by a new version.' : 'It stays as it is.') : `What it takes: ${possible.join(', ')}.`}`,
    { details: { state, event, possible } },
  );
}
