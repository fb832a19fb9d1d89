import type { Publication } from '@h-j-petroleum/toolkit-service';
import type { RequestStore, Viewer, Waiting } from '../approval-store.ts';
import type { Entry } from '../../audit/entry.ts';
import type { Queryable } from './queryable.ts';
import type { DelegationJson, EntryRow, RequestRow } from './rows.ts';
import {
  delegationOfJson,
  delegationsHeld,
  entryColumns,
  entryOf,
  requestColumns,
  requestOf,
} from './rows.ts';
import { areVisible, isVisible, waitsForViewer } from './visibility.ts';

/** Requests in the schema `approval`; within a transaction where it's given a client. */
export function postgresRequests(database: Queryable): RequestStore {
  return {
    insert: async (request, entry, waiting) => {
      const { policy, subject, amount, callback } = request;
      await database.query(insertSql, [
        ...entryValues(entry),
        ...waitingValues(waiting),
        ...[JSON.stringify(policy), policy.name, subject.type, subject.id, subject.version],
        ...[request.title, JSON.stringify(request.payload)],
        ...[amount?.value ?? null, amount?.currency ?? null, request.requester, request.filedBy],
        callback === undefined ? null : JSON.stringify(callback),
        ...[request.createdAt, policy.auditors],
      ]);
    },
    find: async (id, viewer) => {
      const { rows } =
        viewer === undefined
          ? await database.query<RequestRow>(
              `select ${requestColumns} from approval.requests r where r.id = $1`,
              [id],
            )
          : await database.query<RequestRow>(
              `select ${requestColumns} from approval.requests r where r.id = $4 and ${isVisible}`,
              [viewer.subject, viewer.roles, viewer.now, id, auditRoles(viewer)],
            );
      return rows[0] && requestOf(rows[0]);
    },
    findToDecide: async (id, viewer) => {
      const { rows } = await database.query<RequestRow & { delegations: DelegationJson[] }>(
        `select ${requestColumns}, ${delegationsHeld} from approval.requests r where r.id = $4 and ${isVisible}`,
        [viewer.subject, viewer.roles, viewer.now, id, auditRoles(viewer)],
      );
      return (
        rows[0] && {
          loaded: requestOf(rows[0]),
          delegations: rows[0].delegations.map(delegationOfJson),
        }
      );
    },
    list: async (viewer, filter, limit, after) => {
      const { rows } = await database.query<RequestRow>(
        `select ${requestColumns} from approval.requests r
          where ${areVisible} and ($4::boolean is not true or ${waitsForViewer})
            and ($6::text is null or r.state = $6) and ($7::text is null or r.subject_type = $7)
            and ($8::text is null or r.subject_id = $8) and ($9::text is null or r.policy_name = $9)
            and ($10::text is null or r.requester = $10)
            and ($11::timestamptz is null or (r.created_at, r.id) < ($11, $12))
          order by r.created_at desc, r.id desc limit $13`,
        [
          ...[viewer.subject, viewer.roles, viewer.now, filter.waiting, auditRoles(viewer)],
          ...[filter.state, filter.subjectType, filter.subjectId, filter.policy, filter.requester],
          ...[after?.createdAt, after?.id, limit],
        ],
      );
      return rows.map(requestOf);
    },
    append: async (entry, waiting, jobs = []) => {
      const { rowCount } = await database.query(appendSql(jobs), [
        ...[...entryValues(entry), ...waitingValues(waiting)],
        ...jobs.map(({ value }) => value),
      ]);
      return rowCount === 1;
    },
    trail: async (id, after, limit, action) => {
      const { rows } = await database.query<EntryRow>(
        `select ${entryColumns} from approval.audit_entries
          where request_id = $1 and sequence > $2 and ($4::text is null or action = $4)
          order by sequence limit $3`,
        [id, after, limit, action],
      );
      return rows.map(entryOf);
    },
    outcomeByHash: async (hash) => {
      const { rows } = await database.query<EntryRow>(
        `select ${entryColumns} from approval.audit_entries
          where hash = $1 and state <> 'pending' and action in ('decided', 'withdrawn', 'expired')`,
        [hash],
      );
      return rows[0] && entryOf(rows[0]);
    },
    due: async (now, limit) => {
      const { rows } = await database.query<{ id: string }>(
        'select id from approval.requests where next_deadline <= $1 order by next_deadline limit $2',
        [now, limit],
      );
      return rows.map(({ id }) => id);
    },
  };
}

function auditRoles({ roles, withoutAudit }: Viewer): readonly string[] {
  return withoutAudit === true ? [] : roles;
}

/** $1 to $9. */
function entryValues(entry: Entry): unknown[] {
  const { requestId, sequence, at, actor, action, state, data, previous, hash } = entry;
  return [requestId, sequence, at, actor, action, state, JSON.stringify(data), previous, hash];
}

/** $10 to $12. */
function waitingValues({ people, roles, nextDeadline }: Waiting): unknown[] {
  return [people, roles, nextDeadline ?? null];
}

const addEntry = `insert into approval.audit_entries (${entryColumns})
  select id, $2, $3, $4, $5, $6, $7, $8, $9`;

const insertSql = `with made as (
    insert into approval.requests (id, policy, policy_name, subject_type, subject_id, subject_version, title, payload, amount,
      currency, requester, filed_by, callback, created_at, state, version, head, updated_at, waiting_people, waiting_roles,
      auditor_roles, next_deadline)
    values ($1, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $6, $2, $9, $3, $10, $11, $26, $12)
    returning id
  ) ${addEntry} from made`;

// One statement, so there is no moment at which one is done and not the other. The version in its condition is what lets one
// of many through: the others wait for the row, look at it again and find it moved on.
const appendSql = (jobs: readonly Publication[]): string => `with moved as (
    update approval.requests set state = $6, version = $2, head = $9, updated_at = $3, waiting_people = $10,
      waiting_roles = $11, next_deadline = $12
    where id = $1 and version = $2 - 1 and head = $8
    returning id
  ) ${jobs.map((job, index) => `, job${index} as (${job.sql(ifMoved(index))})`).join('')} ${addEntry} from moved`;

/** Nothing follows from an entry that was not added. */
const ifMoved = (index: number): string =>
  `case when exists (select from moved) then $${13 + index}::text else '[]' end`;
