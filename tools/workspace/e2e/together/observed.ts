import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Trace } from '@h-j-petroleum/toolkit-signals';
import { getTrace } from '@h-j-petroleum/toolkit-signals';
import { waysOfTrace } from '../../src/platform/services/ways-of-trace.ts';

/** What went between services in a trace, a line each, below what it came of. */
export function waysOf(trace: Trace): string[] {
  return waysOfTrace(trace).map(
    ({ above, span: { service, name } }) => `${'  '.repeat(above)}${service} ${name}`,
  );
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
