import { createHash } from 'node:crypto';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { z } from 'zod';
import type { ServiceLog } from '../app/service-log.ts';
import { messageOf, ServiceError } from '../errors.ts';
import type { Background } from '../run/definition.ts';
import type { WebhookMessage } from '../webhooks/deliver.ts';
import { webhookMessage } from '../webhooks/deliver.ts';
import type { WebhookConfig } from '../webhooks/targets.ts';
import { checkTarget, checkWebhookConfig, targetFault } from '../webhooks/targets.ts';
import type { JobKinds, OutboxDefinition } from './definition.ts';
import { queueOf, webhookJob } from './definition.ts';
import { bossSchema, dbOf } from './install.ts';
import type { Executor, Publication } from './publication.ts';
import { statementOf } from './publication.ts';
import type { JobHandlers } from './work.ts';
import { beginWork } from './work.ts';

export interface OutboxOptions {
  readonly pool: pg.Pool;
  readonly logger: ServiceLog;
  readonly webhooks?: WebhookConfig | undefined;
  /** Whether this instance works on jobs as well: `work` is called. @default true */
  readonly works?: boolean;
  /** Seconds between two looks for jobs, 0.5 at least. @default 0.5 */
  readonly lookEvery?: number;
  /** Seconds between two looks at the clock for schedules, 45 at most. @default 30 */
  readonly clockEvery?: number;
  /** Seconds between two looks for what killed workers left. @default 15 */
  readonly superviseEvery?: number;
}

export interface PublishOptions {
  /** The same job published twice is published once. It is also the Idempotency-Key of what the job does elsewhere. */
  readonly key?: string;
  /** Not before; for deadlines. */
  readonly at?: Date;
}

export interface WebhookOptions extends PublishOptions {
  /** `approval.request.approved` */
  readonly type: string;
  readonly data: unknown;
  readonly url: string;
  readonly secretName: string;
}

/**
 * Jobs and webhooks that are done after a transaction, if it commits and at least once. They are written by the caller's own
 * client, so that they are there if and only if what they tell of is.
 */
export interface Outbox<Jobs extends JobKinds = JobKinds> {
  /**
   * Puts a job into the caller's transaction.
   *
   * @returns id of the job; undefined where one with the same key is there already
   * @throws z.ZodError for data that is not the job's
   */
  publish<Name extends keyof Jobs & string>(
    client: Pick<pg.PoolClient, 'query'>,
    name: Name,
    data: z.input<Jobs[Name]['data']>,
    options?: PublishOptions,
  ): Promise<string | undefined>;
  /**
   * Puts a webhook into the caller's transaction. Its `webhook-id` is the same for all attempts and replays.
   *
   * @throws ServiceError `SERVICE_WEBHOOK_REFUSED` for an address that may not be called: ask `webhookFault` first
   */
  publishWebhook(
    client: Pick<pg.PoolClient, 'query'>,
    options: WebhookOptions,
  ): Promise<string | undefined>;
  /** The same as `publish` and `publishWebhook`, for a statement of the caller's own. */
  prepare<Name extends keyof Jobs & string>(
    name: Name,
    data: z.input<Jobs[Name]['data']>,
    options?: PublishOptions,
  ): Promise<Publication>;
  prepareWebhook(options: WebhookOptions): Promise<Publication>;
  /** Why a webhook can't go there, in words for who asked for it. */
  webhookFault(target: { readonly url: string; readonly secretName: string }): string | undefined;
  /** Works on jobs until it is stopped. */
  work(handlers: JobHandlers<Jobs>): Promise<Background>;
  /** Looks at once for what killed workers left, which happens every `superviseEvery` anyway. */
  supervise(): Promise<void>;
  /** Stops; jobs that run get `timeoutMs` to end. Twice is once. */
  close(timeoutMs?: number): Promise<void>;
}

/**
 * Opens the outbox of a service. Its queues are there since `migrate`.
 *
 * @throws ServiceError `SERVICE_OUTBOX` where they are not, `SERVICE_BAD_OPTION` for a secret that is none
 */
export async function openOutbox<Jobs extends JobKinds>(
  definition: OutboxDefinition<Jobs>,
  options: OutboxOptions,
): Promise<Outbox<Jobs>> {
  const { service, jobs } = definition;
  const { pool, logger, webhooks, works = true, superviseEvery = 15 } = options;
  if (webhooks !== undefined) checkWebhookConfig(webhooks);
  const boss = new PgBoss({
    ...{ db: dbOf(pool), schema: bossSchema, migrate: false, createSchema: false },
    ...{ supervise: works, schedule: works, registerInstance: false },
    ...{ cronMonitorIntervalSeconds: options.clockEvery ?? 30 },
    ...{ superviseIntervalSeconds: superviseEvery, monitorIntervalSeconds: superviseEvery },
    openTelemetry: { propagateContext: true, propagator: new W3CTraceContextPropagator() },
  });
  boss.on('error', (error) => logger.error('the outbox failed', { error }));
  boss.on('warning', (warning) => logger.warn('the outbox warns', { warning }));
  await boss.start().catch((cause: unknown) => {
    throw new ServiceError(
      'SERVICE_OUTBOX',
      `The outbox can't be opened: ${messageOf(cause)}. Run the service's command migrate.`,
      { cause },
    );
  });

  const send = async (
    db: Executor,
    { queue, data, key, at }: Message,
  ): Promise<string | undefined> => {
    const id = await boss.send(queue, data, {
      db,
      ...(key === undefined ? {} : { id: idOf(queue, key) }),
      ...(at === undefined ? {} : { startAfter: at }),
    });
    return id ?? undefined;
  };
  const jobOf = (name: string, data: unknown, given: PublishOptions): Message => {
    const kind = jobs[name];
    if (kind === undefined) {
      throw new ServiceError('SERVICE_OUTBOX', `There is no job "${name}" of ${service}.`);
    }
    return { queue: queueOf(service, name), data: Object(kind.data.parse(data)), ...given };
  };
  const webhookOf = ({ type, data, url, secretName, ...given }: WebhookOptions): Message => {
    checkTarget(webhooks, { url, secretName });
    const message: WebhookMessage = webhookMessage.parse({
      ...{ type, data, url, secretName, timestamp: new Date().toISOString() },
    });
    return { queue: queueOf(service, webhookJob), data: message, ...given };
  };
  const prepare = (message: Message): Promise<Publication> =>
    statementOf((db) => send(db, message));
  let closing: Promise<void> | undefined;
  const close = (timeoutMs = 30_000): Promise<void> => {
    closing ??= boss.stop({ close: false, graceful: true, timeout: timeoutMs });
    return closing;
  };
  return {
    publish: (client, name, data, given = {}) => send(dbOf(client), jobOf(name, data, given)),
    publishWebhook: (client, given) => send(dbOf(client), webhookOf(given)),
    prepare: (name, data, given = {}) => prepare(jobOf(name, data, given)),
    prepareWebhook: (given) => prepare(webhookOf(given)),
    webhookFault: (target) => targetFault(webhooks, target),
    work: async (handlers) => {
      await beginWork(boss, definition, handlers, {
        logger,
        webhooks,
        lookEvery: options.lookEvery,
      });
      return { stop: () => close() };
    },
    supervise: () => boss.supervise(),
    close,
  };
}

/** What is put into the outbox. */
interface Message extends PublishOptions {
  readonly queue: string;
  readonly data: object;
}

/** The id of a job with a key: the same for the same key, in the form of a UUID (RFC 9562, version 8). */
function idOf(queue: string, key: string): string {
  const hex = createHash('sha256').update(`${queue}\n${key}`).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
