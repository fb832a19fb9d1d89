import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { Observed, ObservedSpan } from './facts.ts';
import { listen, readAll } from '../../../measured/loopback.ts';
import type { Observer } from './observer.ts';

const value = z.object({ stringValue: z.optional(z.string()) });
const resource = z.optional(
  z.object({
    attributes: z._default(z.array(z.object({ key: z.string(), value: z.optional(value) })), []),
  }),
);
const list = <T extends z.ZodMiniType>(items: T) => z._default(z.array(items), []);

// https://github.com/open-telemetry/opentelemetry-proto: what of it is looked at.
const traces = z.object({
  resourceSpans: list(
    z.object({
      resource,
      scopeSpans: list(
        z.object({
          spans: list(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.optional(z.string()),
              name: z._default(z.string(), ''),
              kind: z._default(z.union([z.number(), z.string()]), 0),
            }),
          ),
        }),
      ),
    }),
  ),
});
const logs = z.object({
  resourceLogs: list(
    z.object({
      scopeLogs: list(
        z.object({ logRecords: list(z.object({ traceId: z.optional(z.string()) })) }),
      ),
    }),
  ),
});
const metrics = z.object({
  resourceMetrics: list(
    z.object({
      scopeMetrics: list(z.object({ metrics: list(z.object({ name: z.string() })) })),
    }),
  ),
});

/** SPAN_KIND_SERVER */
const serverKinds: readonly unknown[] = [2, 'SPAN_KIND_SERVER'];

/** A collector in this process: OTLP over HTTP in JSON, on a free port of 127.0.0.1. */
export async function startCollector(): Promise<Observer> {
  const spans: ObservedSpan[] = [];
  const traceIds: (string | null)[] = [];
  const names = new Set<string>();
  let problem: string | undefined;

  const take = (path: string, body: unknown): void => {
    if (path === '/v1/traces') spans.push(...spansOf(traces.parse(body)));
    else if (path === '/v1/logs') {
      for (const { scopeLogs } of logs.parse(body).resourceLogs) {
        for (const { logRecords } of scopeLogs) {
          traceIds.push(...logRecords.map(({ traceId }) => traceId || null));
        }
      }
    } else if (path === '/v1/metrics') {
      for (const { scopeMetrics } of metrics.parse(body).resourceMetrics) {
        for (const { metrics: found } of scopeMetrics)
          for (const { name } of found) names.add(name);
      }
    }
  };
  const server = await listen(async (request) => {
    try {
      take(request.url ?? '', await bodyOf(request));
      return 200;
    } catch (error) {
      problem = `the collector could not read ${request.url}: ${error instanceof Error ? error.message : String(error)}`;
      return 400;
    }
  });
  return {
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: server.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_METRIC_EXPORT_INTERVAL: '500',
      OTEL_METRIC_EXPORT_TIMEOUT: '500',
      OTEL_BSP_SCHEDULE_DELAY: '200',
      OTEL_BLRP_SCHEDULE_DELAY: '200',
    },
    forget: () => {
      spans.length = 0;
      traceIds.length = 0;
      return Promise.resolve();
    },
    read: () => Promise.resolve(observed(spans, traceIds, names, problem)),
    close: server.close,
  };
}

function observed(
  spans: readonly ObservedSpan[],
  logs: readonly (string | null)[],
  names: ReadonlySet<string>,
  problem: string | undefined,
): Observed {
  const found = { spans: [...spans], logs: [...logs], metrics: [...names].sort() };
  return problem === undefined ? found : { ...found, problem };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'] ?? 'no content type';
  if (!type.includes('json')) {
    throw new Error(`it is ${type}; send JSON (OTEL_EXPORTER_OTLP_PROTOCOL=http/json)`);
  }
  const bytes = await readAll(request);
  const isZipped = request.headers['content-encoding'] === 'gzip';
  return JSON.parse((isZipped ? gunzipSync(bytes) : bytes).toString('utf8'));
}

function spansOf({ resourceSpans }: z.output<typeof traces>): ObservedSpan[] {
  return resourceSpans.flatMap(({ resource: from, scopeSpans }) => {
    const texts = new Map(from?.attributes.map((one) => [one.key, one.value?.stringValue]));
    const service = texts.get('service.name');
    const version = texts.get('service.version');
    return scopeSpans.flatMap(({ spans }) =>
      spans.map(({ traceId, spanId, parentSpanId, name, kind }) => ({
        ...{ traceId, spanId, name, isServer: serverKinds.includes(kind) },
        ...(parentSpanId ? { parentSpanId } : {}),
        ...(service === undefined ? {} : { service }),
        ...(version === undefined ? {} : { version }),
      })),
    );
  });
}
