-- What is filed with approval-api is fixed with the submission: a name or a manager that changes between two attempts would make another
-- request under the same Idempotency-Key, which approval-api refuses.
alter table timesheet.submissions add column filing jsonb not null default '{}';
alter table timesheet.submissions alter column filing drop default;
comment on column timesheet.submissions.filing is 'Subject, title, requester, deciders and payload of the request.';
