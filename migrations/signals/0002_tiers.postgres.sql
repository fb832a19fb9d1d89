-- Tiers of the profile `postgres`: declarative partitions; rows outside the kept range go to the default partition.

create table signals.logs (
  batch bigint not null,
  seq integer not null default 0,
  time timestamptz not null,
  trace_id uuid,
  span_id bigint,
  resource_id bigint not null,
  severity smallint not null,
  fingerprint bigint,
  marks smallint not null,
  scope text not null,
  event_name text,
  body text not null,
  attributes jsonb
) partition by range (time);
create table signals.logs_default partition of signals.logs default;
create table signals.logs_failed (
  batch bigint not null,
  seq integer not null default 0,
  time timestamptz not null,
  trace_id uuid,
  span_id bigint,
  resource_id bigint not null,
  severity smallint not null,
  fingerprint bigint,
  marks smallint not null,
  scope text not null,
  event_name text,
  body text not null,
  attributes jsonb
) partition by range (time);
create table signals.logs_failed_default partition of signals.logs_failed default;
create table signals.spans (
  batch bigint not null,
  time timestamptz not null,
  duration bigint not null,
  trace_id uuid not null,
  span_id bigint not null,
  parent_span_id bigint,
  resource_id bigint not null,
  kind smallint not null,
  status smallint not null,
  fingerprint bigint,
  marks smallint not null,
  scope text not null,
  name text not null,
  status_message text,
  trace_state text,
  attributes jsonb,
  events jsonb,
  links jsonb
) partition by range (time);
create table signals.spans_default partition of signals.spans default;
create table signals.spans_failed (
  batch bigint not null,
  time timestamptz not null,
  duration bigint not null,
  trace_id uuid not null,
  span_id bigint not null,
  parent_span_id bigint,
  resource_id bigint not null,
  kind smallint not null,
  status smallint not null,
  fingerprint bigint,
  marks smallint not null,
  scope text not null,
  name text not null,
  status_message text,
  trace_state text,
  attributes jsonb,
  events jsonb,
  links jsonb
) partition by range (time);
create table signals.spans_failed_default partition of signals.spans_failed default;
create table signals.metric_points (
  batch bigint not null,
  time timestamptz not null,
  series_id bigint not null,
  start_time timestamptz,
  marks smallint not null,
  value double precision,
  count bigint,
  sum double precision,
  min double precision,
  max double precision,
  scale smallint,
  zero_count bigint,
  zero_threshold double precision,
  positive_offset integer,
  negative_offset integer,
  counts bigint[],
  negative_counts bigint[],
  details jsonb
) partition by range (time);
create table signals.metric_points_default partition of signals.metric_points default;
create index logs_batch on signals.logs using brin (batch) with (pages_per_range = 16, autosummarize = on);
create index logs_trace on signals.logs (trace_id) where trace_id is not null;
create index logs_time on signals.logs (time desc);
create index logs_failed_batch on signals.logs_failed using brin (batch) with (pages_per_range = 16, autosummarize = on);
create index logs_failed_trace on signals.logs_failed (trace_id) where trace_id is not null;
create index logs_failed_fingerprint on signals.logs_failed (fingerprint, time desc) where fingerprint is not null;
create index logs_failed_time on signals.logs_failed (time desc);
create index spans_batch on signals.spans using brin (batch) with (pages_per_range = 16, autosummarize = on);
create index spans_trace on signals.spans (trace_id);
create index spans_time on signals.spans (time desc);
create index spans_failed_batch on signals.spans_failed using brin (batch) with (pages_per_range = 16, autosummarize = on);
create index spans_failed_trace on signals.spans_failed (trace_id);
create index spans_failed_time on signals.spans_failed (time desc);
create index metric_points_batch on signals.metric_points using brin (batch) with (pages_per_range = 16, autosummarize = on);
create index metric_points_series on signals.metric_points (series_id, time desc);

comment on table signals.logs is 'Log records below severity ERROR.';
comment on table signals.logs_failed is 'Log records of severity ERROR and above, and all logs of a failed trace.';
comment on table signals.spans is 'Spans that did not fail, of traces without a failure.';
comment on table signals.spans_failed is 'Spans with status ERROR, and all spans of a failed trace.';
comment on table signals.metric_points is 'Metric data points; what a point''s numbers mean, its series says.';
comment on column signals.logs.seq is 'Place of the record among those of its batch, so that records of one instant keep their order.';
comment on column signals.logs.severity is 'OpenTelemetry severity number, 1 (TRACE) to 24 (FATAL4).';
comment on column signals.logs.marks is 'Bits: 1 text cut, 2 attributes cut, 4 characters replaced, 8 time replaced, 16 value replaced.';
comment on column signals.spans.duration is 'Nanoseconds.';
comment on column signals.spans.kind is 'OpenTelemetry: 0 internal, 1 server, 2 client, 3 producer, 4 consumer.';
comment on column signals.spans.status is '0 unset, 1 ok, 2 error.';
comment on column signals.metric_points.details is 'Exemplars, and the quantiles of a summary.';
comment on column signals.metric_points.counts is 'Of an explicit histogram: one a bucket. Of an exponential one: positive buckets from positive_offset on.';

