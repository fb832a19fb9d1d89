-- Run by psql as the superuser at each start: the database of the services and their roles, with the passwords that the
-- environment has.
--   services_owner   owns the database and its schemas: migrations and API keys
--   approval_api, timesheet_api, pdf_generator   run the services; what each may do, its migrations say (migrate --grant)
\set ON_ERROR_STOP on
\getenv owner_password SERVICES_OWNER_PASSWORD
\getenv approval_password APPROVAL_DATABASE_PASSWORD
\getenv timesheet_password TIMESHEET_DATABASE_PASSWORD
\getenv pdf_password PDF_DATABASE_PASSWORD

-- Passwords must not come into the server's log, not even by a statement that fails.
set log_statement = 'none';
set log_min_error_statement = 'panic';
set log_min_duration_statement = -1;
set password_encryption = 'scram-sha-256';

select format('create role %I', name)
from unnest(array['services_owner', 'approval_api', 'timesheet_api', 'pdf_generator']) as roles (name)
where not exists (select from pg_roles where rolname = name)
\gexec

select 'create database services owner services_owner'
where not exists (select from pg_database where datname = 'services')
\gexec

begin;
alter role services_owner with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'owner_password';
alter role approval_api with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 40 password :'approval_password';
alter role timesheet_api with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 40 password :'timesheet_password';
alter role pdf_generator with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 40 password :'pdf_password';

select format('alter role %I set %s', name, setting)
from unnest(array['approval_api', 'timesheet_api', 'pdf_generator']) as roles (name),
  unnest(array['statement_timeout = ''60s''', 'idle_in_transaction_session_timeout = ''60s''']) as settings (setting)
\gexec

revoke all on database services from public;
grant connect on database services to approval_api, timesheet_api, pdf_generator;
commit;
