import type { Logger } from '@h-j-petroleum/toolkit-logger';
import { createLogger } from '@h-j-petroleum/toolkit-logger';
import type { Metrics } from '@h-j-petroleum/toolkit-metrics';
import { startMetrics } from '@h-j-petroleum/toolkit-metrics';
import { startTelemetry } from '@h-j-petroleum/toolkit-telemetry';
import type { Environment } from '../config/environment.ts';
import { postgresUrlVariable } from '../config/variables.ts';

/** Traces, logs and metrics of a process. */
export interface Observability {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Stores what there is and stops. */
  shutdown(): Promise<void>;
}

/**
 * Starts traces, logs and metrics. It comes before anything that it traces is loaded. Signals go to `SIGNALS_DATABASE_URL`,
 * else to `DATABASE_URL`.
 */
export function startObservability(name: string, environment: Environment): Observability {
  const url = environment['SIGNALS_DATABASE_URL'] || environment['DATABASE_URL'];
  // What is no address is told by who reads the service's environment, together with all else that is wrong there.
  const isUsable = postgresUrlVariable.safeParse(url).success;
  const env = {
    ...environment,
    OTEL_SERVICE_NAME: environment['OTEL_SERVICE_NAME'] || name,
    DATABASE_URL: isUsable ? url : undefined,
  };
  const telemetry = startTelemetry({ env });
  const logger = createLogger({ name, env });
  const metrics = startMetrics({ env });
  return {
    ...{ logger, metrics },
    shutdown: async () => {
      // Logs last: they tell of what could not be stored. A store that is down keeps no service from ending.
      await Promise.allSettled([metrics.shutdown(), telemetry.shutdown()]);
      await logger.shutdown();
    },
  };
}
