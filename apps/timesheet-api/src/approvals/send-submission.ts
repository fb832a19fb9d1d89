import { transaction } from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { takeDecision } from '../actions/take-decision.ts';
import { subjectOf } from '../actions/filing.ts';
import type { Version } from '../store/sheets.ts';
import { versionById } from '../store/sheets.ts';
import type { Submission } from '../store/submissions.ts';
import { filingSchema, noteRequest, submissionById } from '../store/submissions.ts';
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
      ? await approvals.file(submission.id, filingSchema.parse(submission.filing))
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
