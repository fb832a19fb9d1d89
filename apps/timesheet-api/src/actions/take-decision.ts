import type { Event } from '../domain/sheet/transitions.ts';
import { next } from '../domain/sheet/transitions.ts';
import type { Database } from '../store/database.ts';
import { addHistory } from '../store/history.ts';
import type { Version } from '../store/sheets.ts';
import { lockEmployeeOf, setState, versionById, versionsOf } from '../store/sheets.ts';
import type { Outcome } from '../store/submissions.ts';
import {
  decide,
  noteReceipt,
  noteRequest,
  submissionById,
  submissionOfRequest,
} from '../store/submissions.ts';

/** What approval-api says of a request that was decided. */
export interface Decision {
  readonly requestId: string;
  /** What the request was filed for, as `subjectOf` named it. */
  readonly subject: { readonly id: string; readonly version: string };
  readonly outcome: Outcome;
  readonly decidedAt: string;
  readonly auditHead: string | null;
  /** What the deciders wrote, one line each. */
  readonly comments: readonly string[];
}

/** `applied` changed the timesheet; `repeated` had been taken before; `ignored` is of a request that is none of ours, or decided otherwise. */
export type Taken = 'applied' | 'repeated' | 'ignored';

const eventOf: Readonly<Record<Outcome, Event>> = {
  approved: 'approve',
  returned: 'return',
  rejected: 'reject',
  withdrawn: 'withdraw',
  expired: 'expire',
};

/**
 * Takes a decision, once however often it is delivered. It may come before approval-api has answered the request that it decides: then it says
 * which one that was.
 *
 * @param delivery id and type of the webhook's delivery
 */
export async function takeDecision(
  db: Database,
  delivery: { readonly id: string; readonly type: string },
  decision: Decision,
): Promise<Taken> {
  const isNew = await noteReceipt(db, {
    ...{ webhookId: delivery.id, type: delivery.type, requestId: decision.requestId },
  });
  if (!isNew) return 'repeated';
  const found = await submissionOfRequest(db, decision.requestId, decision.subject);
  const version = found === undefined ? undefined : await versionById(db, found.versionId);
  if (found === undefined || version === undefined) return 'ignored';
  await lockEmployeeOf(db, version.timesheetId);
  const submission = await submissionById(db, found.id, 'for update');
  if (submission === undefined || submission.outcome !== null) return 'ignored';
  await noteRequest(db, submission.id, decision.requestId);
  await decide(db, submission.id, decision);
  await move(db, version, eventOf[decision.outcome], 'approval-api', decision.comments.join('\n'));
  return 'applied';
}

/** Moves a version on by an event. One that is approved takes the place of the one that was. */
export async function move(
  db: Database,
  version: Version,
  event: Event,
  actor: string,
  comment = '',
): Promise<void> {
  const to = next(version.state, event);
  if (to === 'approved') {
    // First: there is never more than one approved version.
    for (const other of await versionsOf(db, version.timesheetId))
      if (other.state === 'approved')
        await move(db, other, 'supersede', actor, `Superseded by version ${version.number}.`);
  }
  await setState(db, version.id, to);
  await addHistory(db, {
    ...{ timesheetId: version.timesheetId, versionId: version.id, event, from: version.state, to },
    ...{ actor, comment: comment === '' ? null : comment },
  });
}