create table signals.tiers (
  relation text primary key,
  tier text not null references signals.retention (tier),
  step interval not null
);
comment on table signals.tiers is 'The partitioned tables, the tier that says how long they are kept, and the width of a partition.';
insert into signals.tiers values
  ('logs', 'success', interval '1 day'),
  ('logs_failed', 'failure', interval '1 month'),
  ('spans', 'success', interval '1 day'),
  ('spans_failed', 'failure', interval '1 month'),
  ('metric_points', 'metric_points', interval '1 day');

-- Makes the partition of a moment. Rows of its range that wait in the default partition move into it.
create function signals.ensure_partition(relation_name text, moment timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, signals, pg_temp as $$
declare
  width interval := (select step from signals.tiers where relation = relation_name);
  lower_bound timestamptz := date_trunc(case when width >= interval '1 month' then 'month' else 'day' end, moment, 'UTC');
  -- Added to the local time of UTC, or a session's daylight saving would bend the bounds.
  upper_bound timestamptz := ((lower_bound at time zone 'UTC') + width) at time zone 'UTC';
  partition_name text := relation_name || '_p' || to_char(lower_bound at time zone 'UTC', 'YYYYMMDD');
begin
  if to_regclass(format('signals.%I', partition_name)) is not null then
    return;
  end if;
  -- Must come before the second look, so that a concurrent creation is seen.
  perform pg_advisory_xact_lock(hashtext('signals.ensure_partition'));
  -- Asked of the table itself: to_regclass answers from a cache that a lock like this one does not refresh.
  if exists (select from pg_class where relname = partition_name and relnamespace = 'signals'::regnamespace) then
    return;
  end if;
  execute format('create table signals.%I (like signals.%I including defaults including comments)', partition_name, relation_name);
  execute format(
    'with late as (delete from signals.%I where time >= %L and time < %L returning *) insert into signals.%I select * from late',
    relation_name || '_default', lower_bound, upper_bound, partition_name);
  execute format('alter table signals.%I attach partition signals.%I for values from (%L) to (%L)',
    relation_name, partition_name, lower_bound, upper_bound);
end $$;

-- The partitions that rows of these hours need, as far as they lie within what is kept; others wait in the default partition.
create function signals.prepare_range(signal_name text, from_time timestamptz, to_time timestamptz, as_of timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, signals, pg_temp as $$
declare
  tier_row record;
  moment timestamptz;
  last_moment timestamptz;
begin
  for tier_row in
    select t.relation, t.step, r.keep from signals.tiers t join signals.retention r using (tier)
    where (signal_name = 'metrics' and t.relation = 'metric_points') or t.relation like signal_name || '%'
  loop
    -- Of what is kept for years a sender with a wrong clock must not make a partition a day.
    moment := greatest(from_time, as_of - least(tier_row.keep, interval '400 days'));
    last_moment := least(to_time, as_of + interval '2 days');
    while moment <= last_moment loop
      perform signals.ensure_partition(tier_row.relation, moment);
      exit when moment = last_moment;
      moment := least(moment + least(tier_row.step, interval '1 day'), last_moment);
    end loop;
  end loop;
end $$;

-- Drops the partitions of a table that end before what is kept, and deletes what its default partition holds of those times.
-- Answers how many partitions were dropped. Rows that no rollup has counted yet are never dropped.
create function signals.expire_raw(relation_name text, as_of timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, signals, pg_temp as $$
declare
  cutoff timestamptz := as_of - (select r.keep from signals.tiers t join signals.retention r using (tier) where t.relation = relation_name);
  partition_row record;
  waits boolean;
  dropped integer := 0;
begin
  if cutoff is null then
    return 0;
  end if;
  execute format(
    'delete from signals.%I r where time < %L and not exists (select from signals.batches b where b.id = r.batch and not b.folded)',
    relation_name || '_default', cutoff);
  for partition_row in
    select c.relname, substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''([^'']+)''\)')::timestamptz as upper_bound
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = format('signals.%I', relation_name)::regclass and c.relname <> relation_name || '_default'
  loop
    continue when partition_row.upper_bound > cutoff;
    -- Must come before the look at the rows: what a writer commits until here is seen, and nothing comes after.
    execute format('lock table signals.%I in access exclusive mode', partition_row.relname);
    -- Asked of the rows, not of the batches' times alone: where one sender's clock stands in the past, a batch of old times always waits.
    execute format(
      'select exists (
        select from signals.%I r
        where r.batch = any (array(select id from signals.batches where not folded and min_time < $1))
          and r.batch >= (select min(id) from signals.batches where not folded))',
      partition_row.relname) into waits using partition_row.upper_bound;
    continue when waits;
    execute format('drop table signals.%I', partition_row.relname);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

-- PostgreSQL compresses long values by itself; there is nothing to do.
create function signals.compress_raw(relation_name text, as_of timestamptz) returns integer
language sql as $$ select 0 $$;

-- Moves all rows of these traces from the table of successes to that of failures.
create function signals.promote_rows(relation_name text, failed uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, signals, pg_temp as $$
begin
  execute format(
    'with moved as (delete from signals.%I where trace_id = any ($1) returning *) insert into signals.%I select * from moved',
    relation_name, relation_name || '_failed') using failed;
end $$;
