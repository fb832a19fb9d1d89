import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { cases } from './undeclared-check.cases.ts';
import { undeclaredCheck } from './undeclared-check.ts';

testSkill(undeclaredCheck, cases, { describe, it });

describe('options', () => {
  const parse = (given: unknown) => undeclaredCheck.meta.options.safeParse(given);

  it('have defaults', () => {
    expect(parse({})).toMatchObject({
      success: true,
      data: { exceptions: [], development: [], devOnly: 'unbundled', unused: true, ignore: [] },
    });
  });

  it.each([
    { exceptions: [{ names: ['a'] }] },
    { exceptions: [{ names: ['a'], reason: '' }] },
    { exceptions: [{ names: [], reason: 'x' }] },
    { exceptions: [{ names: ['a'], projects: [], reason: 'x' }] },
    { development: [''] },
    { devOnly: 'published' },
    { unused: 'yes' },
    { ignored: [] },
  ])('refuse %j', (given) => {
    expect(parse(given).success).toBe(false);
  });
});
