-- Notes that a batch is about to be stored in this transaction, and answers its id; null when it was stored before.
create function signals.begin_batch(batch_key uuid, signal_name text, row_count integer, from_time timestamptz, to_time timestamptz)
returns bigint language plpgsql security definer set search_path = pg_catalog, signals, pg_temp as $$
declare
  batch_id bigint;
begin
  -- Waits for a transaction of the same key that is still under way, so an answer that was lost is known here.
  insert into signals.batches (key, signal, rows, min_time, max_time)
  values (batch_key, signal_name, row_count, from_time, to_time)
  on conflict (key) do nothing returning id into batch_id;
  if batch_id is not null then
    perform signals.prepare_range(signal_name, from_time, to_time, now());
  end if;
  return batch_id;
end $$;

-- The bin of a duration; see span_latency_hourly.bin. What took no time counts as one nanosecond.
create function signals.duration_bin(nanoseconds bigint) returns smallint
language sql immutable parallel safe as
-- A hair less, or powers of two, whose logarithm comes out a hair more on some machines, would be a bin too high.
$$ select (ceil(ln(greatest(nanoseconds, 1)::double precision) / ln(2::double precision) * 8 - 1e-11) - 1)::smallint $$;

-- Null for what would spoil a sum.
create function signals.finite(value double precision) returns double precision
language sql immutable parallel safe as
$$ select case when value in ('NaN', 'Infinity', '-Infinity') then null else value end $$;

create function signals.fold_logs(ids bigint[], first_id bigint, last_id bigint, from_time timestamptz, to_time timestamptz) returns void
language plpgsql as $$
begin
  with folded as materialized (
    select date_trunc('hour', l.time, 'UTC') as bucket, coalesce(r.service_id, 0) as service_id, l.severity, count(*) as count
    from (
      select time, resource_id, severity from signals.logs where time between from_time and to_time and batch between first_id and last_id and batch = any (ids)
      union all
      select time, resource_id, severity from signals.logs_failed where time between from_time and to_time and batch between first_id and last_id and batch = any (ids)
    ) l left join signals.resources r on r.id = l.resource_id
    group by 1, 2, 3
  ), hourly as (
    insert into signals.log_rollups_hourly as t select * from folded
    on conflict (bucket, service_id, severity) do update set count = t.count + excluded.count
  )
  insert into signals.log_rollups_daily as t
  select date_trunc('day', bucket, 'UTC'), service_id, severity, sum(count) from folded group by 1, 2, 3
  on conflict (bucket, service_id, severity) do update set count = t.count + excluded.count;

  with folded as materialized (
    select date_trunc('hour', e.time, 'UTC') as bucket, coalesce(r.service_id, 0) as service_id, e.fingerprint, count(*) as count
    from (
      select time, resource_id, fingerprint from signals.logs_failed
      where time between from_time and to_time and batch between first_id and last_id and batch = any (ids) and fingerprint is not null
      union all
      select time, resource_id, fingerprint from signals.spans_failed
      where time between from_time and to_time and batch between first_id and last_id and batch = any (ids) and fingerprint is not null
    ) e left join signals.resources r on r.id = e.resource_id
    group by 1, 2, 3
  ), hourly as (
    insert into signals.error_rollups_hourly as t select * from folded
    on conflict (bucket, service_id, fingerprint) do update set count = t.count + excluded.count
  )
  insert into signals.error_rollups_daily as t
  select date_trunc('day', bucket, 'UTC'), service_id, fingerprint, sum(count) from folded group by 1, 2, 3
  on conflict (bucket, service_id, fingerprint) do update set count = t.count + excluded.count;
end $$;

