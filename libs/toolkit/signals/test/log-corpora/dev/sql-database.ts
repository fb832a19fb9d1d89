import type { LogSystem } from '../corpus.ts';

export const sqlDatabase: LogSystem = {
  name: 'sql-database',
  header: String.raw`{date} {time}.123 UTC [{pid}]`,
  templates: String.raw`
database system is ready to accept connections
database system was shut down at {date} {time} UTC
checkpoint starting: {time|immediate force wait|wal|shutdown immediate}
checkpoint complete: wrote {int} buffers ({float}%); {small} file(s) added, {small} removed, {small} recycled; write={float} s, sync={float} s, total={float} s
connection received: host={ip} port={port}
connection authorized: user={user} database={table}
disconnection: session time: {small}:{int}:{float} user={user} database={table} host={ip} port={port}
duration: {float} ms  statement: {sql}
duration: {float} ms
statement: {sql}
relation "{table}" does not exist at character {int}
column "{word}" does not exist at character {int}
role "{user}" does not exist
database "{table}" does not exist
password authentication failed for user "{user}"
permission denied for table {table}
permission denied for schema {public|app|staging|archive}
duplicate key value violates unique constraint "{table}_pkey"
canceling statement due to statement timeout
canceling statement due to user request
canceling autovacuum task
automatic vacuum of table "{table}.public.{table}": index scans: {small}
automatic analyze of table "{table}.public.{table}"
process {pid} still waiting for ShareLock on transaction {int} after {float} ms
process {pid} acquired ShareLock on transaction {int} after {float} ms
deadlock detected
could not receive data from client: Connection reset by peer
could not send data to client: Broken pipe
terminating connection due to administrator command
terminating walsender process due to replication timeout
replication connection authorized: user={user}
started streaming WAL from primary at {hexid}/{hexid} on timeline {small}
invalid length of startup packet
received fast shutdown request
received SIGHUP, reloading configuration files
parameter "{work_mem|max_connections|shared_buffers|log_min_duration_statement}" changed to "{int}"
temporary file: path "base/pgsql_tmp/pgsql_tmp{pid}.{small}", size {int}
out of memory
syntax error at or near "{word}" at character {int}
unexpected EOF on client connection with an open transaction
there is already a transaction in progress
background worker "{logical replication launcher|parallel worker|pg_cron|autovacuum launcher}" (PID {pid}) exited with exit code {small}
too many clients already
`
    .trim()
    .split('\n'),
};
