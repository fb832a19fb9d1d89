import { z } from 'zod';
import { currency, decimal } from '../amount.ts';
import { duration } from '../duration.ts';

const name = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a name in kebab-case, such as "line-manager"');

/** The `sub` of the person's token. */
export const person = z.string().min(1).max(200);
export const role = z.string().min(1).max(100).meta({ description: 'A role, as tokens carry it.' });

const namedPerson = z.strictObject({ person });
const holderOfRole = z.strictObject({ role });
const filledIn = z.strictObject({ named: name });

const decider = z
  .union([namedPerson, holderOfRole, filledIn], {
    error: 'a decider is {"person": …}, {"role": …} or {"named": …}, and nothing else',
  })
  .meta({
    description:
      'A person, whoever has a role, or people whom the request names (only a machine may name them).',
  });
export type Decider = z.infer<typeof decider>;

const escalation = z.strictObject({
  after: duration.describe('Counted from when the step opened.'),
  to: z.array(decider).min(1).max(50),
});

const step = z.strictObject({
  name,
  title: z.string().min(1).max(200).optional(),
  deciders: z.array(decider).min(1).max(50),
  quorum: z.int().min(1).max(50).default(1).describe('How many different people must approve.'),
  rejections: z
    .int()
    .min(1)
    .max(50)
    .default(1)
    .describe('How many different people must reject for the request to be rejected.'),
  when: z
    .strictObject({ atLeast: decimal.optional(), below: decimal.optional() })
    .optional()
    .describe('Amounts for which the step is needed; always, when absent.'),
  escalation: escalation.optional(),
  expiresAfter: duration.optional().describe('Counted from when the step opened.'),
});
export type Step = z.infer<typeof step>;

const parallel = z.strictObject({ parallel: z.array(step).min(2).max(10) });

/** Whose yes is needed. One file in the folder of policies. */
export const policySchema = z
  .strictObject({
    $schema: z.string().optional(),
    name,
    version: z.int().min(1),
    title: z.string().min(1).max(200),
    subjectTypes: z
      .array(z.string().min(1).max(100))
      .min(1)
      .optional()
      .describe('Types of subject it may be used for; any, when absent.'),
    requesters: z
      .array(role)
      .min(1)
      .optional()
      .describe('Roles of which one is needed to ask; anybody, when absent.'),
    auditors: z
      .array(role)
      .default([])
      .describe('Roles that may read requests of this policy and their audit trail.'),
    currency: currency.optional().describe('Of the amounts in the steps, and of every request.'),
    steps: z
      .array(z.union([step, parallel]))
      .min(1)
      .max(20),
    differentPeople: z
      .boolean()
      .default(false)
      .describe('Whether somebody who decided in one step is refused in every other.'),
    expiresAfter: duration.optional().describe('Counted from when the request was made.'),
  })
  .meta({ title: 'Approval policy' });
export type Policy = z.infer<typeof policySchema>;

/** A decider of a request: nobody is left to be filled in. */
export type BoundDecider = Exclude<Decider, { named: string }>;

type Bound<T> = Omit<T, 'deciders' | 'escalation'> & {
  readonly deciders: readonly BoundDecider[];
  readonly escalation?: { readonly after: string; readonly to: readonly BoundDecider[] };
};
export type BoundStep = Bound<Step>;

/** A policy as it holds for one request: the steps its amount needs, in stages, with everybody filled in. */
export interface BoundPolicy {
  readonly name: string;
  readonly version: number;
  readonly auditors: readonly string[];
  readonly differentPeople: boolean;
  readonly expiresAfter?: string;
  /** One after the other; the steps of one side by side. Never empty. */
  readonly stages: readonly (readonly BoundStep[])[];
}

/** The steps of a policy, those side by side in one stage. */
export function stagesOf(policy: Policy): readonly (readonly Step[])[] {
  return policy.steps.map((one) => ('parallel' in one ? one.parallel : [one]));
}
