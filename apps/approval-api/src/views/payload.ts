import { z } from 'zod';

const deepest = 40;

/** What is asked for, in the words of who asks. Numbers are those of JSON in JavaScript: write money and long ids as text. */
export const payload = z
  .record(z.string().max(200), z.unknown())
  .refine((value) => depthOf(value) <= deepest, `is nested more than ${deepest} deep`)
  .meta({
    description:
      'What is asked for, in the words of who asks. Shown to deciders, and hashed into the trail. Numbers keep 15 digits: write money and long ids as text.',
  });

/** Without recursion: what is measured may be deeper than the stack. Counts no further than it must. */
function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  let depth = 0;
  while (level.length > 0 && depth <= deepest) {
    depth++;
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null
        ? Object.values(one).filter((inner) => typeof inner === 'object' && inner !== null)
        : [],
    );
  }
  return depth;
}
