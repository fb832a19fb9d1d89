import { ServiceError } from '../errors.ts';
import { secretBytes } from './signature.ts';

/** Where webhooks may go and what they are signed with. */
export interface WebhookConfig {
  /**
   * Hosts with their ports where these are not the protocol's: `hooks.example.com`, `127.0.0.1:4302`. No other address is
   * called, whoever asks for it: the service stands where others can't reach (server-side request forgery).
   */
  readonly allowedHosts: readonly string[];
  /** By names, which callers give; the secrets themselves are in nobody's hands but both ends'. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Milliseconds that the other end has for its answer. @default 10000 */
  readonly timeoutMs?: number;
}

/** @throws ServiceError `SERVICE_BAD_OPTION` for a secret that is none */
export function checkWebhookConfig({ secrets }: WebhookConfig): void {
  for (const secret of Object.values(secrets)) secretBytes(secret);
}

/** Why a webhook can't go there, for who asked for it; undefined where it can. */
export function targetFault(
  config: WebhookConfig | undefined,
  { url, secretName }: { readonly url: string; readonly secretName: string },
): string | undefined {
  if (config === undefined) return 'This service sends no webhooks.';
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined) return 'The address of the webhook is none.';
  if (target.username !== '' || target.password !== '') {
    return 'The address of the webhook holds a user or a password.';
  }
  const isLocal = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(target.hostname);
  if (target.protocol !== 'https:' && !(target.protocol === 'http:' && isLocal)) {
    return 'The address of the webhook must begin with https://.';
  }
  if (!config.allowedHosts.includes(target.host)) {
    return `Webhooks may not go to ${target.host}: it is none of the hosts that this service may call.`;
  }
  if (!Object.hasOwn(config.secrets, secretName)) {
    return `There is no secret "${secretName}" for webhooks.`;
  }
  return undefined;
}

/** @throws ServiceError `SERVICE_WEBHOOK_REFUSED` */
export function checkTarget(
  config: WebhookConfig | undefined,
  target: { readonly url: string; readonly secretName: string },
): asserts config is WebhookConfig {
  const fault = targetFault(config, target);
  if (fault !== undefined) throw new ServiceError('SERVICE_WEBHOOK_REFUSED', fault);
}
