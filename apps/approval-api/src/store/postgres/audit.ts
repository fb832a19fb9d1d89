import type pg from 'pg';
import type { Head } from '../../audit/checkpoint.ts';
import { sealedCheckpoint } from '../../audit/checkpoint.ts';
import type { AuditReader } from '../audit-reader.ts';
import type { Queryable } from './queryable.ts';
import type { EntryRow, RequestRow } from './rows.ts';
import { entryColumns, entryOf, requestColumns, requestOf } from './rows.ts';

interface HeadRow {
  readonly checkpoint: number;
  readonly request_id: string;
  readonly sequence: number;
  readonly hash: Buffer;
}

interface CheckpointRow {
  readonly number: number;
  readonly at: Date;
  readonly previous: Buffer | null;
  readonly hash: Buffer;
}

/** Reads trails and checkpoints; within a snapshot where it's given a client in one. */
export function postgresAudit(database: Queryable): AuditReader {
  return {
    trails: async (after, limit) => {
      const { rows } = await database.query<RequestRow>(
        `select ${requestColumns} from approval.requests r where $1::uuid is null or r.id > $1 order by r.id limit $2`,
        [after, limit],
      );
      const { rows: entries } = await database.query<EntryRow>(
        `select ${entryColumns} from approval.audit_entries where request_id = any($1) order by request_id, sequence`,
        [rows.map(({ id }) => id)],
      );
      const byRequest = Map.groupBy(entries.map(entryOf), ({ requestId }) => requestId);
      return rows.map((row) => ({
        request: requestOf(row).request,
        entries: byRequest.get(row.id) ?? [],
      }));
    },
    checkpoints: async (after, limit) => {
      const { rows } = await database.query<CheckpointRow>(
        'select number, at, previous, hash from approval.audit_checkpoints where number > $1 order by number limit $2',
        [after, limit],
      );
      const { rows: heads } = await database.query<HeadRow>(
        'select checkpoint, request_id, sequence, hash from approval.audit_checkpoint_heads where checkpoint = any($1)',
        [rows.map(({ number }) => number)],
      );
      const byNumber = Map.groupBy(heads, ({ checkpoint }) => checkpoint);
      return rows.map((row) => ({ ...row, heads: (byNumber.get(row.number) ?? []).map(headOf) }));
    },
    lostHeads: async (limit) => {
      const { rows } = await database.query<HeadRow & { there: Buffer | null }>(
        `select h.checkpoint, h.request_id, h.sequence, h.hash, e.hash as there
          from approval.audit_checkpoint_heads h left join approval.audit_entries e using (request_id, sequence)
          where e.hash is distinct from h.hash order by h.checkpoint, h.request_id limit $1`,
        [limit],
      );
      return rows.map((row) => ({
        ...headOf(row),
        checkpoint: row.checkpoint,
        there: row.there,
      }));
    },
    knows: async (hash) => {
      const { rows } = await database.query<{ known: boolean }>(
        `select exists (select from approval.audit_entries where hash = $1)
          or exists (select from approval.audit_checkpoints where hash = $1) as known`,
        [hash],
      );
      return rows[0]?.known === true;
    },
    last: () => lastCheckpoint(database),
  };
}

async function lastCheckpoint(database: Queryable): Promise<CheckpointRow | undefined> {
  const { rows } = await database.query<CheckpointRow>(
    'select number, at, previous, hash from approval.audit_checkpoints order by number desc limit 1',
  );
  return rows[0];
}

/**
 * Makes a checkpoint of the requests that changed since the last one, so many at most, within the caller's transaction. Answers
 * `undefined` where none did. Two at once make one after the other.
 */
export async function makeCheckpoint(client: pg.PoolClient, now: Date, limit: number) {
  // Must come first: who waits here sees the checkpoint of who went before.
  await client.query("select pg_advisory_xact_lock(hashtext('approval.audit_checkpoints'))");
  const before = await lastCheckpoint(client);
  const { rows } = await client.query<Omit<HeadRow, 'checkpoint'>>(
    // Who is being decided on in this moment comes into the next one.
    `select id as request_id, version as sequence, head as hash from approval.requests
      where checkpointed < version order by id limit $1 for update skip locked`,
    [limit],
  );
  if (rows.length === 0) return undefined;
  const checkpoint = sealedCheckpoint({
    number: (before?.number ?? 0) + 1,
    at: now,
    heads: rows.map(headOf),
    previous: before?.hash ?? null,
  });
  const ids = rows.map((row) => row.request_id);
  await client.query(
    'insert into approval.audit_checkpoints (number, at, previous, hash) values ($1, $2, $3, $4)',
    [checkpoint.number, now, checkpoint.previous, checkpoint.hash],
  );
  await client.query(
    `insert into approval.audit_checkpoint_heads (checkpoint, request_id, sequence, hash)
      select $1, * from unnest($2::uuid[], $3::integer[], $4::bytea[])`,
    [checkpoint.number, ids, rows.map(({ sequence }) => sequence), rows.map(({ hash }) => hash)],
  );
  await client.query('update approval.requests set checkpointed = version where id = any($1)', [
    ids,
  ]);
  return checkpoint;
}

function headOf({ request_id: requestId, sequence, hash }: Omit<HeadRow, 'checkpoint'>): Head {
  return { requestId, sequence, hash };
}
