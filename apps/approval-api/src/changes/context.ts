import type { Outbox } from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import type { Policies } from '../policies/load-policies.ts';
import type { Jobs } from '../work/outbox.ts';
import type { TrailMetrics } from './trail-metrics.ts';

/** What routes and jobs work with. */
export interface Context {
  readonly pool: pg.Pool;
  readonly outbox: Outbox<Jobs>;
  readonly policies: Policies;
  readonly clock: () => Date;
  readonly metrics: TrailMetrics;
  /** Whether approved requests get a certificate. */
  readonly certifies: boolean;
}

/** Name of the service, as idempotency keys and queues have it. */
export const serviceName = 'approval-api';
