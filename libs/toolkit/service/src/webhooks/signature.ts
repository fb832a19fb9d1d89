import { createHmac, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../errors.ts';
import { problem } from '../problems/shared.ts';

/** The headers of a signed message (Standard Webhooks 1.0.0, "Webhook Headers (Verifying)"). */
export interface SignedHeaders {
  readonly 'webhook-id': string;
  /** Seconds since 1970. */
  readonly 'webhook-timestamp': string;
  /** `v1,<base64>`; several with spaces between them while a secret is changed. */
  readonly 'webhook-signature': string;
}

/** Signs `<id>.<timestamp>.<body>` by HMAC-SHA256, as Standard Webhooks wants it. */
export function signWebhook(secret: string, id: string, body: string, at: Date): SignedHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = macOf(secret, `${id}.${timestamp}.${body}`).toString('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

export interface VerifyOptions {
  /** One of them must have signed; two while a secret is changed. */
  readonly secrets: readonly string[];
  /** Seconds by which the timestamp may differ from this clock. @default 300 */
  readonly toleranceSeconds?: number;
  /** @default now */
  readonly now?: Date;
}

/**
 * Holds a message against its signature. Ask before anything of its body is believed; the body is the text as it came
 * (`rawBody: true` in the route's config).
 *
 * @returns the id of the message, the same whenever it is sent again: do it once for each
 * @throws ServiceProblem `unauthenticated`
 */
export function verifyWebhook(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: string,
  { secrets, toleranceSeconds = 300, now = new Date() }: VerifyOptions,
): { readonly id: string; readonly sentAt: Date } {
  const [id, timestamp, signatures] = (
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const
  ).map((name) => headers[name]);
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') {
    throw problem('unauthenticated', 'The webhook is not signed.');
  }
  const isTime = /^\d{1,12}$/.test(timestamp);
  const differs = Math.abs(Number(timestamp) - now.getTime() / 1000);
  if (!isTime || differs > toleranceSeconds) {
    throw problem('unauthenticated', 'The webhook’s timestamp is not of this time.');
  }
  const given = signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice(3), 'base64'));
  const isSigned = secrets.some((secret) => {
    const own = macOf(secret, `${id}.${timestamp}.${body}`);
    return given.some((one) => one.length === own.length && timingSafeEqual(one, own));
  });
  if (!isSigned) throw problem('unauthenticated', 'The webhook’s signature is not right.');
  return { id, sentAt: new Date(Number(timestamp) * 1000) };
}

/**
 * The bytes of a secret: `whsec_` and base64 of 24 to 64 bytes, as Standard Webhooks has them.
 *
 * @throws ServiceError `SERVICE_BAD_OPTION`, without the secret
 */
export function secretBytes(secret: string): Buffer {
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  if (/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret) && bytes.length >= 24 && bytes.length <= 64) {
    return bytes;
  }
  throw new ServiceError(
    'SERVICE_BAD_OPTION',
    'A secret of webhooks is not "whsec_" and base64 of 24 to 64 random bytes. Make one: node -p "\'whsec_\' + crypto.randomBytes(32).toString(\'base64\')"',
  );
}

function macOf(secret: string, text: string): Buffer {
  return createHmac('sha256', secretBytes(secret)).update(text).digest();
}
