import type { Publication } from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import type { LoadedRequest } from '../store/approval-store.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import type { Step } from '../trail/next-entry.ts';
import type { ChangeContext } from './context.ts';
import { outcomeEvent } from './outcome-event.ts';
import { isEnd } from './trail-metrics.ts';

/**
 * Appends an entry with what follows from an outcome, by one statement: both or neither. Answers `undefined`, and does nothing,
 * where somebody else was faster.
 */
export async function applyStep(
  client: pg.PoolClient,
  context: ChangeContext,
  step: Step,
): Promise<LoadedRequest | undefined> {
  const { entry, waiting, after } = step;
  const { jobs, fault } = await following(context, step);
  if (!(await postgresRequests(client).append(entry, waiting, jobs))) return undefined;
  context.metrics.wrote(entry, after.request);
  if (fault !== undefined) {
    const { id, state } = after.request;
    // It could be told when it was asked for; the configuration has changed since.
    context.logger.error('an outcome is told to nobody', { request: id, outcome: state, fault });
  }
  return after;
}

/** What is to be done elsewhere about an outcome, and why it can't be told where it was asked for. */
async function following(
  { outbox, certifies }: Pick<ChangeContext, 'outbox' | 'certifies'>,
  { entry, after }: Step,
): Promise<{ readonly jobs: readonly Publication[]; readonly fault?: string | undefined }> {
  if (!isEnd(entry)) return { jobs: [] };
  const { id, callback, state } = after.request;
  const fault = callback && outbox.webhookFault(callback);
  const jobs: Promise<Publication>[] = [];
  if (callback !== undefined && fault === undefined)
    jobs.push(
      outbox.prepareWebhook({
        ...{ type: `approval.request.${state}`, data: outcomeEvent(after), key: id },
        ...callback,
      }),
    );
  if (state === 'approved' && certifies)
    jobs.push(outbox.prepare('certificate', { request: id }, { key: id }));
  return { jobs: await Promise.all(jobs), fault };
}
