-- Tiers of the profile `timescale`: hypertables, compressed by resource and time. A chunk is a day of successes, or a week of
-- failures: there are few, and they are kept for half a year.

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
);
select create_hypertable('signals.logs', 'time', chunk_time_interval => interval '1 day', create_default_indexes => false);
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
);
select create_hypertable('signals.logs_failed', 'time', chunk_time_interval => interval '7 days', create_default_indexes => false);
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
);
select create_hypertable('signals.spans', 'time', chunk_time_interval => interval '1 day', create_default_indexes => false);
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
);
select create_hypertable('signals.spans_failed', 'time', chunk_time_interval => interval '7 days', create_default_indexes => false);
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
);
select create_hypertable('signals.metric_points', 'time', chunk_time_interval => interval '1 day', create_default_indexes => false);
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
alter table signals.logs set (timescaledb.compress, timescaledb.compress_segmentby = 'resource_id', timescaledb.compress_orderby = 'time desc');
alter table signals.logs_failed set (timescaledb.compress, timescaledb.compress_segmentby = 'resource_id', timescaledb.compress_orderby = 'time desc');
alter table signals.spans set (timescaledb.compress, timescaledb.compress_segmentby = 'resource_id', timescaledb.compress_orderby = 'time desc');
alter table signals.spans_failed set (timescaledb.compress, timescaledb.compress_segmentby = 'resource_id', timescaledb.compress_orderby = 'time desc');
alter table signals.metric_points set (timescaledb.compress, timescaledb.compress_segmentby = 'series_id', timescaledb.compress_orderby = 'time desc');

-- Chunks are made as rows arrive.
create function signals.prepare_range(signal_name text, from_time timestamptz, to_time timestamptz, as_of timestamptz) returns void
language sql as $$ select $$;

create view signals.tiers as
select * from (values
  ('logs', 'success'), ('logs_failed', 'failure'), ('spans', 'success'), ('spans_failed', 'failure'), ('metric_points', 'metric_points')
) as t (relation, tier);

-- Where TimescaleDB's own functions are: whoever installed it chose the schema.
create function signals.timescale_schema() returns name
language sql stable set search_path = pg_catalog, pg_temp as
$$ select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'timescaledb' $$;

-- Drops the chunks of a table that end before what is kept. Answers how many. Rows that no rollup has counted yet are never dropped.
create function signals.expire_raw(relation_name text, as_of timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, signals, pg_temp as $$
declare
  cutoff timestamptz := as_of - (select r.keep from signals.tiers t join signals.retention r using (tier) where t.relation = relation_name);
  waits boolean;
  dropped integer := 0;
begin
  if not exists (
    select from timescaledb_information.chunks c
    where c.hypertable_schema = 'signals' and c.hypertable_name = relation_name and c.range_end <= cutoff)
  then
    return 0;
  end if;
  -- Must come before the look at the rows: what a writer commits until here is seen, and nothing comes after.
  execute format('lock table signals.%I in share row exclusive mode', relation_name);
  -- Asked of the rows, not of the batches' times alone: where one sender's clock stands in the past, a batch of old times always waits.
  execute format(
    'select exists (
      select from signals.%I r
      where r.time < %L and r.batch = any (array(select id from signals.batches where not folded and min_time < %L))
        and r.batch >= (select min(id) from signals.batches where not folded))',
    relation_name, cutoff, cutoff) into waits;
  if not waits then
    execute format('select count(*) from %I.drop_chunks(%L::regclass, older_than => %L::timestamptz)',
      signals.timescale_schema(), format('signals.%I', relation_name), cutoff) into dropped;
  end if;
  return dropped;
end $$;

-- Compresses the chunks of a table that are old enough, and anew those that got rows or lost some since. Answers how many.
create function signals.compress_raw(relation_name text, as_of timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, signals, pg_temp as $$
declare
  chunk_name text;
  compressed integer := 0;
begin
  for chunk_name in
    select format('%I.%I', c.chunk_schema, c.chunk_name)
    from timescaledb_information.chunks c
    join _timescaledb_catalog.chunk k on k.schema_name = c.chunk_schema and k.table_name = c.chunk_name
    join signals.tiers t on t.relation = relation_name
    join signals.retention r using (tier)
    where c.hypertable_schema = 'signals' and c.hypertable_name = relation_name and c.range_end <= as_of - r.compress_after
      -- 8: some of its rows are not compressed.
      and (not c.is_compressed or k.status & 8 > 0)
    order by c.range_end
  loop
    execute format('select %I.compress_chunk(%L::regclass)', signals.timescale_schema(), chunk_name);
    compressed := compressed + 1;
  end loop;
  return compressed;
end $$;

-- Moves all rows of these traces from the table of successes to that of failures.
create function signals.promote_rows(relation_name text, failed uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, signals, pg_temp as $$
declare
  compressed_until timestamptz := (
    select max(range_end) from timescaledb_information.chunks
    where hypertable_schema = 'signals' and hypertable_name = relation_name and is_compressed);
  place record;
begin
  execute format(
    'with moved as (delete from signals.%I where trace_id = any ($1) and time >= %L returning *) insert into signals.%I select * from moved',
    relation_name, coalesce(compressed_until, '-infinity'), relation_name || '_failed') using failed;
  if compressed_until is null then
    return;
  end if;
  -- A delete by trace alone would unpack every chunk, and fail at a hundred thousand rows. Found first (by the chunks' bloom
  -- filters) and named by segment and time, as literals, it unpacks the few hundred rows around each.
  for place in execute format(
    'select t.id as trace_id, s.* from unnest($1) t (id) cross join lateral (
      select resource_id, min(time) as first_time, max(time) as last_time from signals.%I where trace_id = t.id and time < %L group by 1
    ) s', relation_name, compressed_until) using failed
  loop
    execute format(
      'with moved as (delete from signals.%I where trace_id = %L and resource_id = %L and time >= %L and time <= %L returning *)
      insert into signals.%I select * from moved',
      relation_name, place.trace_id, place.resource_id, place.first_time, place.last_time, relation_name || '_failed');
  end loop;
end $$;
