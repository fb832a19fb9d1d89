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
