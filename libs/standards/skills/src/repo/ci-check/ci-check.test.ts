import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { cases } from './ci-check.cases.ts';
import { ciCheck } from './ci-check.ts';

testSkill(ciCheck, cases, { describe, it });

describe('options', () => {
  const parse = (given: unknown) => ciCheck.meta.options.safeParse(given);

  it('have defaults', () => {
    expect(parse({})).toMatchObject({
      success: true,
      data: { gate: ['standards'], timeoutMinutes: 60, trusted: [] },
    });
  });

  it.each([
    { gate: [] },
    { gate: [''] },
    { timeoutMinutes: 0 },
    { timeoutMinutes: 361 },
    { timeoutMinutes: 1.5 },
    { trusted: [''] },
    { pins: true },
  ])('refuse %j', (given) => {
    expect(parse(given).success).toBe(false);
  });
});
