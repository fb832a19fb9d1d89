import { describe, expect, it } from 'vitest';
import { states, transitions, type Transition } from './states.ts';

const table = {
  queued: { begin: 'making', fail: 'failed' },
  making: { begin: 'making', finish: 'made', fail: 'failed', release: 'queued' },
  made: {},
  failed: {},
};

describe('a document', () => {
  it.each(states)('that is %s goes on by the table', (state) => {
    const names: Transition[] = ['begin', 'finish', 'fail', 'release'];
    const possible = names.flatMap((name) => {
      const { from, to }: { from: readonly string[]; to: string } = transitions[name];
      return from.includes(state) ? [[name, to]] : [];
    });
    expect(Object.fromEntries(possible)).toEqual(table[state]);
  });
});
