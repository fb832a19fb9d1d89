import { describe, expect, it } from 'vitest';
import type { Event, State } from './transitions.ts';
import { events, isCorrectable, isEditable, next, states, takesTime } from './transitions.ts';

// One line a state, one column an event; a dash is what cannot happen.
const table = `
            submit     approve    return     reject     expire     withdraw   reopen     supersede
draft       submitted  -          -          -          -          withdrawn  -          -
submitted   -          approved   returned   rejected   returned   withdrawn  -          -
approved    -          -          -          -          -          -          -          superseded
returned    submitted  -          -          -          -          withdrawn  -          -
rejected    -          -          -          -          -          -          -          -
withdrawn   -          -          -          -          -          -          draft      -
superseded  -          -          -          -          -          -          -          -
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const [columns = [], ...rows] = table;

describe('the transition table', () => {
  it('has every state and every event', () => {
    expect(columns).toStrictEqual([...events]);
    expect(rows.map(([state]) => state)).toStrictEqual([...states]);
  });

  it.each(
    rows.flatMap(([state, ...to]) =>
      to.map((one, i) => [state as State, columns[i] as Event, one]),
    ),
  )('%s, %s: %s', (state, event, to) => {
    if (to !== '-') expect(next(state as State, event as Event)).toBe(to);
    else
      expect(() => next(state as State, event as Event)).toThrow(
        expect.objectContaining({ code: 'state-forbids' }),
      );
  });

  it('says what a state takes instead', () => {
    expect(() => next('draft', 'approve')).toThrow(
      'A timesheet that is draft takes no approve. What it takes: submit, withdraw.',
    );
    expect(() => next('rejected', 'submit')).toThrow('Correct it by a new version.');
    expect(() => next('superseded', 'submit')).toThrow('It stays as it is.');
  });
});

it.each([
  // state, entries may change, it takes up time, a new version may be drawn from it
  ['draft', true, true, false],
  ['submitted', false, true, false],
  ['approved', false, true, true],
  ['returned', true, true, false],
  ['rejected', false, false, true],
  ['withdrawn', false, false, false],
  ['superseded', false, false, false],
] as const)('%s: editable %s, takes time %s, correctable %s', (state, editable, takes, correct) => {
  expect([isEditable[state], takesTime[state], isCorrectable[state]]).toStrictEqual([
    editable,
    takes,
    correct,
  ]);
});
