-- The words stand at the head of apps/timesheet-api/src/domain/words.ts.
create table timesheet.migration_files (name text primary key, sha256 text not null);

-- Exclusion constraints over equal ids and overlapping ranges. A trusted extension: who may create in the database may create it.
create extension if not exists btree_gist with schema timesheet;

-- Master data.

create table timesheet.rule_sets (
  name text primary key check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  rules jsonb not null,
  revision integer not null default 1,
  changed_at timestamptz not null default now()
);
comment on table timesheet.rule_sets is 'How time is recorded, rounded and paid: src/domain/rules/rule-set.ts.';

create table timesheet.holidays (
  calendar text not null check (calendar ~ '^[a-z][a-z0-9-]{0,62}$'),
  date date not null,
  name text not null,
  primary key (calendar, date)
);

create table timesheet.employees (
  id uuid primary key default gen_random_uuid(),
  number text not null unique,
  subject text not null unique,
  name text not null,
  tryton_id integer unique check (tryton_id > 0),
  is_active boolean not null default true,
  revision integer not null default 1
);
comment on column timesheet.employees.subject is 'Who it is in a token (sub). Never changes.';
comment on column timesheet.employees.tryton_id is 'Of company.employee in Tryton; null keeps their lines out of the export.';

create table timesheet.employee_terms (
  id uuid primary key default gen_random_uuid(),
  employee_id uuid not null references timesheet.employees,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  team text not null check (team <> ''),
  manager_id uuid references timesheet.employees check (manager_id <> employee_id),
  zone text not null,
  rule_set text not null references timesheet.rule_sets,
  calendar text,
  constraint employee_terms_one_at_a_time exclude using gist (employee_id with =, valid with &&)
);
comment on table timesheet.employee_terms is 'What holds for an employee from a day on: the team is data of a time, so a sheet of last year keeps its manager.';
create index employee_terms_manager on timesheet.employee_terms (manager_id);

create table timesheet.projects (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  name text not null,
  is_active boolean not null default true,
  revision integer not null default 1
);

create table timesheet.tasks (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references timesheet.projects,
  code text not null,
  name text not null,
  tryton_work_id integer check (tryton_work_id > 0),
  is_active boolean not null default true,
  revision integer not null default 1,
  unique (project_id, code)
);
comment on column timesheet.tasks.tryton_work_id is 'Of timesheet.work in Tryton; null keeps its lines out of the export.';

-- Timesheets.

create table timesheet.timesheets (
  id uuid primary key default gen_random_uuid(),
  employee_id uuid not null references timesheet.employees,
  week text not null check (week ~ '^\d{4}-W\d{2}$'),
  monday date not null check (extract(isodow from monday) = 1),
  check (week = to_char(monday, 'IYYY"-W"IW')),
  unique (employee_id, monday),
  unique (id, employee_id)
);

create table timesheet.versions (
  id uuid primary key default gen_random_uuid(),
  timesheet_id uuid not null,
  employee_id uuid not null,
  number integer not null check (number > 0),
  state text not null check (state in ('draft', 'submitted', 'approved', 'returned', 'rejected', 'withdrawn', 'superseded')),
  takes_time boolean not null generated always as (state in ('draft', 'submitted', 'approved', 'returned')) stored,
  based_on uuid references timesheet.versions,
  zone text not null,
  team text not null,
  rule_set text not null,
  rules jsonb not null,
  calendar text,
  evaluation jsonb,
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  created_by text not null,
  unique (timesheet_id, number),
  -- What entries repeat of their version, so that a constraint over entries can see it.
  unique (id, timesheet_id, employee_id, takes_time),
  foreign key (timesheet_id, employee_id) references timesheet.timesheets (id, employee_id),
  check (state in ('draft', 'returned', 'withdrawn') or evaluation is not null)
);
comment on column timesheet.versions.revision is 'Its ETag: one more with every change of the version or its entries.';
comment on column timesheet.versions.zone is 'As the terms were when the version was made. Days are cut by it.';
comment on column timesheet.versions.evaluation is 'Counted minutes and pay lines as they were when it was last submitted.';
create unique index versions_one_open on timesheet.versions (timesheet_id) where state in ('draft', 'submitted', 'returned');
create unique index versions_one_approved on timesheet.versions (timesheet_id) where state = 'approved';
create index versions_employee on timesheet.versions (employee_id);

