import type { z } from 'zod';

/** A kind of job. */
export interface JobKind<Data extends z.ZodType = z.ZodType> {
  /** What it is about. Stored as JSON and parsed again before it is worked on. */
  readonly data: Data;
  /** How often it is tried before it goes to the dead letters. @default 12 */
  readonly attempts?: number;
  /** Seconds before the second attempt; doubled with each, with jitter. @default 5 */
  readonly retryAfter?: number;
  /** Seconds between two attempts at most. @default 3600 */
  readonly retryAfterMost?: number;
  /** Seconds that one attempt may take. @default 60 */
  readonly timeout?: number;
  /** How many run at once in one instance. @default 2 */
  readonly atOnce?: number;
}

export type JobKinds = Readonly<Record<string, JobKind>>;

/** A job that comes by the clock: once for all instances. */
export interface ScheduleKind {
  /** Minute, hour, day of month, month, day of week: `0 3 * * *`. */
  readonly cron: string;
  /** @default 'UTC' */
  readonly timeZone?: string;
}

/** What a service puts into its outbox and what it does by the clock. */
export interface OutboxDefinition<Jobs extends JobKinds = JobKinds> {
  /** The service: its queues are called `<service>.<job>`. */
  readonly service: string;
  readonly jobs: Jobs;
  /** How webhooks are tried, where that is not as jobs are. */
  readonly webhook?: Omit<JobKind, 'data'>;
  /** By the names of jobs of `jobs`, whose data is `{}` then. */
  readonly schedules?: Partial<Readonly<Record<keyof Jobs & string, ScheduleKind>>>;
}

/** Has the compiler see that the parts fit each other. */
export function defineOutbox<const Jobs extends JobKinds>(
  definition: OutboxDefinition<Jobs>,
): OutboxDefinition<Jobs> {
  return definition;
}

/** The queue of every service that carries its webhooks. */
export const webhookJob = 'webhook';

/** Name of the queue of a job; `dead` for all of a service that came to nothing. */
export function queueOf(service: string, job: string): string {
  return `${service}.${job}`;
}

export function deadQueueOf(service: string): string {
  return `${service}.dead`;
}
