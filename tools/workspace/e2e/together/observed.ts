import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Trace } from '@h-j-petroleum/toolkit-signals';
import { getTrace } from '@h-j-petroleum/toolkit-signals';

/** Requests that were answered, jobs that were published, jobs that were done: server, producer and consumer. */
const ways = new Set([1, 3, 4]);

/** What went between services in a trace, a line each, below what it came of. */
export function waysOf({ spans }: Trace): string[] {
  const depths = new Map<string, number>();
  return spans.flatMap(({ spanId, parentSpanId, kind, service, name }) => {
    const depth = parentSpanId === undefined ? 0 : (depths.get(parentSpanId) ?? 0);
    const isWay = ways.has(kind);
    depths.set(spanId, depth + (isWay ? 1 : 0));
    return isWay ? [`${'  '.repeat(depth)}${service} ${name}`] : [];
  });
}

/** A trace when nothing more of it comes: services store their spans in batches. */
export async function settledTrace(database: Database, traceId: string): Promise<Trace> {
  const until = Date.now() + 60_000;
  let before = -1;
  for (;;) {
    const trace = await getTrace(database, traceId);
    const count = trace === undefined ? 0 : trace.spans.length + trace.logs.length;
    if (trace !== undefined && count === before) return trace;
    if (Date.now() > until) throw new Error(`The trace ${traceId} has ${count} spans and logs.`);
    before = count;
    await sleep(3000);
  }
}
