import type { StoredSpan, Trace } from '@h-j-petroleum/toolkit-signals';

/** Requests that were answered, jobs that were published, jobs that were done: server, producer and consumer. */
const ways = new Set([1, 3, 4]);

/** What went between services in a trace, each with how many of them it came of, without what a service does inside. */
export function waysOfTrace({
  spans,
}: Trace): { readonly above: number; readonly span: StoredSpan }[] {
  const counts = new Map<string, number>();
  return spans.flatMap((span) => {
    const above = span.parentSpanId === undefined ? 0 : (counts.get(span.parentSpanId) ?? 0);
    const isWay = ways.has(span.kind);
    // One that is not shown hands its place on to those below it.
    counts.set(span.spanId, above + (isWay ? 1 : 0));
    return isWay ? [{ above, span }] : [];
  });
}
