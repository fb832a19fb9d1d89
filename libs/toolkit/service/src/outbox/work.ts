import type { PgBoss } from 'pg-boss';
import type { z } from 'zod';
import type { ServiceLog } from '../app/service-log.ts';
import { deliverWebhook, webhookMessage } from '../webhooks/deliver.ts';
import type { WebhookConfig } from '../webhooks/targets.ts';
import type { JobKinds, OutboxDefinition } from './definition.ts';
import { queueOf, webhookJob } from './definition.ts';

/** A job as it is worked on. */
export interface Job<Data = unknown> {
  /** The same for all attempts and replays of a job. */
  readonly id: string;
  readonly data: Data;
  /** 1 for the first. */
  readonly attempt: number;
  /** Aborts when the attempt's time is over, or the service ends. */
  readonly signal: AbortSignal;
}

/** What is done about each kind of job. It may be done more than once. A handler that throws is called again, later. */
export type JobHandlers<Jobs extends JobKinds> = {
  readonly [Name in keyof Jobs & string]: (
    job: Job<z.output<Jobs[Name]['data']>>,
  ) => Promise<unknown>;
};

export interface WorkOptions {
  readonly logger: ServiceLog;
  readonly webhooks: WebhookConfig | undefined;
  readonly lookEvery: number | undefined;
}

/** Sets the workers and schedules of a service up. Jobs are taken by one instance each, by `for update skip locked`. */
export async function beginWork<Jobs extends JobKinds>(
  boss: PgBoss,
  { service, jobs, webhook = {}, schedules = {} }: OutboxDefinition<Jobs>,
  handlers: JobHandlers<Jobs>,
  { logger, webhooks, lookEvery = 0.5 }: WorkOptions,
): Promise<void> {
  const begin = async (
    name: string,
    atOnce: number,
    work: (job: Job) => Promise<unknown>,
  ): Promise<void> => {
    const queue = queueOf(service, name);
    const options = {
      ...{ pollingIntervalSeconds: lookEvery, batchSize: 1, localConcurrency: atOnce },
      includeMetadata: true,
    } as const;
    await boss.work<object, void, typeof options>(queue, options, async ([one]) => {
      if (one === undefined) return;
      const attempt = one.retryCount + 1;
      const id = one.sourceRootId ?? one.id;
      try {
        await work({ id, data: one.data, attempt, signal: one.signal });
      } catch (error) {
        const last = attempt > one.retryLimit;
        logger[last ? 'error' : 'warn'](`${queue} failed${last ? ' for the last time' : ''}`, {
          ...{ error, job: id, attempt },
        });
        throw error;
      }
    });
  };
  for (const [name, kind] of Object.entries(jobs)) {
    const handler = handlers[name as keyof Jobs & string];
    await begin(name, kind.atOnce ?? 2, async ({ data, ...job }) => {
      // Rows of an older version of the service may have been written by an older schema.
      await handler({ ...job, data: kind.data.parse(data) as z.output<Jobs[string]['data']> });
    });
  }
  await begin(webhookJob, webhook.atOnce ?? 4, ({ data, id, signal }) =>
    deliverWebhook(webhooks, webhookMessage.parse(data), `msg_${id}`, signal),
  );
  for (const [name, schedule] of Object.entries<{ cron: string; timeZone?: string } | undefined>(
    schedules,
  )) {
    if (schedule === undefined) continue;
    const { cron, timeZone = 'UTC' } = schedule;
    await boss.schedule(queueOf(service, name), cron, {}, { tz: timeZone });
  }
}
