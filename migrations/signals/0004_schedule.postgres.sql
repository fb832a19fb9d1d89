-- A plain server has no scheduler: `signals maintain --every 5m` runs the maintenance from outside.
comment on procedure signals.maintain is 'To be called every few minutes: signals maintain --every 5m';

-- Functions may be called by everybody unless told otherwise, and some of these drop what is stored.
revoke execute on all routines in schema signals from public;
