import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { readPublicKey, readSigningKey } from '../seal/keys.ts';

export interface GuardSettings {
  readonly server: URL;
  readonly token: string | undefined;
  readonly trusted: readonly KeyObject[];
  readonly signingKey: KeyObject | undefined;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** The variables that configure it; `npm run remote-cache -- --help` says what each is. */
export const variables = {
  server: 'REMOTE_CACHE_SERVER',
  token: 'REMOTE_CACHE_TOKEN',
  publicKeys: 'REMOTE_CACHE_PUBLIC_KEYS',
  signingKey: 'REMOTE_CACHE_SIGNING_KEY',
  timeout: 'REMOTE_CACHE_TIMEOUT_SECONDS',
  maxMegabytes: 'REMOTE_CACHE_MAX_MEGABYTES',
} as const;

/** Where a run goes on without a remote cache: by choice, without a reason, or for what is wrong with its settings. */
export interface NoCache {
  readonly why: string | undefined;
}

const positive = z.coerce.number().positive().finite();
// Of a pipeline, an absent secret is an empty text.
const schema = z.object({
  [variables.server]: z.url({ protocol: /^https?$/, error: 'is no http or https URL' }),
  [variables.token]: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'holds something other than printable ASCII')
    .optional(),
  [variables.publicKeys]: z
    .string({ error: 'is not set: entries that nobody vouches for are of no use' })
    .transform((text) => text.split(',').map((one) => readPublicKey(one.trim())))
    .pipe(z.array(z.custom<KeyObject>((key) => key !== undefined, 'is no Ed25519 public key'))),
  [variables.signingKey]: z
    .string()
    .transform((text) => readSigningKey(text))
    .refine((key) => key !== undefined, 'is no Ed25519 private key')
    .optional(),
  [variables.timeout]: positive.default(20),
  [variables.maxMegabytes]: positive.default(256),
});

export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
): GuardSettings | NoCache {
  const given = Object.fromEntries(
    Object.values(variables).flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  if (given[variables.server] === undefined) return { why: undefined };
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
    return { why: wrong.join('; ') };
  }
  const settings = parsed.data;
  const signingKey = settings[variables.signingKey];
  const trusted = settings[variables.publicKeys];
  if (signingKey && !trusted.some((key) => key.equals(createPublicKey(signingKey)))) {
    return { why: `${variables.signingKey} fits none of ${variables.publicKeys}` };
  }
  return {
    server: new URL(settings[variables.server]),
    token: settings[variables.token],
    trusted,
    signingKey,
    timeoutMs: settings[variables.timeout] * 1000,
    maxBytes: settings[variables.maxMegabytes] * 1024 * 1024,
  };
}
