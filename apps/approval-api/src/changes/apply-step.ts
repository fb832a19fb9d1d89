import type pg from 'pg';
import type { LoadedRequest } from '../store/approval-store.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import type { Step } from '../trail/next-entry.ts';
import type { ChangeContext } from './context.ts';
import { outcomeEvent } from './outcome-event.ts';
import { isEnd } from './trail-metrics.ts';

/**
 * Appends an entry, and puts what follows from an outcome into the outbox, in the caller's transaction: both or neither. Answers
 * `undefined`, and does nothing, where somebody else was faster.
 */
export async function applyStep(
  client: pg.PoolClient,
  { outbox, certifies, metrics, logger }: ChangeContext,
  { entry, waiting, after }: Step,
): Promise<LoadedRequest | undefined> {
  if (!(await postgresRequests(client).append(entry, waiting))) return undefined;
  metrics.wrote(entry, after.request);
  if (!isEnd(entry)) return after;
  const { id, callback, state } = after.request;
  const fault = callback && outbox.webhookFault(callback);
  if (fault !== undefined)
    // It could be told when it was asked for; the configuration has changed since.
    logger.error('an outcome is told to nobody', { request: id, outcome: state, fault });
  else if (callback !== undefined)
    await outbox.publishWebhook(client, {
      ...{ type: `approval.request.${state}`, data: outcomeEvent(after), key: id },
      ...callback,
    });
  if (state === 'approved' && certifies)
    await outbox.publish(client, 'certificate', { request: id }, { key: id });
  return after;
}
