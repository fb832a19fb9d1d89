import { transaction } from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { subjectOf, takeDecision } from '../actions/take-decision.ts';
import type { Version } from '../store/sheets.ts';
import { versionById } from '../store/sheets.ts';
import type { Submission } from '../store/submissions.ts';
import { noteRequest, submissionById } from '../store/submissions.ts';
import type { ApprovalClient, ApprovalRequest } from './approval-client.ts';
import { commentsOf } from './contract.ts';

/**
 * Brings approval-api to what a submission wants: filed, and withdrawn where that was asked for. It looks at what there is rather than at what
 * happened, so doing it twice, late or after a crash comes to the same; the submission's id is the key by which approval-api knows it again.
 */
export async function sendSubmission(
  pool: pg.Pool,
  approvals: ApprovalClient,
  submissionId: string,
): Promise<void> {
  const submission = await submissionById(pool, submissionId);
  if (submission === undefined || submission.outcome !== null) return;
  const version = await versionById(pool, submission.versionId);
  if (version === undefined) return;
  const request =
    submission.requestId === null
      ? await approvals.file(submission.id, requestOf(version, submission))
      : undefined;
  if (request !== undefined) await noteRequest(pool, submission.id, request.id);
  // Read again: the wish to withdraw may have come while approval-api was asked.
  const now = await submissionById(pool, submission.id);
  if (now === undefined || now.requestId === null || now.outcome !== null) return;
  const asked = now.withdrawalAskedAt !== null;
  const after = asked ? await approvals.withdraw(`${now.id}-withdrawal`, now.requestId) : request;
  if (after !== undefined) await settle(pool, version, now, after);
}

/** Asks what became of a submission, where its webhook may have been lost. */
export async function lookAfter(
  pool: pg.Pool,
  approvals: ApprovalClient,
  submission: Submission,
): Promise<void> {
  if (submission.requestId === null || submission.withdrawalAskedAt !== null)
    await sendSubmission(pool, approvals, submission.id);
  const now = await submissionById(pool, submission.id);
  const version = await versionById(pool, submission.versionId);
  if (now === undefined || now.requestId === null || now.outcome !== null || !version) return;
  await settle(pool, version, now, await approvals.read(now.requestId));
}

/** Takes over what an answer of approval-api says, as its webhook would. */
async function settle(
  pool: pg.Pool,
  version: Version,
  submission: Submission,
  { id, state, updatedAt, decisions, auditHead }: ApprovalRequest,
): Promise<void> {
  if (state === 'pending') return;
  await transaction(pool, (client) =>
    takeDecision(
      client,
      { id: `answer-${submission.id}`, type: `approval.request.${state}` },
      {
        ...{ requestId: id, subject: subjectOf(version, submission.attempt), outcome: state },
        ...{ decidedAt: updatedAt ?? new Date().toISOString(), auditHead: auditHead ?? null },
        comments: commentsOf(decisions),
      },
    ),
  );
}

function requestOf(version: Version, { attempt }: Submission) {
  const { employeeName, week, number, team, evaluation, subject } = version;
  const hours = ((evaluation?.countedMinutes ?? 0) / 60).toFixed(2);
  return {
    subject: subjectOf(version, attempt),
    title: `Timesheet of ${employeeName}, ${week}${number === 1 ? '' : `, version ${number}`}: ${hours} hours`,
    requester: subject,
    payload: {
      ...{ employee: employeeName, week, version: number, attempt, team },
      recordedMinutes: evaluation?.recordedMinutes ?? 0,
      countedMinutes: evaluation?.countedMinutes ?? 0,
      minutesByCode: minutesByCode(version),
    },
  };
}

function minutesByCode({ evaluation }: Version): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { code, minutes } of evaluation?.lines ?? []) sums[code] = (sums[code] ?? 0) + minutes;
  return sums;
}
