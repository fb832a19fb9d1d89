import { rowsOf } from './database.ts';
import type { Database } from './database.ts';

/** One thing that happened to a timesheet. */
export interface HistoryItem {
  readonly id: string;
  readonly version: number;
  readonly event: string;
  readonly from: string | null;
  readonly to: string;
  /** A subject, or `approval-api` for what came from there. */
  readonly actor: string;
  readonly comment: string | null;
  readonly at: Date;
}

export async function addHistory(
  db: Database,
  one: {
    readonly timesheetId: string;
    readonly versionId: string;
    readonly event: string;
    readonly from: string | null;
    readonly to: string;
    readonly actor: string;
    readonly comment?: string | null;
  },
): Promise<void> {
  await db.query(
    `insert into timesheet.history (timesheet_id, version_id, event, from_state, to_state, actor, comment) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[one.timesheetId, one.versionId, one.event, one.from, one.to, one.actor],
      one.comment ?? null,
    ],
  );
}

/** What happened to a timesheet, the first thing first. */
export async function historyOf(
  db: Database,
  timesheetId: string,
  after: string | undefined,
  limit: number,
): Promise<HistoryItem[]> {
  return rowsOf<HistoryItem>(
    db,
    `select h.id::text, v.number as version, h.event, h.from_state as "from", h.to_state as "to", h.actor, h.comment, h.at
      from timesheet.history h join timesheet.versions v on v.id = h.version_id
      where h.timesheet_id = $1 and h.id > coalesce($2::bigint, 0) order by h.id limit $3`,
    [timesheetId, after ?? null, limit],
  );
}
