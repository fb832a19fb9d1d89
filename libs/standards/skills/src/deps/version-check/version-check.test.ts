import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { cases } from './version-check.cases.ts';
import { versionCheck } from './version-check.ts';

testSkill(versionCheck, cases, { describe, it });

describe('options', () => {
  const parse = (given: unknown) => versionCheck.meta.options.safeParse(given);

  it('have defaults', () => {
    expect(parse({})).toMatchObject({
      success: true,
      data: {
        exceptions: [],
        include: ['dependencies', 'devDependencies', 'optionalDependencies'],
        prefer: 'highest',
      },
    });
  });

  it.each([
    { exceptions: [{ names: ['a'] }] },
    { exceptions: [{ names: ['a'], reason: '' }] },
    { exceptions: [{ names: [], reason: 'x' }] },
    { exceptions: [{ names: [''], reason: 'x' }] },
    { exceptions: [{ names: ['a'], reason: 'x', until: 'y' }] },
    { exceptions: [{ names: ['a'], projects: [], reason: 'x' }] },
    { exceptions: [{ names: ['a'], ranges: [], reason: 'x' }] },
    { include: ['scripts'] },
    { prefer: 'lowest' },
    { preferred: 'highest' },
  ])('refuse %j', (given) => {
    expect(parse(given).success).toBe(false);
  });
});
