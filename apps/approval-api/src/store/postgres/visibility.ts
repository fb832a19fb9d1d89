// Who sees a request: who asks and who filed it, whoever decided on it and for whom, whoever may decide in a step that is open,
// their delegates, and auditors of its policy. Nobody else, and no administrator.

/** $1 subject, $2 roles, $3 now; of `approval.requests r`. */
export const isVisible = `(
  r.requester = $1 or r.filed_by = $1
  or r.auditor_roles && $2::text[]
  or exists (select from approval.audit_entries e where e.request_id = r.id and e.action = 'decided'
    and (e.actor = $1 or e.data ->> 'onBehalfOf' = $1))
  or ${waits()}
)`;

/** The same for what may wait for them. Whether they decided already, the rules tell. */
export const waitsForViewer = `(r.requester <> $1 and r.filed_by <> $1 and ${waits()})`;

function waits(): string {
  return `(r.state = 'pending' and (
    r.waiting_people @> array[$1::text] or r.waiting_roles && $2::text[]
    or exists (select from approval.delegations d where d.delegate = $1
      and d.starts_at <= $3 and $3 < d.ends_at and (d.revoked_at is null or $3 < d.revoked_at)
      and (d.policies is null or d.policies @> array[r.policy_name])
      and r.requester <> d.delegator and r.filed_by <> d.delegator
      and (r.waiting_people @> array[d.delegator] or r.waiting_roles && d.roles))))`;
}
