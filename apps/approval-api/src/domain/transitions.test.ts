import { describe, expect, it } from 'vitest';
import { happenings, isOutcome, stateAfter, states } from './transitions.ts';

// prettier-ignore
const table = {
  //           count      approve     reject      return      withdraw     expire     escalate   attach     comment      certify
  pending:   ['pending', 'approved', 'rejected', 'returned', 'withdrawn', 'expired', 'pending', 'pending', 'pending',   '-'],
  approved:  ['-',       '-',        '-',        '-',        '-',         '-',       '-',       '-',       'approved',  'approved'],
  rejected:  ['-',       '-',        '-',        '-',        '-',         '-',       '-',       '-',       'rejected',  '-'],
  returned:  ['-',       '-',        '-',        '-',        '-',         '-',       '-',       '-',       'returned',  '-'],
  withdrawn: ['-',       '-',        '-',        '-',        '-',         '-',       '-',       '-',       'withdrawn', '-'],
  expired:   ['-',       '-',        '-',        '-',        '-',         '-',       '-',       '-',       'expired',   '-'],
};

describe('what may happen to a request', () => {
  it.each(states)('that is %s', (state) => {
    expect(happenings.map((happening) => stateAfter(state, happening) ?? '-')).toStrictEqual(
      table[state],
    );
  });

  it('ends it in every state but pending', () => {
    expect(states.filter(isOutcome)).toStrictEqual([
      'approved',
      'rejected',
      'returned',
      'withdrawn',
      'expired',
    ]);
  });
});