create function signals.fold_spans(ids bigint[], first_id bigint, last_id bigint, from_time timestamptz, to_time timestamptz) returns void
language plpgsql as $$
begin
  with folded as materialized (
    select date_trunc('hour', s.time, 'UTC') as bucket, coalesce(r.service_id, 0) as service_id, s.name, s.kind,
      signals.duration_bin(s.duration) as bin, count(*) as count, count(*) filter (where s.status = 2) as failed,
      sum(s.duration::numeric) as duration_sum, max(s.duration) as duration_max
    from (
      select time, resource_id, name, kind, status, duration from signals.spans where time between from_time and to_time and batch between first_id and last_id and batch = any (ids)
      union all
      select time, resource_id, name, kind, status, duration from signals.spans_failed where time between from_time and to_time and batch between first_id and last_id and batch = any (ids)
    ) s left join signals.resources r on r.id = s.resource_id
    group by 1, 2, 3, 4, 5
  ), hourly as (
    insert into signals.span_rollups_hourly as t
    select bucket, service_id, name, kind, sum(count), sum(failed), sum(duration_sum), max(duration_max) from folded group by 1, 2, 3, 4
    on conflict (bucket, service_id, name, kind) do update set count = t.count + excluded.count, failed = t.failed + excluded.failed,
      duration_sum = t.duration_sum + excluded.duration_sum, duration_max = greatest(t.duration_max, excluded.duration_max)
  ), daily as (
    insert into signals.span_rollups_daily as t
    select date_trunc('day', bucket, 'UTC'), service_id, name, kind, sum(count), sum(failed), sum(duration_sum), max(duration_max)
    from folded group by 1, 2, 3, 4
    on conflict (bucket, service_id, name, kind) do update set count = t.count + excluded.count, failed = t.failed + excluded.failed,
      duration_sum = t.duration_sum + excluded.duration_sum, duration_max = greatest(t.duration_max, excluded.duration_max)
  ), latency_hourly as (
    insert into signals.span_latency_hourly as t select bucket, service_id, name, kind, bin, sum(count) from folded group by 1, 2, 3, 4, 5
    on conflict (service_id, name, kind, bucket, bin) do update set count = t.count + excluded.count
  )
  insert into signals.span_latency_daily as t
  select date_trunc('day', bucket, 'UTC'), service_id, name, kind, bin, sum(count) from folded group by 1, 2, 3, 4, 5
  on conflict (service_id, name, kind, bucket, bin) do update set count = t.count + excluded.count;
end $$;

-- One level of the metric rollups. A cumulative series states totals, so the latest (of a histogram, the greatest) stands;
-- of any other, points add. Either way a point that comes late, or in another order, gives the same row.
create function signals.fold_metric_points(ids bigint[], first_id bigint, last_id bigint, from_time timestamptz, to_time timestamptz, step text) returns void
language plpgsql as $$
begin
  execute format($fold$
  insert into signals.%1$I as t
  select date_trunc(%2$L, p.time, 'UTC'), p.series_id,
    case when s.temporality = 'cumulative' then coalesce(p.start_time, '-infinity') else '-infinity' end,
    count(*),
    coalesce(case when s.temporality = 'cumulative' then max(p.count) else sum(coalesce(p.count, 1)) end, 0),
    coalesce(case when s.temporality = 'cumulative'
      then (array_agg(signals.finite(coalesce(p.value, p.sum)) order by p.time desc, p.batch desc))[1]
      else sum(signals.finite(coalesce(p.value, p.sum))) end, 0),
    min(signals.finite(coalesce(p.min, p.value))), max(signals.finite(coalesce(p.max, p.value))),
    (array_agg(signals.finite(coalesce(p.value, p.sum)) order by p.time desc, p.batch desc))[1],
    max(p.time)
  from signals.metric_points p join signals.metric_series s on s.id = p.series_id
  where p.time between $4 and $5 and p.batch between $2 and $3 and p.batch = any ($1)
  group by 1, 2, 3, s.temporality
  on conflict (series_id, bucket, start_time) do update set
    points = t.points + excluded.points,
    count = case when excluded.start_time > '-infinity' then greatest(t.count, excluded.count) else t.count + excluded.count end,
    sum = case when excluded.start_time = '-infinity' then t.sum + excluded.sum
      when excluded.last_time >= t.last_time then excluded.sum else t.sum end,
    min = least(t.min, excluded.min), max = greatest(t.max, excluded.max),
    last = case when excluded.last_time >= t.last_time then excluded.last else t.last end,
    last_time = greatest(t.last_time, excluded.last_time)
  $fold$, 'metric_rollups_' || case step when 'hour' then 'hourly' else 'daily' end, step) using ids, first_id, last_id, from_time, to_time;

  execute format($fold$
  insert into signals.%1$I as t
  select bucket, series_id, start_time, scale, negative, bin,
    case when start_time > '-infinity' then max(count) else sum(count) end
  from (
    -- Buckets that a coarser scale makes one are summed within their point first.
    select date_trunc(%2$L, p.time, 'UTC') as bucket, p.series_id,
      case when s.temporality = 'cumulative' then coalesce(p.start_time, '-infinity') else '-infinity' end as start_time,
      b.scale, b.negative, b.bin, sum(b.count) as count
    from signals.metric_points p join signals.metric_series s on s.id = p.series_id
    cross join lateral (
      select 127::smallint as scale, false as negative, (ordinal - 1)::integer as bin, c as count
      from unnest(p.counts) with ordinality u (c, ordinal) where s.kind = 'histogram'
      union all
      select least(p.scale, 3), false, (p.positive_offset + ordinal::integer - 1) >> greatest(p.scale - 3, 0), c
      from unnest(p.counts) with ordinality u (c, ordinal) where s.kind = 'exponential_histogram'
      union all
      select least(p.scale, 3), true, (p.negative_offset + ordinal::integer - 1) >> greatest(p.scale - 3, 0), c
      from unnest(p.negative_counts) with ordinality u (c, ordinal) where s.kind = 'exponential_histogram'
      union all
      select 126, false, 0, p.zero_count where s.kind = 'exponential_histogram'
    ) b
    where p.time between $4 and $5 and p.batch between $2 and $3 and p.batch = any ($1) and s.kind in ('histogram', 'exponential_histogram') and b.count > 0
    group by 1, 2, 3, 4, 5, 6, p.time, p.batch
  ) points
  group by 1, 2, 3, 4, 5, 6
  on conflict (series_id, bucket, start_time, scale, negative, bin) do update set
    count = case when excluded.start_time > '-infinity' then greatest(t.count, excluded.count) else t.count + excluded.count end
  $fold$, 'metric_bins_' || case step when 'hour' then 'hourly' else 'daily' end, step) using ids, first_id, last_id, from_time, to_time;
