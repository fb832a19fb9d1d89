import type { Exemplar } from '@h-j-petroleum/toolkit-signals';
import type { Attributes, Context } from '@opentelemetry/api';
import { context as contexts, isSpanContextValid, trace, TraceFlags } from '@opentelemetry/api';

/** Series whose exemplars are kept between two exports; those that come later have none. */
const mostSeries = 2000;

/**
 * Measurements that stand for a series until its next export: the greatest, which leads from a slow percentile to a trace, and
 * the last. Only those that were made inside of a sampled trace, which is what "trace_based" says.
 * https://opentelemetry.io/docs/specs/otel/metrics/sdk/#tracebased
 */
export class Exemplars {
  readonly #kept = new Map<string, { greatest: Exemplar; last: Exemplar }>();

  offer(
    scope: string,
    name: string,
    value: number,
    attributes: Attributes = {},
    context: Context = contexts.active(),
  ): void {
    const span = trace.getSpanContext(context);
    if (span === undefined || (span.traceFlags & TraceFlags.SAMPLED) === 0) return;
    if (!isSpanContextValid(span)) return;
    const key = keyOf(scope, name, attributes);
    const kept = this.#kept.get(key);
    if (kept === undefined && this.#kept.size >= mostSeries) return;
    const { traceId, spanId } = span;
    const last: Exemplar = { time: Date.now(), value, traceId, spanId };
    const greatest = kept === undefined || value > kept.greatest.value ? last : kept.greatest;
    this.#kept.set(key, { greatest, last });
  }

  /** What stands for a series, once. */
  take(scope: string, name: string, attributes: Attributes): readonly Exemplar[] | undefined {
    if (this.#kept.size === 0) return undefined;
    const key = keyOf(scope, name, attributes);
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.#kept.delete(key);
    return kept.greatest === kept.last ? [kept.last] : [kept.greatest, kept.last];
  }

  /** Of series that were not exported: a view may have changed their attributes. */
  clear(): void {
    this.#kept.clear();
  }
}

function keyOf(scope: string, name: string, attributes: Attributes): string {
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([scope, name, sorted]);
}
