import * as z from 'zod';

/** A whole number in text, within bounds. */
export function integerVariable(minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, `must be a whole number from ${minimum} to ${maximum}`)
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum));
}

/** `on` or `off`. */
export const switchVariable = z
  .enum(['on', 'off'], 'must be on or off')
  .transform((text) => text === 'on');

/** `http://…` or `https://…`; without a slash at its end. */
export const httpUrlVariable = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
  .transform((url) => url.replace(/\/+$/, ''));

/** `postgres://…`. */
export const postgresUrlVariable = z.url({
  ...{ protocol: /^postgres(?:ql)?$/, error: 'must be an address of PostgreSQL' },
});

/**
 * The variables of every service, to be spread into the schema of its own:
 * `z.object({ ...serviceVariables, APPROVAL_API_URL: httpUrlVariable })`.
 */
export const serviceVariables = {
  DATABASE_URL: postgresUrlVariable.meta({
    examples: ['postgres://user:password@127.0.0.1:5432/database'],
  }),
  SIGNALS_DATABASE_URL: postgresUrlVariable
    .optional()
    .describe('where traces, logs and metrics go, if that is another database'),
  HOST: z.string().default('127.0.0.1').describe('where it listens; 0.0.0.0 in a container'),
  PORT: integerVariable(0, 65_535).meta({ examples: ['4301'] }),
  PUBLIC_URL: httpUrlVariable
    .optional()
    .describe('how others reach the service, where that is not http://HOST:PORT'),
  OIDC_ISSUER: httpUrlVariable.meta({ examples: ['https://login.example.com'] }),
  OIDC_AUDIENCE: z.string().meta({ examples: ['approval-api'] }),
  OIDC_JWKS_URL: httpUrlVariable
    .optional()
    .describe('keys of the issuer; without it they are where its discovery document says'),
  DATABASE_POOL_SIZE: integerVariable(1, 1000).default(10),
  DATABASE_PREPARE: switchVariable
    .default(false)
    .describe(
      'whether the server keeps the statements that it has prepared: on for PostgreSQL itself',
    ),
  BODY_LIMIT: integerVariable(1024, 1_073_741_824)
    .default(1_048_576)
    .describe('bytes of a request body at most'),
  REQUEST_TIMEOUT: integerVariable(100, 600_000)
    .default(30_000)
    .describe('milliseconds that a request may take'),
  RATE_LIMIT: integerVariable(1, 10_000_000)
    .default(600)
    .describe('requests that one caller may make of one instance in a minute'),
  TRUST_PROXY: integerVariable(0, 10)
    .default(0)
    .describe('how many proxies stand before the service, whose X-Forwarded-For is believed'),
  DRAIN_DELAY: integerVariable(0, 60_000)
    .default(0)
    .describe('milliseconds between not ready and no longer listening, for balancers to see it'),
  DRAIN_TIMEOUT: integerVariable(100, 600_000)
    .default(10_000)
    .describe('milliseconds that running requests get to end when the service is told to end'),
} as const;

/** What `serviceVariables` come to. */
export type ServiceConfig = z.output<z.ZodObject<typeof serviceVariables>>;
