create table notes.migration_files (name text primary key, sha256 text not null);

create table notes.notes (
  id uuid primary key,
  owner text not null,
  body text not null,
  version int not null default 1,
  indexed int not null default 0,
  created_at timestamptz not null default now()
);

create function notes.grant_to(grantee text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('grant usage on schema notes to %I', grantee);
  execute format('grant select on notes.migration_files to %I', grantee);
  execute format('grant select, insert, update on notes.notes to %I', grantee);
end $$;
revoke execute on function notes.grant_to(text) from public;
