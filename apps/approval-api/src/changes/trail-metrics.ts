import type { Metrics } from '@h-j-petroleum/toolkit-metrics';
import { counter, defineMetrics, histogram } from '@h-j-petroleum/toolkit-metrics';
import type { Entry } from '../audit/entry.ts';
import { isOutcome } from '../domain/transitions.ts';
import type { StoredRequest } from '../store/approval-store.ts';

/** Measures what is written into trails. */
export interface TrailMetrics {
  /** Called in the transaction that writes the entry: one that is rolled back after that is counted all the same. */
  wrote(entry: Pick<Entry, 'action' | 'state' | 'at'>, request: StoredRequest): void;
}

export function trailMetrics(metrics: Pick<Metrics, 'meter'>): TrailMetrics {
  const { 'approval.entries': entries, 'approval.request.duration': duration } = defineMetrics(
    metrics.meter('approval-api'),
    {
      'approval.entries': counter({
        unit: '{entry}',
        description: 'What happened to requests, by policy and action.',
        attributes: ['policy', 'action'],
      }),
      'approval.request.duration': histogram({
        unit: 's',
        description: 'From when a request was made until its outcome.',
        attributes: ['policy', 'outcome'],
      }),
    },
  );
  return {
    wrote: ({ action, state, at }, { policy, createdAt }) => {
      entries.add(1, { policy: policy.name, action });
      if (isEnd({ action, state }))
        duration.record((at.getTime() - createdAt.getTime()) / 1000, {
          ...{ policy: policy.name, outcome: state },
        });
    },
  };
}

/** Whether an entry is the one that ended its request; comments and the certificate come after it. */
export function isEnd({ action, state }: Pick<Entry, 'action' | 'state'>): boolean {
  return isOutcome(state) && ['decided', 'withdrawn', 'expired'].includes(action);
}
