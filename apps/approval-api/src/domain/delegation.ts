/** For a time, `to` decides for `from`. */
export interface Delegation {
  readonly from: string;
  readonly to: string;
  /** Roles of `from` that go with it, as they had them when they delegated. */
  readonly roles: readonly string[];
  /** Names of policies that it is limited to; all of them when absent. */
  readonly policies?: readonly string[];
  readonly startsAt: Date;
  /** The first moment at which it holds no more. */
  readonly endsAt: Date;
  readonly revokedAt?: Date;
}

/** Whether a delegation holds at a time for requests of a policy. */
export function holds(delegation: Delegation, policy: string, now: Date): boolean {
  return (
    delegation.startsAt <= now &&
    now < delegation.endsAt &&
    (delegation.revokedAt === undefined || now < delegation.revokedAt) &&
    (delegation.policies === undefined || delegation.policies.includes(policy))
  );
}
