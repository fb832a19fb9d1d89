import { sealed, sha256 } from '../audit/entry.ts';
import type { Amount } from '../domain/amount.ts';
import type { Named } from '../domain/policy/bind-policy.ts';
import { bindPolicy } from '../domain/policy/bind-policy.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Subject } from '../domain/request.ts';
import { standingOf } from '../domain/standing.ts';
import type { Callback, StoredRequest } from '../store/approval-store.ts';
import type { Step } from './next-entry.ts';
import { waitingOf } from './waiting.ts';

/** What somebody files. */
export interface Filing {
  readonly id: string;
  readonly subject: Subject;
  readonly title: string;
  readonly payload: unknown;
  readonly requester: string;
  readonly filedBy: string;
  readonly amount?: Amount | undefined;
  readonly named?: Named | undefined;
  readonly callback?: Callback | undefined;
}

export type Filed =
  | (Step & { readonly request: StoredRequest; readonly problems: readonly [] })
  | { readonly request?: never; readonly problems: readonly string[] };

/** A new request with the first entry of its trail; or why the policy can't be used for it. */
export function fileRequest(policy: Policy, filing: Filing, now: Date): Filed {
  const { id, subject, title, payload, requester, filedBy, amount, named, callback } = filing;
  const { policy: bound, problems } = bindPolicy(policy, {
    ...{ subjectType: subject.type, requester, filedBy, amount, named },
  });
  if (bound === undefined) return { problems };
  const entry = sealed({
    ...{ requestId: id, sequence: 1, at: now, actor: filedBy, action: 'requested' },
    state: 'pending',
    data: {
      policy: { name: bound.name, version: bound.version, sha256: sha256(bound).toString('hex') },
      ...{ subject, title, requester },
      payloadSha256: sha256(payload).toString('hex'),
      ...(amount === undefined ? {} : { amount }),
      ...(callback === undefined ? {} : { callback }),
    },
    previous: null,
  });
  const request: StoredRequest = {
    ...{ id, policy: bound, subject, title, payload, requester, filedBy },
    ...(amount === undefined ? {} : { amount }),
    ...(callback === undefined ? {} : { callback }),
    ...{ createdAt: now, state: 'pending', version: 1, head: entry.hash, updatedAt: now },
  };
  const waiting = waitingOf({ escalated: [] }, standingOf(request, [], now));
  const after = { request, decisions: [], escalated: [] };
  return { request, entry, waiting, after, problems: [] };
}
