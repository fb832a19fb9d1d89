import { z } from 'zod';
import { rowOf, rowsOf } from './database.ts';
import type { Database } from './database.ts';

/** What became of a submission. */
export const outcomes = ['approved', 'returned', 'rejected', 'withdrawn', 'expired'] as const;
export type Outcome = (typeof outcomes)[number];

/** What is filed with approval-api, the same at each attempt to file it. */
export const filingSchema = z.object({
  subject: z.object({ type: z.string(), id: z.string(), version: z.string() }),
  title: z.string(),
  requester: z.string(),
  /** Whom the policy leaves to the request to name. */
  named: z.object({ manager: z.array(z.string()).min(1) }),
  payload: z.record(z.string(), z.unknown()),
});
export type Filing = z.output<typeof filingSchema>;

/** One request to approval-api for one version. */
export interface Submission {
  readonly id: string;
  readonly versionId: string;
  readonly attempt: number;
  readonly filing: unknown;
  /** Of approval-api; null until it has answered. */
  readonly requestId: string | null;
  readonly outcome: Outcome | null;
  readonly withdrawalAskedAt: Date | null;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  /** Head of the audit trail that holds the decision. */
  readonly auditHead: string | null;
}

const columns = `id, version_id as "versionId", attempt, filing, request_id as "requestId", outcome, withdrawal_asked_at as "withdrawalAskedAt",
  created_at as "createdAt", decided_at as "decidedAt", audit_head as "auditHead"`;

/** Number of a version's next attempt. The employee is locked, so that it is nobody else's. */
export async function nextAttempt(db: Database, versionId: string): Promise<number> {
  const { attempt } = await rowOf<{ attempt: number }>(
    db,
    'select coalesce(max(attempt), 0) + 1 as attempt from timesheet.submissions where version_id = $1',
    [versionId],
  );
  return attempt;
}

export async function addSubmission(
  db: Database,
  one: { readonly versionId: string; readonly attempt: number; readonly filing: Filing },
): Promise<Submission> {
  return rowOf<Submission>(
    db,
    `insert into timesheet.submissions (version_id, attempt, filing) values ($1, $2, $3) returning ${columns}`,
    [one.versionId, one.attempt, JSON.stringify(one.filing)],
  );
}

/** Locked until the transaction ends, where that is asked for. */
export async function submissionById(
  db: Database,
  id: string,
  lock: '' | 'for update' = '',
): Promise<Submission | undefined> {
  const [row] = await rowsOf<Submission>(
    db,
    `select ${columns} from timesheet.submissions where id = $1 ${lock}`,
    [id],
  );
  return row;
}

/** Submissions of a version, the first one first. */
export async function submissionsOf(db: Database, versionId: string): Promise<Submission[]> {
  return rowsOf<Submission>(
    db,
    `select ${columns} from timesheet.submissions where version_id = $1 order by attempt`,
    [versionId],
  );
}

/** The submission that a request of approval-api is for, by its id or, before that has been noted, by what it was filed for. */
export async function submissionOfRequest(
  db: Database,
  requestId: string,
  subject: { readonly id: string; readonly version: string },
): Promise<Submission | undefined> {
  const [row] = await rowsOf<Submission>(
    db,
    `select ${columns} from timesheet.submissions where request_id = $1
      union all
      select ${columns} from timesheet.submissions u
      where request_id is null and exists (select from timesheet.versions v
        where v.id = u.version_id and v.timesheet_id::text = $2 and v.number || '.' || u.attempt = $3)
      limit 1`,
    [requestId, subject.id, subject.version],
  );
  return row;
}

/** What approval-api calls it: a revision of the version, which shows it. A second answer with the same id changes nothing. */
export async function noteRequest(db: Database, id: string, requestId: string): Promise<void> {
  await db.query(
    `with noted as (
      update timesheet.submissions set request_id = $2 where id = $1 and request_id is null returning version_id
    ) update timesheet.versions set revision = revision + 1 where id = (select version_id from noted)`,
    [id, requestId],
  );
}

export async function askWithdrawal(db: Database, id: string): Promise<void> {
  await db.query(
    'update timesheet.submissions set withdrawal_asked_at = coalesce(withdrawal_asked_at, now()) where id = $1',
    [id],
  );
}

export async function decide(
  db: Database,
  id: string,
  {
    outcome,
    decidedAt,
    auditHead,
  }: {
    readonly outcome: Outcome;
    readonly decidedAt: string;
    readonly auditHead: string | null;
  },
): Promise<void> {
  await db.query(
    'update timesheet.submissions set outcome = $2, decided_at = $3, audit_head = $4 where id = $1',
    [id, outcome, decidedAt, auditHead],
  );
}

/** Submissions that wait for a decision since before a time, the oldest first. */
export async function undecidedBefore(
  db: Database,
  before: Date,
  limit: number,
): Promise<Submission[]> {
  return rowsOf<Submission>(
    db,
    `select ${columns} from timesheet.submissions where outcome is null and created_at < $1 order by created_at limit $2`,
    [before, limit],
  );
}

/** Notes a delivery of a webhook; false where it was noted before. */
export async function noteReceipt(
  db: Database,
  one: { readonly webhookId: string; readonly type: string; readonly requestId: string },
): Promise<boolean> {
  const rows = await rowsOf(
    db,
    `insert into timesheet.webhook_receipts (webhook_id, type, request_id) values ($1, $2, $3)
      on conflict (webhook_id) do nothing returning webhook_id`,
    [one.webhookId, one.type, one.requestId],
  );
  return rows.length > 0;
}
