import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Trace } from '@h-j-petroleum/toolkit-signals';
import { getTrace } from '@h-j-petroleum/toolkit-signals';
import { waysOfTrace } from '../../src/platform/services/ways-of-trace.ts';

interface Way {
  readonly line: string;
  readonly below: Way[];
}

/**
 * What went between services in a trace, a line each, below what it came of: requests of the client in the order of time, what
 * came of one by name, for jobs of one transaction are published side by side.
 */
export function waysOf(trace: Trace): string[] {
  const top: Way = { line: '', below: [] };
  const open: Way[] = [top];
  for (const { above, span } of waysOfTrace(trace)) {
    const way: Way = { line: `${'  '.repeat(above)}${span.service} ${span.name}`, below: [] };
    open[above]?.below.push(way);
    open.splice(above + 1, open.length, way);
  }
  const lines = (ways: readonly Way[]): string[] =>
    ways.flatMap(({ line, below }) => [
      line,
      ...lines(below.toSorted((one, other) => (one.line < other.line ? -1 : 1))),
    ]);
  return lines(top.below);
}

/**
 * A trace when what is known to belong to it is there (`service name` of spans) and nothing more comes: services store their spans
 * in batches.
 */
export async function settledTrace(
  database: Database,
  traceId: string,
  expected: readonly string[] = [],
): Promise<Trace> {
  const until = Date.now() + 120_000;
  let before = -1;
  for (;;) {
    const trace = await getTrace(database, traceId);
    const spans = new Set(trace?.spans.map(({ service, name }) => `${service} ${name}`));
    const missing = expected.filter((span) => !spans.has(span));
    const count = trace === undefined ? 0 : trace.spans.length + trace.logs.length;
    if (trace !== undefined && missing.length === 0 && count === before) return trace;
    if (Date.now() > until) {
      throw new Error(
        `The trace ${traceId} has ${count} spans and logs, and not ${missing.join(', ') || 'come to its end'}.`,
      );
    }
    before = count;
    // Longer than the services hold a batch back.
    await sleep(6000);
  }
}
