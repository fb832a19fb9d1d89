import type { Logger } from '@h-j-petroleum/toolkit-logger';
import type { Metrics } from '@h-j-petroleum/toolkit-metrics';
import type pg from 'pg';
import type { ServiceInstance } from '../app/types.ts';
import type { EnvironmentSchema } from '../config/environment.ts';
import type { ServiceConfig } from '../config/variables.ts';
import type { ServiceSchema } from '../database/migrate.ts';

/** What a service is built of. */
export interface ServiceContext<Config extends ServiceConfig = ServiceConfig> {
  readonly config: Config;
  readonly pool: pg.Pool;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Work beside requests. */
export interface Background {
  /** Begins nothing more, and waits for what runs. */
  stop(): Promise<void>;
}

/** A service as data, for `runService`, its commands and its tests. */
export interface ServiceDefinition<Config extends ServiceConfig = ServiceConfig> {
  readonly name: string;
  readonly version: string;
  /**
   * `z.object({ ...serviceVariables, … })`. A variable that must be set has an example (`.meta({ examples: [...] })`): with
   * these the service is built for its OpenAPI document.
   */
  readonly environment: EnvironmentSchema<Config>;
  /** Its own schema of the database. */
  readonly schema?: ServiceSchema;
  build(context: ServiceContext<Config>): Promise<ServiceInstance>;
  /** Begins when the service listens, and ends before its pool does. */
  background?(context: ServiceContext<Config>): Promise<Background>;
}

/** Has the compiler see that the parts of a definition fit each other. */
export function defineService<Config extends ServiceConfig>(
  definition: ServiceDefinition<Config>,
): ServiceDefinition<Config> {
  return definition;
}
