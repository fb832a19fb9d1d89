import type { Action, Entry } from '../../audit/entry.ts';
import type { BoundPolicy } from '../../domain/policy/policy.ts';
import type { Verdict } from '../../domain/request.ts';
import type { State } from '../../domain/transitions.ts';
import type {
  Callback,
  LoadedRequest,
  RecordedDecision,
  StoredDelegation,
} from '../approval-store.ts';

export interface RequestRow {
  readonly id: string;
  readonly policy: BoundPolicy;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly subject_version: string;
  readonly title: string;
  readonly payload: unknown;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly requester: string;
  readonly filed_by: string;
  readonly callback: Callback | null;
  readonly created_at: Date;
  readonly state: State;
  readonly version: number;
  readonly head: Buffer;
  readonly updated_at: Date;
  readonly decisions: readonly {
    readonly actor: string;
    readonly at: string;
    readonly data: {
      readonly step: string;
      readonly verdict: Verdict;
      readonly onBehalfOf: string;
      readonly seen: number;
      readonly comment?: string;
      readonly name?: string;
    };
  }[];
  readonly escalated: readonly string[];
}

/** What `requestOf` needs of `approval.requests r`. */
export const requestColumns = `r.id, r.policy, r.subject_type, r.subject_id, r.subject_version, r.title, r.payload, r.amount,
  r.currency, r.requester, r.filed_by, r.callback, r.created_at, r.state, r.version, r.head, r.updated_at,
  (select coalesce(jsonb_agg(jsonb_build_object('actor', actor, 'at', at, 'data', data) order by sequence), '[]')
    from approval.audit_entries where request_id = r.id and action = 'decided') as decisions,
  array(select data ->> 'step' from approval.audit_entries
    where request_id = r.id and action = 'escalated' order by sequence) as escalated`;

export function requestOf(row: RequestRow): LoadedRequest {
  const { amount, currency, callback } = row;
  return {
    request: {
      id: row.id,
      policy: row.policy,
      subject: { type: row.subject_type, id: row.subject_id, version: row.subject_version },
      title: row.title,
      payload: row.payload,
      ...(amount === null || currency === null ? {} : { amount: { value: amount, currency } }),
      requester: row.requester,
      filedBy: row.filed_by,
      ...(callback === null ? {} : { callback }),
      createdAt: row.created_at,
      state: row.state,
      version: row.version,
      head: row.head,
      updatedAt: row.updated_at,
    },
    decisions: row.decisions.map(({ actor, at, data }): RecordedDecision => {
      const { step, verdict, onBehalfOf, seen, comment, name } = data;
      return {
        ...{ step, verdict, by: actor, onBehalfOf, at: new Date(at), seen },
        ...(comment === undefined ? {} : { comment }),
        ...(name === undefined ? {} : { name }),
      };
    }),
    escalated: row.escalated,
  };
}

export interface EntryRow {
  readonly request_id: string;
  readonly sequence: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: Action;
  readonly state: State;
  readonly data: Readonly<Record<string, unknown>>;
  readonly previous: Buffer | null;
  readonly hash: Buffer;
}

export const entryColumns = 'request_id, sequence, at, actor, action, state, data, previous, hash';

export function entryOf({ request_id: requestId, ...rest }: EntryRow): Entry {
  return { requestId, ...rest };
}

export interface DelegationRow {
  readonly id: string;
  readonly delegator: string;
  readonly delegate: string;
  readonly roles: readonly string[];
  readonly policies: readonly string[] | null;
  readonly reason: string | null;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
}

export const delegationColumns =
  'id, delegator, delegate, roles, policies, reason, starts_at, ends_at, created_at, revoked_at';

export function delegationOf(row: DelegationRow): StoredDelegation {
  return {
    id: row.id,
    from: row.delegator,
    to: row.delegate,
    roles: row.roles,
    ...(row.policies === null ? {} : { policies: row.policies }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    createdAt: row.created_at,
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  };
}

/** Whether a delegation to somebody holds at a time, both parameters. */
export const holdingFor = (delegate: string, at: string): string =>
  `delegate = ${delegate} and starts_at <= ${at} and ${at} < ends_at and (revoked_at is null or ${at} < revoked_at)`;

/** Of the viewer in $1 at the time in $3, as a column. */
export const delegationsHeld = `(select coalesce(jsonb_agg(to_jsonb(d) order by d.created_at, d.id), '[]') from (
  select ${delegationColumns} from approval.delegations where ${holdingFor('$1', '$3')}) d) as delegations`;

/** A delegation as JSON has it, whose times are text. */
export type DelegationJson = {
  readonly [Name in keyof DelegationRow]: DelegationRow[Name] extends Date
    ? string
    : DelegationRow[Name] extends Date | null
      ? string | null
      : DelegationRow[Name];
};

export function delegationOfJson(row: DelegationJson): StoredDelegation {
  return delegationOf({
    ...row,
    ...{ starts_at: new Date(row.starts_at), ends_at: new Date(row.ends_at) },
    created_at: new Date(row.created_at),
    revoked_at: row.revoked_at === null ? null : new Date(row.revoked_at),
  });
}
