-- Run as the owner of the schema after each migration: who may do what. Plain SQL, so that tests run it on every profile.

-- Functions are everybody's unless told otherwise, and some of these drop old data with the owner's rights.
alter default privileges revoke execute on routines from public;
revoke execute on all routines in schema signals from public;
revoke all on schema signals from public;

grant usage on schema signals to signals_writer, signals_reader;
grant execute on function signals.duration_bin(bigint), signals.finite(double precision) to signals_reader;

-- Tables of coming migrations too.
grant select on all tables in schema signals to signals_reader;
alter default privileges in schema signals grant select on tables to signals_reader;

-- A batch is announced, then its rows and what they name are added. A row that is there is never changed.
grant execute on function signals.begin_batch(uuid, text, integer, timestamptz, timestamptz) to signals_writer;
grant insert on
  signals.logs, signals.logs_failed, signals.spans, signals.spans_failed, signals.metric_points,
  signals.services, signals.resources, signals.metric_series, signals.fingerprints
to signals_writer;
