-- Words of the schema approval.
--   request     what somebody wants a yes for; a row that holds where it stands, all of which follows from its trail
--   entry       one thing that happened to a request; entries are never changed, and each holds the hash of the one before
--   trail       the entries of a request, in order
--   head        the hash of the last entry: who knows it can tell whether anything before it was changed
--   checkpoint  the heads of all requests that changed since the one before, hashed together: shows removed trails as well

create table approval.migration_files (
  name text primary key,
  sha256 text not null
);
comment on table approval.migration_files is 'Which files made this schema; a released file never changes.';

create table approval.requests (
  id uuid primary key,
  policy jsonb not null,
  policy_name text not null,
  subject_type text not null,
  subject_id text not null,
  subject_version text not null,
  title text not null,
  payload jsonb not null,
  amount numeric check (amount >= 0 and amount < 1e15),
  currency text check (currency ~ '^[A-Z]{3}$'),
  requester text not null,
  filed_by text not null,
  callback jsonb,
  created_at timestamptz not null,
  state text not null check (state in ('pending', 'approved', 'rejected', 'returned', 'withdrawn', 'expired')),
  version integer not null check (version > 0),
  head bytea not null check (length(head) = 32),
  updated_at timestamptz not null,
  waiting_people text[] not null,
  waiting_roles text[] not null,
  auditor_roles text[] not null,
  next_deadline timestamptz,
  checkpointed integer not null default 0,
  check ((amount is null) = (currency is null)),
  check (state = 'pending' or (waiting_people = '{}' and waiting_roles = '{}' and next_deadline is null))
);
create index requests_newest on approval.requests (created_at desc, id desc);
create index requests_requester on approval.requests (requester, created_at desc);
create index requests_filed_by on approval.requests (filed_by, created_at desc);
create index requests_subject on approval.requests (subject_type, subject_id);
create index requests_waiting_people on approval.requests using gin (waiting_people) where state = 'pending';
create index requests_waiting_roles on approval.requests using gin (waiting_roles) where state = 'pending';
create index requests_auditors on approval.requests using gin (auditor_roles);
create index requests_deadline on approval.requests (next_deadline) where next_deadline is not null;
create index requests_uncovered on approval.requests (id) where checkpointed < version;
comment on column approval.requests.policy is 'The policy as it holds for this request: stages, people filled in. What becomes of the file changes nothing.';
comment on column approval.requests.payload is 'What is asked for, in the asking system''s words. The first entry holds its SHA-256.';
comment on column approval.requests.filed_by is 'Who sent it: the requester, or a machine that asks for them.';
comment on column approval.requests.version is 'Number of the last entry. A change names the version it was made on, and happens on no other.';
comment on column approval.requests.waiting_people is 'Who may decide in an open step, to find what waits for somebody. The rules themselves decide, not this column.';
comment on column approval.requests.next_deadline is 'When time alone changes something next.';
comment on column approval.requests.checkpointed is 'The version that the last checkpoint holds.';

create table approval.delegations (
  id uuid primary key,
  delegator text not null,
  delegate text not null,
  roles text[] not null,
  policies text[],
  reason text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  check (delegator <> delegate),
  check (starts_at < ends_at)
);
create index delegations_delegate on approval.delegations (delegate, ends_at);
create index delegations_delegator on approval.delegations (delegator, created_at desc);
comment on column approval.delegations.roles is 'Roles of the delegator that go with it, as their token carried them when they delegated.';
comment on column approval.delegations.policies is 'Policies that it is limited to; null for all.';
