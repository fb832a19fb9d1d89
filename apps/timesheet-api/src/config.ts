import { httpUrlVariable, serviceVariables } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';

const key = z.string().min(20, 'must be an API key of approval-api');

/** What the environment says, read once. */
export const environment = z.object({
  ...serviceVariables,
  APPROVAL_API_URL: httpUrlVariable.meta({ examples: ['http://127.0.0.1:4301'] }),
  APPROVAL_API_KEY: key.meta({
    examples: ['hjp_0123456789abcdef01_0123456789abcdef0123456789abcdef0123456789a'],
  }),
  APPROVAL_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, 'must be "whsec_" and base64')
    .meta({ examples: ['whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='] }),
  APPROVAL_WEBHOOK_SECRET_PREVIOUS: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, 'must be "whsec_" and base64')
    .optional()
    .describe('the one before, while both are in use'),
  APPROVAL_POLICY: z.string().default('timesheet').describe('policy of approval-api'),
  APPROVAL_SECRET_NAME: z
    .string()
    .default('timesheet-api')
    .describe('name by which approval-api knows the secret'),
  TRYTON_COMPANY: z.coerce
    .number()
    .int()
    .positive()
    .default(1)
    .describe('id of company.company in Tryton'),
});

export type Config = z.output<typeof environment>;
