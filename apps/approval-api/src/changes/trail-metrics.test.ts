import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { hours, monday, policy, step } from '../../test/scene.ts';
import type { StoredRequest } from '../store/approval-store.ts';
import { trailMetrics } from './trail-metrics.ts';

class Reader extends MetricReader {
  protected override onForceFlush = () => Promise.resolve();
  protected override onShutdown = () => Promise.resolve();
}

const request: StoredRequest = {
  ...{ id: '7f0c1d1e-0000-4000-8000-000000000001', title: 'A pump', payload: {} },
  policy: policy([[step('vote', ['ada'])]]),
  subject: { type: 'purchase', id: 'po-1', version: '1' },
  ...{ requester: 'rea', filedBy: 'rea', state: 'pending', createdAt: monday, updatedAt: monday },
  ...{ version: 1, head: Buffer.alloc(32) },
};

describe('what is written into trails', () => {
  it('is counted by policy and action, and an outcome is timed once', async () => {
    const reader = new Reader();
    const provider = new MeterProvider({ readers: [reader] });
    const metrics = trailMetrics({ meter: (name) => provider.getMeter(name) });
    metrics.wrote({ action: 'requested', state: 'pending', at: monday }, request);
    metrics.wrote({ action: 'decided', state: 'pending', at: hours(1) }, request);
    metrics.wrote({ action: 'decided', state: 'approved', at: hours(2) }, request);
    metrics.wrote({ action: 'certified', state: 'approved', at: hours(3) }, request);
    const { resourceMetrics } = await reader.collect();
    const told = resourceMetrics.scopeMetrics.flatMap((scope) =>
      scope.metrics.flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => [
          ...[descriptor.name, descriptor.unit, attributes],
          typeof value === 'number' ? value : [value.count, value.sum],
        ]),
      ),
    );
    expect(told).toStrictEqual([
      ['approval.entries', '{entry}', { policy: 'test', action: 'requested' }, 1],
      ['approval.entries', '{entry}', { policy: 'test', action: 'decided' }, 2],
      ['approval.entries', '{entry}', { policy: 'test', action: 'certified' }, 1],
      ['approval.request.duration', 's', { policy: 'test', outcome: 'approved' }, [1, 7200]],
    ]);
    await provider.shutdown();
  });
});
