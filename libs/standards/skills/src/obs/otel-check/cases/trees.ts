import type { Measured } from '@h-j-petroleum/standards-engine';
import type { CaseTree } from '@h-j-petroleum/standards-engine/testing';
import type { Facts } from '../measure/facts.ts';

export const traceId = '0af7651916cd43dd8448eb211c80319c';
export const sentSpan = 'b7ad6b7169203331';

/** Starts by the toolkit, and loads nothing before. */
export const goodEntry = `import { runService } from '@h-j-petroleum/toolkit-service/run';

await runService({ name: 'api', load: async () => (await import('./app.ts')).service });
`;

/** An npm workspace with one service; the given files are laid over it. */
export function service(files: CaseTree = {}): CaseTree {
  return {
    'package.json': { name: 'root', private: true, workspaces: ['apps/*', 'libs/*'] },
    'apps/api/package.json': { name: 'api', version: '1.2.0', private: true },
    'apps/api/src/server.ts': goodEntry,
    'apps/api/src/app.ts': 'export const service = {};\n',
    ...files,
  };
}

export const options = { services: { api: { command: ['node', 'src/server.ts'] } } };

/** The root has nothing to check. */
export const others = {
  root: {
    outcome: 'not-applicable',
    reason: 'It is no service: no entry of the option `services` names it.',
  },
} as const;

const serving = {
  ...{ traceId, spanId: '1111111111111111', parentSpanId: sentSpan, name: 'GET /orders' },
  ...{ isServer: true, service: 'api', version: '1.2.0' },
};

/** What was measured of a service that emits all that it should. */
export const goodFacts: Facts = {
  ...{ version: 1, stage: 'done', command: 'node src/server.ts', request: 'GET /orders' },
  ...{ status: 200, sent: { traceId, spanId: sentSpan } },
  observed: {
    spans: [
      serving,
      {
        ...{ ...serving, spanId: '2222222222222222', parentSpanId: serving.spanId },
        ...{ name: 'SELECT', isServer: false },
      },
    ],
    logs: [null, traceId],
    metrics: ['http.server.request.duration', 'nodejs.eventloop.utilization'],
  },
  calls: [{ what: 'POST /v1/requests', traceId, parentSpanId: '2222222222222222' }],
};

/** The measurement of the service, with some of its facts changed. */
export function measured(changed: Partial<Facts> = {}): Readonly<Record<string, Measured>> {
  return { api: { state: 'done', value: { ...goodFacts, ...changed } } };
}

/** The same with some of what was observed changed. */
export function observing(changed: Partial<Facts['observed']>): Readonly<Record<string, Measured>> {
  return measured({ observed: { ...goodFacts.observed, ...changed } });
}
