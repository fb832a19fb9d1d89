-- Run as the owner of the schema after each migration: who may do what. Plain SQL, so that tests run it on every profile.

-- Functions are everybody's unless told otherwise, and some of these drop old data with the owner's rights: none is, of coming
-- migrations neither.
alter default privileges revoke execute on routines from public;
revoke execute on all routines in schema signals from public;
revoke all on schema signals from public;

-- What a kind of role may do, the schema itself says.
do $$ begin
  perform signals.grant_to('signals_writer', 'writer');
  perform signals.grant_to('signals_reader', 'reader');
end $$;

-- Tables of coming migrations can be read at once.
alter default privileges in schema signals grant select on tables to signals_reader;
