-- What all services share. Each service has a schema of its own beside this one.

create table service.migration_files (
  name text primary key,
  sha256 text not null
);
comment on table service.migration_files is 'Which files made this schema; a released file never changes.';

create table service.api_keys (
  id text primary key check (id ~ '^[0-9a-f]{18}$'),
  audience text not null,
  machine text not null check (machine ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  secret_hash bytea not null check (length(secret_hash) = 32),
  roles text[] not null,
  scopes text[] not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index api_keys_audience on service.api_keys (audience, created_at desc);
comment on table service.api_keys is 'Keys by which machines call a service. A key is hjp_<id>_<secret>; the secret itself is not stored.';
comment on column service.api_keys.audience is 'Name of the service that takes the key.';
comment on column service.api_keys.machine is 'Who calls: its subject is machine:<machine>, whatever key it uses.';
comment on column service.api_keys.secret_hash is 'SHA-256 of the secret, which is 256 random bits.';
comment on column service.api_keys.last_used_at is 'Right to five minutes.';
