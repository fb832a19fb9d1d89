import { once } from 'node:events';
import type { Database, Signal } from '@h-j-petroleum/toolkit-signals';
import { signals } from '@h-j-petroleum/toolkit-signals';
import { checks } from '@h-j-petroleum/toolkit-signals/conformance';
import { embeddedDatabase } from '@h-j-petroleum/toolkit-signals/testing';
import { afterAll, describe, it } from 'vitest';
import { createReceiver } from './index.ts';

// One engine for all checks: its start is most of a check's time.
const engine = embeddedDatabase();
afterAll(async () => (await engine).close());
const create = async (): Promise<Database> => {
  const { session } = await engine;
  await session(({ query }) =>
    query(
      'drop function if exists signals.refuse cascade; truncate signals.logs, signals.logs_failed, signals.spans, signals.spans_failed, signals.metric_points, signals.metric_series, signals.batches, signals.resources, signals.services cascade',
    ),
  );
  return { session, close: () => Promise.resolve() };
};

const time = BigInt(Date.now()) * 1_000_000n;
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'suite' } }] };
const number = (n: number) => [{ key: 'n', value: { intValue: String(n) } }];
const bodies: Readonly<
  Record<Signal, { path: string; number: string; of: (n: number) => object }>
> = {
  logs: {
    ...{ path: '/v1/logs', number: "(attributes->>'n')::int" },
    of: (n) => ({
      resourceLogs: [
        {
          resource,
          scopeLogs: [
            {
              logRecords: [
                {
                  ...{ timeUnixNano: String(time + BigInt(n) * 1_000_000n), severityNumber: 9 },
                  ...{ body: { stringValue: 'row' }, attributes: number(n) },
                },
              ],
            },
          ],
        },
      ],
    }),
  },
  spans: {
    ...{ path: '/v1/traces', number: "(attributes->>'n')::int" },
    of: (n) => {
      const [id, at] = [(n + 1).toString(16), String(time + BigInt(n) * 1_000_000n)];
      return {
        resourceSpans: [
          {
            resource,
            scopeSpans: [
              {
                spans: [
                  {
                    ...{ traceId: id.padStart(32, '0'), spanId: id.padStart(16, '0'), name: 'row' },
                    ...{ startTimeUnixNano: at, endTimeUnixNano: at, attributes: number(n) },
                  },
                ],
              },
            ],
          },
        ],
      };
    },
  },
  metrics: {
    ...{ path: '/v1/metrics', number: 'value' },
    of: (n) => ({
      resourceMetrics: [
        {
          resource,
          scopeMetrics: [
            {
              metrics: [
                {
                  name: 'numbers',
                  gauge: {
                    dataPoints: [
                      { timeUnixNano: String(time + BigInt(n) * 1_000_000n), asInt: String(n) },
                    ],
                  },
                },
              ],
            },
          ],
        },
      ],
    }),
  },
};

describe.each(signals)('the receiver for %s', (signal) => {
  const { path, number: sql, of } = bodies[signal];
  it.each(checks)('$name', async ({ run }) => {
    await run(
      {
        signal,
        number: sql,
        waits: true,
        open: async (writer) => {
          const server = createReceiver({ writer, storeTimeoutMs: 500, maxConcurrent: 10_000 });
          server.listen(0, '127.0.0.1');
          await once(server, 'listening');
          const address = server.address();
          const port = typeof address === 'object' ? address?.port : 0;
          const giveUp = new AbortController();
          // As a client does: the next when the last was answered, and again when it was asked to.
          let last: Promise<void> = Promise.resolve();
          const send = async (n: number): Promise<void> => {
            while (!giveUp.signal.aborted) {
              const { status } = await fetch(`http://127.0.0.1:${port}${path}`, {
                ...{ method: 'POST', body: JSON.stringify(of(n)) },
                headers: { 'content-type': 'application/json' },
              });
              if (status !== 503) return;
              await new Promise((resolve) => setTimeout(resolve, 20));
              if (writer.stats().signals[signal].droppedBy.closed > 0) return;
            }
          };
          return {
            emit: (n) => {
              last = last.then(() => send(n));
              return last;
            },
            flush: () => last,
            close: async () => {
              giveUp.abort();
              const closed = once(server, 'close');
              server.close();
              server.closeAllConnections();
              await closed;
            },
          };
        },
      },
      create,
    );
  });
});
