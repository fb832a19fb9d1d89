-- Run by psql as the superuser at each start: the database of the services and their roles, with the passwords that the
-- environment has.
--   services_owner   owns the database and its schemas: migrations and API keys
--   those of `running`, one a service   run the services; what each may do, its migrations say (migrate --grant)
\set ON_ERROR_STOP on

-- Passwords must not come into the server's log, not even by a statement that fails.
set log_statement = 'none';
set log_min_error_statement = 'panic';
set log_min_duration_statement = -1;
set password_encryption = 'scram-sha-256';

\getenv owner_password SERVICES_OWNER_PASSWORD
create temporary table running (role text primary key, password text not null);
\getenv approval_password APPROVAL_DATABASE_PASSWORD
insert into running values ('approval_api', :'approval_password');
\getenv timesheet_password TIMESHEET_DATABASE_PASSWORD
insert into running values ('timesheet_api', :'timesheet_password');
\getenv pdf_password PDF_DATABASE_PASSWORD
insert into running values ('pdf_generator', :'pdf_password');

select format('create role %I', role)
from (select 'services_owner' union all select role from running) as roles (role)
where not exists (select from pg_roles where rolname = role)
\gexec

select 'create database services owner services_owner'
where not exists (select from pg_database where datname = 'services')
\gexec

begin;
alter role services_owner with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'owner_password';

select format(
  'alter role %I with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 40 password %L', role, password
)
from running
\gexec

select format('alter role %I set %s', role, setting)
from running, unnest(array['statement_timeout = ''60s''', 'idle_in_transaction_session_timeout = ''60s''']) as settings (setting)
\gexec

revoke all on database services from public;
select format('grant connect on database services to %I', role) from running
\gexec
commit;
