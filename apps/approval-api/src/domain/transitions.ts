export const states = [
  'pending',
  'approved',
  'rejected',
  'returned',
  'withdrawn',
  'expired',
] as const;
export type State = (typeof states)[number];
export type Outcome = Exclude<State, 'pending'>;

/** What happens to a request. `count` is a decision that ends nothing yet. */
export const happenings = [
  'count',
  'approve',
  'reject',
  'return',
  'withdraw',
  'expire',
  'escalate',
  'attach',
  'comment',
  'certify',
] as const;
export type Happening = (typeof happenings)[number];

/** Every state, what may happen in it, and the state after. What is not here is refused. */
const transitions: Readonly<Record<State, Readonly<Partial<Record<Happening, State>>>>> = {
  pending: {
    count: 'pending',
    approve: 'approved',
    reject: 'rejected',
    return: 'returned',
    withdraw: 'withdrawn',
    expire: 'expired',
    escalate: 'pending',
    attach: 'pending',
    comment: 'pending',
  },
  // What was decided on must not grow attachments afterwards; talk about it may go on.
  approved: { comment: 'approved', certify: 'approved' },
  rejected: { comment: 'rejected' },
  returned: { comment: 'returned' },
  withdrawn: { comment: 'withdrawn' },
  expired: { comment: 'expired' },
};

/** The state after a happening; `undefined` where it may not happen. */
export function stateAfter(state: State, happening: Happening): State | undefined {
  return transitions[state][happening];
}

/** Whether a state is the end of a request. */
export function isOutcome(state: State): state is Outcome {
  return state !== 'pending';
}
