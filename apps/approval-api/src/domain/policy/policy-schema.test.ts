import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { policySchema } from './policy.ts';

describe('policy.schema.json', () => {
  it('is what a policy is held against, for editors', () => {
    const file = new URL('../../../policy.schema.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toStrictEqual(
      z.toJSONSchema(policySchema, { io: 'input' }),
    );
  });
});
