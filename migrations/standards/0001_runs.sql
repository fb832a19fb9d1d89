-- What the gate keeps of its runs. The words stand in libs/standards/engine/src/history/recorded-run.ts.
create table standards.migration_files (
  name text primary key,
  sha256 text not null
);
comment on table standards.migration_files is 'Which files made this schema; a released file never changes.';

create table standards.runs (
  id uuid primary key,
  version smallint not null check (version >= 1),
  started_at timestamptz not null,
  duration_ms double precision not null check (duration_ms >= 0),
  workspace text not null,
  commit text,
  branch text,
  dirty boolean,
  ci boolean not null,
  door text not null check (door in ('cli', 'nx', 'library')),
  pilot boolean not null,
  exit_code smallint not null check (exit_code between 0 and 3),
  recorded_at timestamptz not null default now()
);
create index runs_workspace on standards.runs (workspace, started_at, id);
create index runs_started on standards.runs (started_at, id);
comment on table standards.runs is 'One run of the gate, whatever door it came through.';
comment on column standards.runs.id is 'Given by who ran it: recording the same run twice leaves one.';
comment on column standards.runs.started_at is 'To the millisecond.';
comment on column standards.runs.workspace is 'What the root package calls itself, else the name of its folder.';
comment on column standards.runs.commit is 'Full hash; null outside of git.';
comment on column standards.runs.branch is 'Null on a commit of no known branch; pull/12 or merge/12 for a request to merge.';
comment on column standards.runs.dirty is 'Whether the tree differed from the commit; null where nobody looked.';
comment on column standards.runs.pilot is 'Whether all modes were made advisory for a trial.';

create table standards.outcomes (
  run uuid not null references standards.runs on delete cascade,
  position integer not null check (position >= 1),
  skill text not null,
  project text not null,
  outcome text not null check (outcome in ('pass', 'fail', 'not-applicable', 'not-supported', 'error')),
  mode text not null check (mode in ('off', 'advisory', 'warn', 'enforce')),
  duration_ms double precision not null check (duration_ms >= 0),
  reason text,
  primary key (run, position)
);
comment on table standards.outcomes is 'What came of one skill on one project in one run. What a run did not look at has no row.';
comment on column standards.outcomes.position is 'The order in which the run has them, from 1.';
comment on column standards.outcomes.reason is 'Why it is neither pass nor fail; 500 characters at most.';

create table standards.findings (
  run uuid not null,
  outcome integer not null,
  position integer not null check (position >= 1),
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{20}$'),
  message_id text not null,
  file text not null,
  standing text not null check (standing in ('open', 'accepted', 'waived')),
  primary key (run, outcome, position),
  foreign key (run, outcome) references standards.outcomes (run, position) on delete cascade
);
create index findings_fingerprint on standards.findings (fingerprint);
comment on table standards.findings is 'What was found in one run, by fingerprint: none of its words, and nothing of the file but its path.';
comment on column standards.findings.outcome is 'Position of the row of standards.outcomes that it belongs to.';
comment on column standards.findings.standing is 'open: it counted; accepted: by the baseline; waived: by a waiver with an end date.';
