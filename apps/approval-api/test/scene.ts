import type { Delegation } from '../src/domain/delegation.ts';
import { parsePolicy } from '../src/domain/policy/parse-policy.ts';
import type { BoundPolicy, BoundStep, Policy } from '../src/domain/policy/policy.ts';
import type { Actor, ApprovalRequest } from '../src/domain/request.ts';

export const monday = new Date('2026-11-02T08:00:00.000Z');

/** A moment so many hours after the request was made. */
export function hours(count: number): Date {
  return new Date(monday.getTime() + count * 3_600_000);
}

export function person(subject: string, ...roles: string[]): Actor {
  return { subject, kind: 'person', roles };
}

/** `step('board', ['ada', '@chair'])`: people by name, roles with an @. */
export function step(
  name: string,
  deciders: readonly string[],
  more: Partial<BoundStep> = {},
): BoundStep {
  return { name, deciders: deciders.map(decider), quorum: 1, rejections: 1, ...more };
}

export function decider(word: string): { person: string } | { role: string } {
  return word.startsWith('@') ? { role: word.slice(1) } : { person: word };
}

/** Stages of a policy by name `test`. */
export function policy(
  stages: readonly (readonly BoundStep[])[],
  more: Partial<BoundPolicy> = {},
): BoundPolicy {
  return { name: 'test', version: 1, auditors: [], differentPeople: false, stages, ...more };
}

/** Made on Monday by rea. */
export function request(
  stages: readonly (readonly BoundStep[])[],
  more: Partial<BoundPolicy> = {},
): ApprovalRequest {
  return {
    policy: policy(stages, more),
    requester: 'rea',
    filedBy: 'rea',
    state: 'pending',
    createdAt: monday,
  };
}

/** For the week from Monday on. */
export function delegation(from: string, to: string, more: Partial<Delegation> = {}): Delegation {
  return { from, to, roles: [], startsAt: monday, endsAt: hours(7 * 24), ...more };
}

/** The policy that a file would give. */
export function soundPolicy(input: unknown): Policy {
  const { policy: sound, problems } = parsePolicy(input);
  if (sound === undefined) throw new Error(JSON.stringify(problems));
  return sound;
}
