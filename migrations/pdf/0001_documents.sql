-- Documents that were asked for, and what was made of them. The words stand in apps/pdf-generator/src/domain/states.ts.
create table pdf.migration_files (name text primary key, sha256 text not null);

create table pdf.documents (
  id uuid primary key default gen_random_uuid(),
  owner text not null,
  template text not null,
  locale text not null,
  state text not null check (state in ('queued', 'making', 'made', 'failed')),
  rows integer not null check (rows >= 0),
  data jsonb,
  content bytea,
  sha256 bytea check (length(sha256) = 32),
  bytes integer generated always as (length(content)) stored,
  pages integer check (pages > 0),
  problem jsonb,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  expires_at timestamptz not null,
  check (state <> 'made' or (content is not null and sha256 is not null and pages is not null)),
  check (state <> 'failed' or problem is not null),
  check ((state in ('queued', 'making')) = (data is not null)),
  check ((state in ('made', 'failed')) = (ended_at is not null))
);
-- Content is compressed already.
alter table pdf.documents alter column content set storage external;
create index documents_owner on pdf.documents (owner, created_at, id);
create index documents_created on pdf.documents (created_at, id);
create index documents_waiting on pdf.documents (created_at, id) where state in ('queued', 'making');
create index documents_expiry on pdf.documents (expires_at);

comment on table pdf.documents is 'Documents that were asked for. A row goes when expires_at has passed.';
comment on column pdf.documents.owner is 'Who asked (sub of a token, or the machine of an API key).';
comment on column pdf.documents.rows is 'Rows of the document''s table, by which it went into the queue or not.';
comment on column pdf.documents.data is 'What it is made of, for as long as it is not made: the content says the same.';
comment on column pdf.documents.sha256 is 'Of the content.';
comment on column pdf.documents.problem is 'Why it could not be made: code, detail, errors.';

create function pdf.grant_to(grantee text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('grant usage on schema pdf to %I', grantee);
  execute format('grant select on pdf.migration_files to %I', grantee);
  execute format('grant select, insert, delete on pdf.documents to %I', grantee);
  execute format('grant update (state, data, content, sha256, pages, problem, ended_at) on pdf.documents to %I', grantee);
end $$;
revoke execute on function pdf.grant_to(text) from public;
comment on function pdf.grant_to(text) is 'Gives the role of a running pdf-generator what it needs here: it can make and expire documents, not change whose they are.';
