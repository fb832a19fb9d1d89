create table service.idempotency_keys (
  service text not null,
  subject text not null,
  operation text not null,
  key text not null check (length(key) between 1 and 255),
  request_hash bytea not null check (length(request_hash) = 32),
  status smallint,
  headers jsonb,
  body json,
  created_at timestamptz not null default now(),
  primary key (service, subject, operation, key)
);
create index idempotency_keys_created on service.idempotency_keys (created_at);
comment on table service.idempotency_keys is 'Answers of operations that were done, so that a repeated request gets the same answer and does nothing. Written in the operation''s own transaction.';
comment on column service.idempotency_keys.subject is 'Who asked; another''s key of the same name is another key.';
comment on column service.idempotency_keys.operation is 'Method and route: POST /v1/requests.';
comment on column service.idempotency_keys.request_hash is 'SHA-256 of address and body; the key holds for these alone.';

create function service.grant_to(grantee text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('grant usage on schema service to %I', grantee);
  execute format('grant select on service.api_keys, service.migration_files to %I', grantee);
  execute format('grant update (last_used_at) on service.api_keys to %I', grantee);
  execute format('grant select, insert, update, delete on service.idempotency_keys to %I', grantee);
end $$;
revoke execute on function service.grant_to(text) from public;
comment on function service.grant_to(text) is 'Gives the role of a running service what it needs here, and nothing else: it can neither make nor take back API keys.';
