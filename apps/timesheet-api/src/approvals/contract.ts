import { z } from 'zod';
import { outcomes } from '../store/submissions.ts';

// What this service reads of approval-api's answers and webhooks; whatever else they hold passes by.

const decision = z.object({
  by: z.string().max(200).optional(),
  comment: z.string().max(10_000).nullish(),
});
const decisions = z.array(decision).max(1000).default([]);
const auditHead = z.string().max(200).nullish();

/** A request as approval-api answers it. */
export const approvalRequest = z.object({
  id: z.string().min(1).max(200),
  state: z.enum(['pending', ...outcomes]),
  updatedAt: z.iso.datetime({ offset: true }).optional(),
  decisions,
  auditHead,
});

/** What deciders wrote, a line each, with who it was. */
export function commentsOf(made: z.output<typeof decisions>): string[] {
  return made.flatMap(({ by = 'an approver', comment }) =>
    comment == null || comment === '' ? [] : [`${by}: ${comment}`],
  );
}

/** Body of a webhook. */
export const approvalEvent = z.object({
  type: z.templateLiteral(['approval.request.', z.enum(outcomes)]),
  timestamp: z.iso.datetime({ offset: true }),
  data: z.object({
    requestId: z.string().min(1).max(200),
    subject: z.object({ type: z.string(), id: z.string(), version: z.coerce.string() }),
    outcome: z.enum(outcomes),
    decidedAt: z.iso.datetime({ offset: true }),
    decisions,
    auditHead,
  }),
});
export type ApprovalEvent = z.output<typeof approvalEvent>;
