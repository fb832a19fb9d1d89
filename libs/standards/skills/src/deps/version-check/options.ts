import { dependencyFields } from '@h-j-petroleum/standards-engine';
import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
const texts = z.array(text).check(z.minLength(1));

const exception = z.strictObject({
  names: texts,
  projects: z.optional(texts),
  ranges: z.optional(texts),
  // Compulsory: whoever meets the exception later must be able to judge whether it still holds.
  reason: text,
});

export const options = z.strictObject({
  exceptions: z._default(z.array(exception), []),
  include: z._default(z.array(z.enum(dependencyFields)), [
    'dependencies',
    'devDependencies',
    'optionalDependencies',
  ]),
  prefer: z._default(z.enum(['highest', 'most-used']), 'highest'),
});

export type Options = z.infer<typeof options>;
export type Exception = z.infer<typeof exception>;

export const optionDocs = {
  exceptions:
    'Dependencies that may differ: `names` (globs), optionally only in `projects` (names, roots or globs) or with `ranges` (as written), and a `reason`.',
  include: 'The fields that are compared.',
  prefer:
    'The range that wins: `highest` of those that share versions with most others, or the `most-used`.',
} as const;
