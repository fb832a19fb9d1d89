create function approval.grant_to(grantee text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('grant usage on schema approval to %I', grantee);
  execute format('grant select on all tables in schema approval to %I', grantee);
  execute format('grant insert on approval.requests, approval.delegations to %I', grantee);
  execute format('grant insert on approval.audit_entries, approval.audit_checkpoints, approval.audit_checkpoint_heads to %I', grantee);
  execute format('grant update (state, version, head, updated_at, waiting_people, waiting_roles, next_deadline, checkpointed) on approval.requests to %I', grantee);
  execute format('grant update (revoked_at) on approval.delegations to %I', grantee);
end $$;
revoke execute on function approval.grant_to(text) from public;
comment on function approval.grant_to(text) is 'Gives the role of the running service what it needs, and nothing else: it adds entries, and can neither change nor remove one, nor what was asked for.';
