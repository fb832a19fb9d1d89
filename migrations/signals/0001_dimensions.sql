-- Words of the signal store.
--   signal       a log record, a span or a metric point
--   batch        what a writer stored in one transaction; its key makes a retry harmless
--   tier         a table: `logs` and `spans` keep successes for days, `logs_failed` and `spans_failed` failures for months
--   fold         adding the rows of a batch to the rollups, once; afterwards raw rows may go without a trace in the totals
--   dimension    what many rows share, stored once by the hash of its content: services, resources, series, fingerprints

create table signals.settings (
  only_row boolean primary key default true check (only_row),
  profile text not null check (profile in ('postgres', 'timescale'))
);
comment on table signals.settings is 'What was asked of the server when the store was made; one row.';

create table signals.migration_files (
  name text primary key,
  sha256 text not null
);
comment on table signals.migration_files is 'What the migrations were that made this store; a released one never changes.';

create table signals.retention (
  tier text primary key check (tier in ('success', 'failure', 'metric_points', 'rollups_hourly', 'rollups_daily', 'batches')),
  keep interval check (keep > interval '0'),
  compress_after interval check (compress_after > interval '0')
);
comment on table signals.retention is 'How long each tier is kept; null keeps for ever.';
insert into signals.retention values
  ('success', interval '7 days', interval '1 day'),
  ('failure', interval '180 days', interval '7 days'),
  ('metric_points', interval '7 days', interval '1 day'),
  ('rollups_hourly', null, null),
  ('rollups_daily', null, null),
  ('batches', interval '7 days', null);

create table signals.services (
  id bigint primary key,
  namespace text not null,
  name text not null,
  environment text not null,
  first_seen timestamptz not null default now()
);
comment on table signals.services is 'service.namespace, service.name and deployment.environment.name of resources; what rollups are kept by.';

create table signals.resources (
  id bigint primary key,
  service_id bigint not null,
  attributes jsonb not null,
  first_seen timestamptz not null default now()
);
comment on table signals.resources is 'OpenTelemetry resources; id is the hash of the attributes.';
create index resources_service on signals.resources (service_id);

create table signals.metric_series (
  id bigint primary key,
  resource_id bigint not null,
  scope text not null,
  name text not null,
  unit text not null,
  description text not null,
  kind text not null check (kind in ('gauge', 'sum', 'histogram', 'exponential_histogram', 'summary')),
  temporality text not null check (temporality in ('none', 'delta', 'cumulative')),
  monotonic boolean not null,
  bounds double precision[],
  attributes jsonb not null,
  first_seen timestamptz not null default now()
);
comment on column signals.metric_series.bounds is 'Upper bounds of an explicit histogram''s buckets, inclusive; the last bucket has none. Quantiles of a summary.';
create index metric_series_name on signals.metric_series (name, resource_id);

create table signals.fingerprints (
  id bigint primary key,
  kind text not null check (kind in ('stack', 'message')),
  type text not null,
  template text not null,
  frames jsonb not null,
  sample text not null,
  first_seen timestamptz not null default now()
);
comment on table signals.fingerprints is 'The masked templates that group equal errors. One row each; what embeddings belong to.';

create table signals.fingerprint_merges (
  id bigint generated always as identity primary key,
  child bigint not null,
  parent bigint not null,
  reason text not null,
  merged_at timestamptz not null default now(),
  unmerged_at timestamptz,
  unmerge_reason text,
  check (child <> parent)
);
comment on table signals.fingerprint_merges is 'Why two fingerprints count as one error. An un-merged pair is never merged again.';
create unique index fingerprint_merges_child on signals.fingerprint_merges (child) where unmerged_at is null;
create unique index fingerprint_merges_pair on signals.fingerprint_merges (least(child, parent), greatest(child, parent));

create table signals.batches (
  id bigint generated always as identity primary key,
  key uuid not null unique,
  signal text not null check (signal in ('logs', 'spans', 'metrics')),
  rows integer not null,
  min_time timestamptz not null,
  max_time timestamptz not null,
  stored_at timestamptz not null default now(),
  folded boolean not null default false
);
comment on table signals.batches is 'What was stored in one transaction. A key that is here already was stored before: the retry stores nothing.';
create index batches_unfolded on signals.batches (id) where not folded;
create index batches_stored_at on signals.batches (stored_at);

create table signals.failed_traces (
  trace_id uuid primary key,
  failed_at timestamptz not null
);
comment on table signals.failed_traces is 'Traces with an error in a span or a log: all their rows belong to the failure tier.';
create index failed_traces_failed_at on signals.failed_traces (failed_at);

-- Rollups hold additive state alone, so daily is the sum of hourly, and late rows add.

create table signals.log_rollups_hourly (
  bucket timestamptz not null,
  service_id bigint not null,
  severity smallint not null,
  count bigint not null,
  primary key (bucket, service_id, severity)
);
create table signals.log_rollups_daily (like signals.log_rollups_hourly including all);

create table signals.error_rollups_hourly (
  bucket timestamptz not null,
  service_id bigint not null,
  fingerprint bigint not null,
  count bigint not null,
  primary key (bucket, service_id, fingerprint)
);
create table signals.error_rollups_daily (like signals.error_rollups_hourly including all);

create table signals.span_rollups_hourly (
  bucket timestamptz not null,
  service_id bigint not null,
  name text not null,
  kind smallint not null,
  count bigint not null,
  failed bigint not null,
  duration_sum numeric not null,
  duration_max bigint not null,
  primary key (bucket, service_id, name, kind)
);
comment on column signals.span_rollups_hourly.duration_sum is 'Nanoseconds.';
create table signals.span_rollups_daily (like signals.span_rollups_hourly including all);

create table signals.span_latency_hourly (
  bucket timestamptz not null,
  service_id bigint not null,
  name text not null,
  kind smallint not null,
  bin smallint not null,
  count bigint not null,
  primary key (service_id, name, kind, bucket, bin)
);
comment on column signals.span_latency_hourly.bin is
  'Eight bins an octave, as an OpenTelemetry exponential histogram of scale 3: bin b holds durations in (2^(b/8), 2^((b+1)/8)] nanoseconds.';
create table signals.span_latency_daily (like signals.span_latency_hourly including all);

create table signals.metric_rollups_hourly (
  bucket timestamptz not null,
  series_id bigint not null,
  start_time timestamptz not null,
  points bigint not null,
  count numeric not null,
  sum double precision not null,
  min double precision,
  max double precision,
  last double precision,
  last_time timestamptz not null,
  primary key (series_id, bucket, start_time)
);
comment on column signals.metric_rollups_hourly.start_time is
  'Of a cumulative series: since when it counts, so that a restart is a row of its own; otherwise -infinity.';
comment on column signals.metric_rollups_hourly.sum is
  'Gauge: sum of values. Delta: what was added. Cumulative: the total at last_time.';
create table signals.metric_rollups_daily (like signals.metric_rollups_hourly including all);

create table signals.metric_bins_hourly (
  bucket timestamptz not null,
  series_id bigint not null,
  start_time timestamptz not null,
  scale smallint not null,
  negative boolean not null,
  bin integer not null,
  count bigint not null,
  primary key (series_id, bucket, start_time, scale, negative, bin)
);
comment on column signals.metric_bins_hourly.scale is
  'Of an exponential histogram, at most 3 (finer ones are merged into it); 127: bin is the index of an explicit bucket; 126: the zero bucket.';
create table signals.metric_bins_daily (like signals.metric_bins_hourly including all);
