import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));

export const options = z.strictObject({
  gate: z._default(z.array(text).check(z.minLength(1)), ['standards']),
  timeoutMinutes: z._default(z.int().check(z.minimum(1), z.maximum(360)), 60),
  trusted: z._default(z.array(text), []),
});

export type Options = z.infer<typeof options>;

export const optionDocs = {
  gate: 'Commands, as words of a script, one of which a workflow for pull requests has to run.',
  timeoutMinutes: 'The time limit that the fix writes, in minutes.',
  trusted: 'Owners whose actions may be used by tag (`acme`), or single actions (`acme/deploy`).',
} as const;
