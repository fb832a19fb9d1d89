import { problem } from '../problems/shared.ts';

const windowMs = 60_000;
/** Addresses that are remembered; beyond, the oldest is forgotten. */
const addressesAtMost = 10_000;

/** Counts the requests of an address that said falsely or not at all who makes them. */
export interface FailedLogins {
  /** @throws ServiceProblem `rate-limited` where there were too many from there within a minute */
  check(address: string): void;
  count(address: string): void;
}

/**
 * Whoever tries keys and tokens costs a look-up or a signature for each, so an address is not listened to for the rest of a
 * minute after so many failures. In this process alone, as the other limits are.
 */
export function failedLogins(mostInAMinute: number): FailedLogins {
  const seen = new Map<string, { since: number; failures: number }>();
  const recent = (address: string) => {
    const one = seen.get(address);
    return one === undefined || Date.now() - one.since >= windowMs ? undefined : one;
  };
  return {
    check: (address) => {
      const one = recent(address);
      if (one === undefined || one.failures < mostInAMinute) return;
      const seconds = Math.max(1, Math.ceil((one.since + windowMs - Date.now()) / 1000));
      throw problem('rate-limited', `Too many requests that nobody made. Wait ${seconds} s.`, {
        headers: { 'retry-after': String(seconds) },
      });
    },
    count: (address) => {
      const one = recent(address);
      if (one !== undefined) {
        one.failures++;
        return;
      }
      // Put in anew, so that the first of the map is the oldest.
      seen.delete(address);
      seen.set(address, { since: Date.now(), failures: 1 });
      const [oldest] = seen.size > addressesAtMost ? seen.keys() : [];
      if (oldest !== undefined) seen.delete(oldest);
    },
  };
}
