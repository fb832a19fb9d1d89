import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNotes } from '../../test/process.ts';
import type { SignalObserver } from './observer.ts';
import { startObserver } from './observer.ts';

let observer: SignalObserver;

beforeAll(async () => {
  observer = await startObserver();
});
afterAll(() => observer.close());

describe('an observer of a service', () => {
  it('sees the trace, the log and the metric of one request, and nothing of before', async () => {
    const env = { ...observer.environment, OTEL_SDK_DISABLED: 'false', LOG_LEVEL: 'info' };
    expect(await startNotes(['migrate'], env).ended).toMatchObject({ code: 0, errors: '' });
    const { child, ended, address } = startNotes([], env);
    const url = await address;
    await fetch(`${url}/v1/before`);
    await observer.forget();
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    expect((await fetch(`${url}/v1/notes`, { headers })).status).toBe(401);
    child.kill('SIGTERM');
    await ended;
    const { spans, logs, metrics } = await observer.read();
    const server = spans.find(({ isServer }) => isServer);
    expect(server).toMatchObject({
      ...{ traceId, parentSpanId: 'b7ad6b7169203331', name: 'GET /v1/notes' },
      ...{ service: 'notes', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
    });
    expect(spans.filter(({ name }) => name.includes('before'))).toEqual([]);
    expect(logs).toContain(traceId);
    expect(metrics).toContain('http.server.request.duration');
  });
});
