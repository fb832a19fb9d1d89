import { httpUrlVariable, serviceVariables } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';

const line = z.string().max(120);

/** `timesheet-api=whsec_…,shop=whsec_…`: secrets of webhooks by the names that requests give. */
const secrets = z.string().transform((text, context) => {
  const pairs = text.split(',').map((pair) => /^([a-z0-9-]{1,64})=(.+)$/.exec(pair.trim()));
  if (pairs.includes(null)) {
    context.addIssue({ code: 'custom', message: 'must be name=whsec_…, several with commas' });
    return z.NEVER;
  }
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
});

export const environment = z.object({
  ...serviceVariables,
  POLICIES_DIR: z
    .string()
    .optional()
    .describe('folder of the policies, a file each; without it those that come with the service'),
  ORGANISATION: line.default('H&J Petroleum').describe('who approves, as certificates name them'),
  WEBHOOK_HOSTS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((host) => host.trim() || []))
    .describe('hosts that callbacks may go to, with their ports, with commas between them'),
  WEBHOOK_SIGNING_SECRET: secrets
    .default({})
    .describe('secrets that sign callbacks, by the names that requests give: name=whsec_…,…'),
  PDF_GENERATOR_URL: httpUrlVariable
    .optional()
    .describe('where certificates are made; none are without it'),
  CERTIFICATE_LANGUAGE: z.enum(['de', 'en']).default('de'),
  PDF_GENERATOR_API_KEY: z.string().optional().describe('the key by which this service calls it'),
});
export type Config = z.output<typeof environment>;
