-- The server runs the maintenance by itself.
create procedure signals.maintain_job(job_id integer, config jsonb)
language plpgsql as $$
begin
  call signals.maintain();
end $$;
select add_job('signals.maintain_job', interval '5 minutes');

-- Functions may be called by everybody unless told otherwise, and some of these drop what is stored.
revoke execute on all routines in schema signals from public;
