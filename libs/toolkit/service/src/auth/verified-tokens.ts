import { createHash } from 'node:crypto';
import type { Principal } from '../access/principal.ts';

/** Tokens that are remembered; beyond, the oldest is forgotten. */
const tokensAtMost = 5_000;

/** Principals of tokens whose signatures were checked a moment ago. */
export interface VerifiedTokens {
  find(token: string): Principal | undefined;
  /** @param expiresAt milliseconds since 1970, with the skew of clocks in it */
  remember(token: string, principal: Principal, expiresAt: number): void;
}

/**
 * Checking a signature takes 0.4 ms of a processor, most of what a request costs here, and who calls sends the same token each
 * time. So it is taken at its word for `ttlMs`, and never past its end. By its hash: a token itself stays nowhere.
 */
export function verifiedTokens(ttlMs: number): VerifiedTokens {
  const known = new Map<string, { readonly principal: Principal; readonly until: number }>();
  const keyOf = (token: string): string => createHash('sha256').update(token).digest('base64');
  return {
    find: (token) => {
      const key = keyOf(token);
      const found = known.get(key);
      if (found === undefined) return undefined;
      if (Date.now() < found.until) return found.principal;
      known.delete(key);
      return undefined;
    },
    remember: (token, principal, expiresAt) => {
      const [oldest] = known.size >= tokensAtMost ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
      known.set(keyOf(token), { principal, until: Math.min(Date.now() + ttlMs, expiresAt) });
    },
  };
}
