-- A collection may do without full-text search, which is half of what a new record costs.
alter table vector.collections alter column text_search drop not null;
comment on column vector.collections.text_search is 'The text search configuration by which texts are cut into words; null where they are not, and the table of the collection has no column words.';
