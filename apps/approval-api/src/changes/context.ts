import type { Outbox, ServiceLog } from '@h-j-petroleum/toolkit-service';
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
  readonly logger: ServiceLog;
  /** Whether approved requests get a certificate. */
  readonly certifies: boolean;
}

/** What of it a change of a request needs. */
export type ChangeContext = Pick<Context, 'outbox' | 'certifies' | 'metrics' | 'logger'>;

/** Name of the service, as idempotency keys and queues have it. */
export const serviceName = 'approval-api';
