create table approval.audit_entries (
  request_id uuid not null references approval.requests,
  sequence integer not null check (sequence > 0),
  at timestamptz not null,
  actor text not null,
  action text not null,
  state text not null,
  data jsonb not null,
  previous bytea check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  primary key (request_id, sequence),
  check ((sequence = 1) = (previous is null))
);
-- One chain and no fork: an entry follows one other at most.
create unique index audit_entries_previous on approval.audit_entries (previous) where previous is not null;
create unique index audit_entries_hash on approval.audit_entries (hash);
create index audit_entries_decided_by on approval.audit_entries (actor, request_id) where action = 'decided';
create index audit_entries_decided_for on approval.audit_entries ((data ->> 'onBehalfOf'), request_id) where action = 'decided';
comment on table approval.audit_entries is 'Everything that happened to requests. Rows are added and never changed.';
comment on column approval.audit_entries.state is 'Of the request, after it.';
comment on column approval.audit_entries.hash is 'SHA-256 of the entry as canonical JSON (RFC 8785): request, sequence, at, actor, action, state, data, previous.';

create table approval.audit_checkpoints (
  number integer primary key check (number > 0),
  at timestamptz not null,
  previous bytea check (length(previous) = 32),
  hash bytea not null unique check (length(hash) = 32),
  check ((number = 1) = (previous is null))
);
comment on table approval.audit_checkpoints is 'Kept or sent elsewhere, the last hash shows whether whole trails were removed.';
comment on column approval.audit_checkpoints.hash is 'SHA-256 of canonical JSON: number, at, previous, and heads as [request, sequence, hash] by request.';

create table approval.audit_checkpoint_heads (
  checkpoint integer not null references approval.audit_checkpoints,
  request_id uuid not null,
  sequence integer not null,
  hash bytea not null check (length(hash) = 32),
  primary key (checkpoint, request_id)
);
comment on table approval.audit_checkpoint_heads is 'What a checkpoint holds. No reference to the entries: that one of them is gone is what it shows.';

-- The role of the service has no right to change them; these keep the owner from it as well, unless they take the triggers away.
create function approval.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% of % is refused: the audit trail is added to and never changed', tg_op, tg_table_name
    using errcode = '42501', hint = 'What is wrong is set right by a new entry.';
end $$;
revoke execute on function approval.refuse_change() from public;

create trigger never_changed before update or delete on approval.audit_entries
  for each row execute function approval.refuse_change();
create trigger never_emptied before truncate on approval.audit_entries
  for each statement execute function approval.refuse_change();
create trigger never_changed before update or delete on approval.audit_checkpoints
  for each row execute function approval.refuse_change();
create trigger never_emptied before truncate on approval.audit_checkpoints
  for each statement execute function approval.refuse_change();
create trigger never_changed before update or delete on approval.audit_checkpoint_heads
  for each row execute function approval.refuse_change();
create trigger never_emptied before truncate on approval.audit_checkpoint_heads
  for each statement execute function approval.refuse_change();

-- What a request was made of is what was decided on.
create function approval.refuse_other_request() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what is asked for never changes: request %', old.id
    using errcode = '42501', hint = 'Withdraw the request and make another.';
end $$;
revoke execute on function approval.refuse_other_request() from public;
create trigger never_another before update on approval.requests
  for each row when (
    (old.id, old.policy, old.policy_name, old.subject_type, old.subject_id, old.subject_version, old.title, old.payload,
      old.amount, old.currency, old.requester, old.filed_by, old.callback, old.created_at, old.auditor_roles)
    is distinct from
    (new.id, new.policy, new.policy_name, new.subject_type, new.subject_id, new.subject_version, new.title, new.payload,
      new.amount, new.currency, new.requester, new.filed_by, new.callback, new.created_at, new.auditor_roles)
  ) execute function approval.refuse_other_request();
