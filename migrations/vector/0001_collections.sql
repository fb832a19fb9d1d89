-- Words of the vector store.
--   collection   records of one embedding space; they lie in a table of its own, vector.records_<id of the collection>
--   generation   the vectors of a collection in one space; a column of that table, v_<id of the generation>. Beside it h_<id>
--                is the content hash of the record that the vector was made of
--   active       the generation that is searched; at most one other is being filled

create table vector.collections (
  id integer generated always as identity primary key,
  name text collate "C" not null unique,
  metric text not null check (metric in ('cosine', 'dot', 'l2')),
  filter_keys text[] not null,
  storage text not null check (storage in ('float32', 'float16')),
  text_search regconfig not null,
  created_at timestamptz not null default now()
);
comment on column vector.collections.filter_keys is 'Keys of metadata that have an index each, records_<id>_key_<position>.';
comment on column vector.collections.text_search is 'The text search configuration by which texts are cut into words.';

create table vector.generations (
  id integer generated always as identity primary key,
  collection_id integer not null references vector.collections on delete cascade,
  model text not null,
  dimensions integer not null check (dimensions > 0),
  normalized boolean not null,
  active boolean not null,
  created_at timestamptz not null default now()
);
comment on table vector.generations is 'Vectors of two models cannot be compared, so each has a column of its own.';
create unique index generations_one_active on vector.generations (collection_id) where active;
create unique index generations_one_filling on vector.generations (collection_id) where not active;
