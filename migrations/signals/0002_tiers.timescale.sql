-- Tiers of the profile `timescale`: hypertables of one-day chunks, compressed by service and time.

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
select create_hypertable('signals.logs_failed', 'time', chunk_time_interval => interval '1 day', create_default_indexes => false);
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
select create_hypertable('signals.spans_failed', 'time', chunk_time_interval => interval '1 day', create_default_indexes => false);
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

-- Drops the chunks that end before what is kept. Answers how many.
create function signals.expire_raw(as_of timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, signals as $$
declare
  tier_row record;
  cutoff timestamptz;
  dropped integer := 0;
  here integer;
begin
  for tier_row in select t.relation, r.keep from signals.tiers t join signals.retention r using (tier) where r.keep is not null loop
    cutoff := as_of - tier_row.keep;
    continue when not exists (
      select from timescaledb_information.chunks c
      where c.hypertable_schema = 'signals' and c.hypertable_name = tier_row.relation and c.range_end <= cutoff);
    -- Must come before the look at the batches: what a writer commits until here is seen, and nothing comes after.
    execute format('lock table signals.%I in share row exclusive mode', tier_row.relation);
    -- Rows that no rollup has counted yet are never dropped.
    continue when exists (select from signals.batches b where not b.folded and b.min_time < cutoff);
    select count(*) into here from drop_chunks(format('signals.%I', tier_row.relation)::regclass, older_than => cutoff);
    dropped := dropped + here;
  end loop;
  return dropped;
end $$;

-- Compresses the chunks that are old enough. Answers how many.
create function signals.compress_raw(as_of timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, signals as $$
declare
  chunk_row record;
  compressed integer := 0;
begin
  for chunk_row in
    select format('%I.%I', c.chunk_schema, c.chunk_name)::regclass as chunk
    from timescaledb_information.chunks c
    join signals.tiers t on c.hypertable_schema = 'signals' and c.hypertable_name = t.relation
    join signals.retention r using (tier)
    where not c.is_compressed and c.range_end <= as_of - r.compress_after
    order by c.range_end
  loop
    perform compress_chunk(chunk_row.chunk, if_not_compressed => true);
    compressed := compressed + 1;
  end loop;
  return compressed;
end $$;
