-- What a role may do. `writer` adds runs, and sees of them whether one is there; `reader` reads; `maintainer` forgets old
-- runs. Granting again, and more than one, is harmless.
create function standards.grant_to(role_name name, kind text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  command text;
begin
  if kind not in ('writer', 'reader', 'maintainer') then
    raise exception 'no kind of role: %', kind using errcode = '22023';
  end if;
  foreach command in array case kind
    when 'writer' then array[
      'insert on standards.runs, standards.outcomes, standards.findings',
      'select (id) on standards.runs']
    when 'reader' then array['select on standards.runs, standards.outcomes, standards.findings']
    else array['execute on function standards.forget_before(timestamptz)']
  end loop
    execute format('grant %s to %I', command, role_name);
  end loop;
  execute format('grant usage on schema standards to %I', role_name);
end $$;
revoke execute on function standards.grant_to(name, text) from public;
comment on function standards.grant_to(name, text) is 'Gives a role what it needs here, and nothing else: writer, reader or maintainer.';

-- By the rights of who made the schema, so that a maintainer can forget whole runs and change none.
create function standards.forget_before(moment timestamptz) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (delete from standards.runs where started_at < moment returning 1)
  select count(*) from gone
$$;
revoke execute on function standards.forget_before(timestamptz) from public;
comment on function standards.forget_before(timestamptz) is 'Removes the runs that started before a moment, with all that belongs to them. Returns how many.';
