import { testSkill } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { cases } from './file-protocol-check.cases.ts';
import { fileProtocolCheck } from './file-protocol-check.ts';

testSkill(fileProtocolCheck, cases, { describe, it });

describe('options', () => {
  it('are empty by default', () => {
    expect(fileProtocolCheck.meta.options.safeParse({})).toMatchObject({
      success: true,
      data: { allow: [] },
    });
  });

  it.each([{ allow: 'a' }, { allow: [''] }, { allow: [1] }, { allowed: [] }, []])(
    'refuses %j',
    (given) => {
      expect(fileProtocolCheck.meta.options.safeParse(given).success).toBe(false);
    },
  );
});
