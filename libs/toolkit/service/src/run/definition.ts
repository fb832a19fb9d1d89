import type { Logger } from '@h-j-petroleum/toolkit-logger';
import type { Metrics } from '@h-j-petroleum/toolkit-metrics';
import type { Command } from 'commander';
import type pg from 'pg';
import type { ServiceInstance } from '../app/types.ts';
import type { EnvironmentSchema } from '../config/environment.ts';
import type { ServiceConfig } from '../config/variables.ts';
import type { ServiceSchema } from '../database/migrate.ts';
import type { JobKinds, OutboxDefinition } from '../outbox/definition.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { JobHandlers } from '../outbox/work.ts';
import type { WebhookConfig } from '../webhooks/targets.ts';

/** What a service is built of. */
export interface ServiceContext<
  Config extends ServiceConfig = ServiceConfig,
  Jobs extends JobKinds = JobKinds,
> {
  readonly config: Config;
  readonly pool: pg.Pool;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Of a service whose definition has one; using it in another throws. */
  readonly outbox: Outbox<Jobs>;
}

/** Work beside requests. */
export interface Background {
  /** Begins nothing more, and waits for what runs. */
  stop(): Promise<void>;
}

/** What a command of a service's own works with. */
export interface CommandTools {
  /** A pool of one connection to DATABASE_URL, ended after the work. */
  withPool(work: (pool: pg.Pool) => Promise<void>): Promise<void>;
  /** A line on standard output. */
  say(text: string): void;
  /** Has the process end with 1: the command did its work, and found fault. */
  fail(): void;
}

/** A service as data, for `runService`, its commands and its tests. */
export interface ServiceDefinition<
  Config extends ServiceConfig = ServiceConfig,
  Jobs extends JobKinds = JobKinds,
> {
  readonly name: string;
  readonly version: string;
  /**
   * `z.object({ ...serviceVariables, … })`. A variable that must be set has an example (`.meta({ examples: [...] })`): with
   * these the service is built for its OpenAPI document.
   */
  readonly environment: EnvironmentSchema<Config>;
  /** Its own schema of the database. */
  readonly schema?: ServiceSchema;
  /** Its jobs and what it does by the clock, by `defineOutbox`. */
  readonly outbox?: OutboxDefinition<Jobs>;
  /** Where its webhooks may go. */
  webhooks?(config: Config): WebhookConfig;
  build(context: ServiceContext<Config, Jobs>): Promise<ServiceInstance>;
  /** What is done about each job. Begins when the service listens. */
  work?(context: ServiceContext<Config, Jobs>): JobHandlers<Jobs>;
  /** Other work beside requests. Begins when the service listens, and ends before its pool does. */
  background?(context: ServiceContext<Config, Jobs>): Promise<Background>;
  /** Adds commands beside those that every service has. */
  commands?(program: Command, tools: CommandTools): void;
}

/** Has the compiler see that the parts of a definition fit each other. */
export function defineService<Config extends ServiceConfig, Jobs extends JobKinds>(
  definition: ServiceDefinition<Config, Jobs>,
): ServiceDefinition<Config, Jobs> {
  return definition;
}