end $$;

-- A trace with an error belongs to the failure tier as a whole, in whatever order its rows came.
create function signals.promote(ids bigint[], first_id bigint, last_id bigint, from_time timestamptz, to_time timestamptz) returns void
language plpgsql as $$
declare
  failed uuid[];
begin
  insert into signals.failed_traces (trace_id, failed_at)
  select trace_id, min(time) from (
    select trace_id, time from signals.spans_failed where time between from_time and to_time and batch between first_id and last_id and batch = any (ids)
    union all
    select trace_id, time from signals.logs_failed
    where time between from_time and to_time and batch between first_id and last_id and batch = any (ids) and trace_id is not null and severity >= 17
  ) e group by trace_id
  on conflict (trace_id) do nothing;

  select array_agg(trace_id) into failed from (
    select trace_id from signals.spans_failed where time between from_time and to_time and batch between first_id and last_id and batch = any (ids)
    union
    select trace_id from signals.logs_failed where time between from_time and to_time and batch between first_id and last_id and batch = any (ids) and trace_id is not null
    union
    select s.trace_id from signals.spans s join signals.failed_traces f using (trace_id)
    where s.time between from_time and to_time and s.batch between first_id and last_id and s.batch = any (ids)
    union
    select l.trace_id from signals.logs l join signals.failed_traces f using (trace_id)
    where l.time between from_time and to_time and l.batch between first_id and last_id and l.batch = any (ids)
  ) t;
  if failed is not null then
    perform signals.promote_rows('spans', failed);
    perform signals.promote_rows('logs', failed);
  end if;
end $$;

-- Adds the rows of waiting batches to the rollups, each batch once, and promotes the traces that failed.
-- Answers how many batches were folded; 0 when none waits. Of two at once, the second waits for the first.
create function signals.fold(max_rows bigint default 250000) returns integer
language plpgsql security definer set search_path = pg_catalog, signals, pg_temp as $$
declare
  ids bigint[];
  first_id bigint;
  last_id bigint;
  from_time timestamptz;
  to_time timestamptz;
begin
  perform pg_advisory_xact_lock(hashtext('signals.fold'));
  -- Their times leave all other partitions and chunks unread. A second more: a batch's times are cut to milliseconds.
  select array_agg(id), min(id), max(id), min(min_time) - interval '1 second', max(max_time) + interval '1 second'
  into ids, first_id, last_id, from_time, to_time
  from (
    select id, min_time, max_time, sum(rows) over (order by id) - rows as rows_before
    from signals.batches where not folded order by id limit 5000
  ) waiting where rows_before < max_rows;
  if ids is null then
    return 0;
  end if;
  perform signals.fold_logs(ids, first_id, last_id, from_time, to_time);
  perform signals.fold_spans(ids, first_id, last_id, from_time, to_time);
  perform signals.fold_metric_points(ids, first_id, last_id, from_time, to_time, 'hour');
  perform signals.fold_metric_points(ids, first_id, last_id, from_time, to_time, 'day');
  perform signals.promote(ids, first_id, last_id, from_time, to_time);
  update signals.batches set folded = true where id = any (ids);
  return cardinality(ids);
