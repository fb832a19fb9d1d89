import type { LoadedRequest } from '../store/approval-store.ts';

/** What a callback says of an outcome: the `data` of `approval.request.<outcome>`. */
export function outcomeEvent({ request, decisions }: LoadedRequest) {
  return {
    requestId: request.id,
    subject: request.subject,
    outcome: request.state,
    decidedAt: request.updatedAt.toISOString(),
    decisions: decisions.map(({ step, verdict, by, onBehalfOf, at, seen, comment }) => ({
      ...{ step, decision: verdict, by, onBehalfOf, at: at.toISOString(), version: seen },
      ...(comment === undefined ? {} : { comment }),
    })),
    auditHead: request.head.toString('hex'),
  };
}