create table timesheet.entries (
  id uuid primary key default gen_random_uuid(),
  version_id uuid not null,
  timesheet_id uuid not null,
  employee_id uuid not null,
  takes_time boolean not null,
  task_id uuid not null references timesheet.tasks,
  day date not null,
  during tstzrange,
  minutes integer not null check (minutes between 1 and 1440),
  note text not null default '',
  check (during is null or (lower_inc(during) and not upper_inc(during) and not lower_inf(during) and not upper_inf(during)
    and minutes * interval '1 minute' = upper(during) - lower(during))),
  foreign key (version_id, timesheet_id, employee_id, takes_time)
    references timesheet.versions (id, timesheet_id, employee_id, takes_time) on update cascade,
  constraint entries_no_overlap_within exclude using gist (version_id with =, during with &&),
  -- The last night of a week reaches into the next. Versions of one sheet may share time: one corrects the other.
  constraint entries_no_overlap_between exclude using gist (employee_id with =, timesheet_id with <>, during with &&) where (takes_time)
);
comment on column timesheet.entries.day is 'On which it begins, in the version''s zone.';
comment on column timesheet.entries.during is 'Null for a duration, which is at no hour.';
comment on column timesheet.entries.takes_time is 'Follows versions.takes_time.';
create index entries_version on timesheet.entries (version_id, day);

-- What was submitted stays as it was.
create function timesheet.keep_entries_fixed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  version_state text;
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'takes_time' = to_jsonb(old) - 'takes_time' then
    return new;
  end if;
  -- Waits for one who is just submitting it, and makes the one who comes after wait.
  select state into version_state from timesheet.versions
    where id = coalesce(new.version_id, old.version_id) for no key update;
  if version_state not in ('draft', 'returned') then
    raise exception 'Entries of a version that is % stay as they are.', version_state using errcode = 'TS001';
  end if;
  if tg_op = 'UPDATE' and new.version_id <> old.version_id then
    raise exception 'An entry stays with its version.' using errcode = 'TS001';
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  return new;
end $$;
create trigger entries_fixed before insert or update or delete on timesheet.entries
  for each row execute function timesheet.keep_entries_fixed();

create table timesheet.submissions (
  id uuid primary key default gen_random_uuid(),
  version_id uuid not null references timesheet.versions,
  attempt integer not null check (attempt > 0),
  request_id text unique,
  outcome text check (outcome in ('approved', 'returned', 'rejected', 'withdrawn', 'expired')),
  withdrawal_asked_at timestamptz,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  audit_head text,
  unique (version_id, attempt),
  check ((outcome is null) = (decided_at is null))
);
comment on column timesheet.submissions.request_id is 'Of approval-api; null until it has answered.';
create unique index submissions_one_undecided on timesheet.submissions (version_id) where outcome is null;

create table timesheet.history (
  id bigint generated always as identity primary key,
  timesheet_id uuid not null references timesheet.timesheets,
  version_id uuid not null references timesheet.versions,
  event text not null,
  from_state text,
  to_state text not null,
  actor text not null,
  comment text,
  at timestamptz not null default now()
);
comment on table timesheet.history is 'Only ever added to.';
create index history_timesheet on timesheet.history (timesheet_id, id);

create table timesheet.period_locks (
  id uuid primary key default gen_random_uuid(),
  period daterange not null check (not isempty(period) and not lower_inf(period) and not upper_inf(period)),
  team text,
  reason text not null check (reason <> ''),
  created_by text not null,
  created_at timestamptz not null default now(),
  lifted_by text,
  lifted_at timestamptz,
  check ((lifted_by is null) = (lifted_at is null))
);
comment on table timesheet.period_locks is 'A lock that was lifted stays as a record.';

create table timesheet.webhook_receipts (
  webhook_id text primary key,
  type text not null,
  request_id text not null,
  received_at timestamptz not null default now()
);
comment on table timesheet.webhook_receipts is 'Deliveries that were taken; one that comes again does nothing.';

-- Gives the service's role what the service does, and nothing else. By the role that migrated.
create function timesheet.grant_to(grantee text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('grant usage on schema timesheet to %I', grantee);
  execute format('grant select on all tables in schema timesheet to %I', grantee);
  execute format('grant insert on timesheet.rule_sets, timesheet.holidays, timesheet.employees, timesheet.employee_terms, timesheet.projects,
    timesheet.tasks, timesheet.timesheets, timesheet.versions, timesheet.entries, timesheet.submissions, timesheet.history,
    timesheet.period_locks, timesheet.webhook_receipts to %I', grantee);
  execute format('grant update (rules, revision, changed_at) on timesheet.rule_sets to %I', grantee);
  execute format('grant update (number, name, tryton_id, is_active, revision) on timesheet.employees to %I', grantee);
  execute format('grant update (valid) on timesheet.employee_terms to %I', grantee);
  execute format('grant update (code, name, is_active, revision) on timesheet.projects to %I', grantee);
  execute format('grant update (code, name, tryton_work_id, is_active, revision) on timesheet.tasks to %I', grantee);
  execute format('grant update (state, evaluation, revision) on timesheet.versions to %I', grantee);
  execute format('grant update (task_id, day, during, minutes, note), delete on timesheet.entries to %I', grantee);
  execute format('grant update (request_id, outcome, withdrawal_asked_at, decided_at, audit_head) on timesheet.submissions to %I', grantee);
  execute format('grant update (lifted_by, lifted_at) on timesheet.period_locks to %I', grantee);
  execute format('grant delete on timesheet.holidays to %I', grantee);
end $$;
revoke all on function timesheet.grant_to(text) from public;