end $$;

-- Deletes what the smaller tiers keep no longer: rollups where a time is set for them, batches, names of failed traces.
create function signals.expire_dimensions(as_of timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, signals, pg_temp as $$
declare
  relation_name text;
  keep_for interval;
begin
  foreach relation_name in array array['log_rollups', 'error_rollups', 'span_rollups', 'span_latency', 'metric_rollups', 'metric_bins'] loop
    select keep into keep_for from signals.retention where tier = 'rollups_hourly';
    execute format('delete from signals.%I where bucket < $1 - $2', relation_name || '_hourly') using as_of, keep_for;
    select keep into keep_for from signals.retention where tier = 'rollups_daily';
    execute format('delete from signals.%I where bucket < $1 - $2', relation_name || '_daily') using as_of, keep_for;
  end loop;
  select keep into keep_for from signals.retention where tier = 'batches';
  delete from signals.batches where folded and stored_at < as_of - keep_for;
  select keep into keep_for from signals.retention where tier = 'failure';
  delete from signals.failed_traces where failed_at < as_of - keep_for;
end $$;

-- Whether this run may do the next step: of two at once one goes on. A lock of the transaction, for one of the session would
-- outlive a step that fails, and keep every later run of another session from its work.
create function signals.may_maintain() returns boolean
language sql set search_path = pg_catalog, pg_temp as $$ select pg_try_advisory_xact_lock(hashtext('signals.maintain')) $$;

-- Everything that keeps the store small and its rollups current. Safe to run twice, and twice at once; what it had done when it
-- was cut off stays done, and the next run goes on.
create procedure signals.maintain(as_of timestamptz default now())
language plpgsql as $$
declare
  signal_name text;
  relation_name text;
begin
  loop
    exit when signals.fold() = 0;
    commit;
  end loop;
  commit;
  foreach signal_name in array array['logs', 'spans', 'metrics'] loop
    if not signals.may_maintain() then
      return;
    end if;
    perform signals.prepare_range(signal_name, as_of, as_of + interval '2 days', as_of);
    commit;
  end loop;
  foreach relation_name in array array['logs', 'logs_failed', 'spans', 'spans_failed', 'metric_points'] loop
    if not signals.may_maintain() then
      return;
    end if;
    perform signals.expire_raw(relation_name, as_of);
    commit;
    if not signals.may_maintain() then
      return;
    end if;
    perform signals.compress_raw(relation_name, as_of);
    commit;
  end loop;
  if signals.may_maintain() then
    perform signals.expire_dimensions(as_of);
  end if;
  commit;
end $$;

create view signals.all_logs as
select *, 'success' as tier from signals.logs union all select *, 'failure' from signals.logs_failed;
comment on view signals.all_logs is 'Log records of both tiers.';

create view signals.all_spans as
select *, 'success' as tier from signals.spans union all select *, 'failure' from signals.spans_failed;
comment on view signals.all_spans is 'Spans of both tiers.';

-- What a role may do. `writer` adds rows and reads none; `reader` reads; `maintainer` runs the maintenance. Granting again, and
-- more than one, is harmless. To be called again after an update that brings tables.
create function signals.grant_to(role_name name, kind text) returns void
language plpgsql set search_path = pg_catalog, signals, pg_temp as $$
declare
  command text;
begin
  if kind not in ('writer', 'reader', 'maintainer') then
    raise exception 'no kind of role: %', kind using errcode = '22023';
  end if;
  foreach command in array case kind
    when 'writer' then array[
      'insert on signals.logs, signals.logs_failed, signals.spans, signals.spans_failed, signals.metric_points',
      'insert on signals.services, signals.resources, signals.metric_series, signals.fingerprints',
      'execute on function signals.begin_batch']
    when 'reader' then array[
      'select on all tables in schema signals',
      'execute on function signals.duration_bin, signals.finite']
    else array[
      'execute on function signals.fold, signals.may_maintain, signals.prepare_range, signals.expire_raw, signals.compress_raw, signals.expire_dimensions',
      'execute on procedure signals.maintain']
  end loop
    execute format('grant %s to %I', command, role_name);
  end loop;
  execute format('grant usage on schema signals to %I', role_name);
end $$;
