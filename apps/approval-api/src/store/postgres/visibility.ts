// Who sees a request: who asks and who filed it, whoever decided on it and for whom, whoever may decide in a step that is open,
// their delegates, and auditors of its policy. Nobody else, and no administrator.
// $1 is the viewer, $2 their roles, $3 the time.

const standsIn = `d.delegate = $1
  and d.starts_at <= $3 and $3 < d.ends_at and (d.revoked_at is null or $3 < d.revoked_at)
  and (d.policies is null or d.policies @> array[r.policy_name])
  and r.requester <> d.delegator and r.filed_by <> d.delegator
  and (r.waiting_people @> array[d.delegator] or r.waiting_roles && d.roles)`;

const waits = `r.state = 'pending' and (r.waiting_people @> array[$1::text] or r.waiting_roles && $2::text[]
  or exists (select from approval.delegations d where ${standsIn}))`;

/** Whether one request is the viewer's to see, by what they audit in $5. */
export const isVisible = `(r.requester = $1 or r.filed_by = $1 or r.auditor_roles && $5::text[] or ${waits}
  or exists (select from approval.audit_entries e where e.request_id = r.id and e.action = 'decided'
    and (e.actor = $1 or e.data ->> 'onBehalfOf' = $1)))`;

/**
 * The same for a list: each way of having to do with a request by its own index, so that somebody's few are found among many
 * that aren't theirs.
 */
export const areVisible = `(r.auditor_roles && $5::text[] or r.id = any(array(
  select r.id from approval.requests r where r.requester = $1
  union select r.id from approval.requests r where r.filed_by = $1
  union select e.request_id from approval.audit_entries e where e.action = 'decided' and e.actor = $1
  union select e.request_id from approval.audit_entries e where e.action = 'decided' and e.data ->> 'onBehalfOf' = $1
  union select r.id from approval.requests r where r.state = 'pending' and r.waiting_people @> array[$1::text]
  union select r.id from approval.requests r where r.state = 'pending' and r.waiting_roles && $2::text[]
  union select r.id from approval.delegations d join approval.requests r on r.state = 'pending' and ${standsIn})))`;

/** What may wait for the viewer. Whether they decided already, the rules tell. */
export const waitsForViewer = `(r.requester <> $1 and r.filed_by <> $1 and ${waits})`;
