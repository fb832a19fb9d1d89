import * as z from 'zod/mini';

const whole = (least: number) =>
  z.int().check(z.gte(least, `expected a whole number of at least ${least}`));
const share = z
  .number()
  .check(z.gte(0, 'expected a share from 0 to 1'), z.lte(1, 'expected a share from 0 to 1'));
const limit = z.number().check(z.gte(0, 'expected a number of at least 0'));

const raise = z.strictObject({
  runs: z.optional(whole(1)),
  days: z.optional(limit),
  passRate: z.optional(share),
  crashRate: z.optional(share),
  flakyRate: z.optional(share),
  suppressedShare: z.optional(share),
  unsupportedShare: z.optional(share),
  openFindings: z.optional(z.nullable(whole(0))),
  durationMs: z.optional(z.nullable(limit)),
  cooldownDays: z.optional(limit),
});

const lower = z.strictObject({
  projects: z.optional(whole(1)),
  crashes: z.optional(whole(1)),
  crashRate: z.optional(share),
  suppressed: z.optional(whole(1)),
  suppressedShare: z.optional(share),
  durationMs: z.optional(z.nullable(limit)),
  cooldownDays: z.optional(limit),
});

const hold = z.strictObject({
  skill: z.string().check(z.minLength(1)),
  project: z.optional(z.string().check(z.minLength(1))),
  direction: z.optional(z.enum(['both', 'up', 'down'])),
  reason: z
    .string()
    .check(z.minLength(1, 'expected the reason, for whoever asks why the mode stays')),
});

/** The shape of `graduation` in `standards.config.json`; what is left out has the default of {@link defaultPolicy}. */
export const policySchema = z.strictObject({
  windowDays: z.optional(whole(1)),
  countDirty: z.optional(z.boolean()),
  countPilot: z.optional(z.boolean()),
  raise: z.optional(z.strictObject({ warn: z.optional(raise), enforce: z.optional(raise) })),
  lower: z.optional(z.strictObject({ warn: z.optional(lower), enforce: z.optional(lower) })),
  holds: z.optional(z.array(hold)),
});

/** The keys that there are at a path that begins with `graduation`. */
export function policyKeysAt([, part, step]: readonly string[]): readonly string[] {
  if (part === undefined) return Object.keys(policySchema.shape);
  if (part === 'holds') return Object.keys(hold.shape);
  if (step === undefined) return ['warn', 'enforce'];
  return Object.keys((part === 'raise' ? raise : lower).shape);
}
