import * as z from 'zod';
import { tracedFetch } from '../http/traced-fetch.ts';
import { signWebhook } from './signature.ts';
import type { WebhookConfig } from './targets.ts';
import { checkTarget } from './targets.ts';

/** A webhook as it waits in the outbox. */
export const webhookMessage = z.object({
  /** `approval.request.approved` */
  type: z.string().min(1).max(200),
  /** When it happened; not when it is sent. */
  timestamp: z.iso.datetime(),
  data: z.unknown(),
  url: z.string(),
  secretName: z.string(),
});

export type WebhookMessage = z.output<typeof webhookMessage>;

/** Bytes of an answer that are read: nothing in it is used. */
const answerLimit = 65_536;

/**
 * Sends one webhook. An answer of 2xx is the other end's word that it has it; anything else, and no answer, throws, so that
 * it is tried again. Redirects are not followed: where they lead, nobody allowed.
 */
export async function deliverWebhook(
  config: WebhookConfig | undefined,
  { type, timestamp, data, url, secretName }: WebhookMessage,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const target = { url, secretName };
  // Asked again: what was allowed when it was published may not be any more.
  checkTarget(config, target);
  const secret = config.secrets[secretName] ?? '';
  const body = JSON.stringify({ type, timestamp, data });
  const response = await tracedFetch(url, {
    ...{ method: 'POST', body, redirect: 'manual' },
    headers: {
      ...{ 'content-type': 'application/json', 'user-agent': 'h-j-petroleum-webhooks/1' },
      ...signWebhook(secret, id, body, new Date()),
    },
    signal: AbortSignal.any([signal, AbortSignal.timeout(config.timeoutMs ?? 10_000)]),
  });
  await readSome(response);
  if (response.status < 200 || response.status > 299) {
    throw new Error(`${new URL(url).host} answered ${response.status}`);
  }
}

async function readSome({ body }: Response): Promise<void> {
  if (body === null) return;
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    // Leaving the loop gives the rest up.
    if (size > answerLimit) break;
  }
}
