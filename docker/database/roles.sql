-- Run by psql as the superuser at each start: the roles of the signal store, with the passwords that the environment has.
--   signals_owner    owns the schema: migrations and the server's maintenance job
--   signals_writer   applications and the receiver: adds signals, changes and reads none
--   signals_reader   Grafana and people: reads the schema signals, nothing else, and not for long
\set ON_ERROR_STOP on
\getenv owner_password SIGNALS_OWNER_PASSWORD
\getenv writer_password SIGNALS_WRITER_PASSWORD
\getenv reader_password SIGNALS_READER_PASSWORD

-- Passwords must not come into the server's log, not even by a statement that fails.
set log_statement = 'none';
set log_min_error_statement = 'panic';
set log_min_duration_statement = -1;
set password_encryption = 'scram-sha-256';

select format('create role %I', name)
from unnest(array['signals_owner', 'signals_writer', 'signals_reader']) as roles (name)
where not exists (select from pg_roles where rolname = name)
\gexec

-- By the superuser, for others may not; only where the server offers it: on a plain PostgreSQL the store takes the other profile.
select format('create extension if not exists %I', name) from pg_available_extensions where name in ('timescaledb', 'vector')
\gexec

begin;
alter role signals_owner with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'owner_password';
alter role signals_writer with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 60 password :'writer_password';
alter role signals_reader with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 20 password :'reader_password';

alter role signals_writer set statement_timeout = '60s';
alter role signals_writer set idle_in_transaction_session_timeout = '60s';
alter role signals_reader set default_transaction_read_only = on;
alter role signals_reader set statement_timeout = '30s';
alter role signals_reader set lock_timeout = '5s';
alter role signals_reader set idle_in_transaction_session_timeout = '30s';

select format('alter database %I owner to signals_owner', current_database())
union all select format('revoke all on database %I from public', current_database())
union all select format('grant connect on database %I to signals_writer, signals_reader', current_database())
\gexec
commit;
