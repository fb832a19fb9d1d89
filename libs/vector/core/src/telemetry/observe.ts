import type { Attributes, Histogram, Span } from '@opentelemetry/api';
import { metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

const scope = '@vector-toolkit/core';

/** What a piece of work may say of itself when it has succeeded. */
export interface Observed {
  readonly span: Span;
}

/**
 * Runs work in a span of the kind client, and records its duration in seconds under the same attributes. A failure is
 * recorded with `error.type`: the error's code, or its name.
 */
export async function observe<Result>(
  {
    name,
    attributes,
    duration,
  }: { name: string; attributes: Attributes; duration: () => Histogram },
  work: (observed: Observed) => Promise<Result>,
): Promise<Result> {
  const started = performance.now();
  return trace
    .getTracer(scope)
    .startActiveSpan(name, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      let failure: Attributes = {};
      try {
        return await work({ span });
      } catch (error) {
        failure = { 'error.type': typeOf(error) };
        span.setAttributes(failure);
        span.setStatus({
          code: SpanStatusCode.ERROR,
          message: error instanceof Error ? error.message : String(error),
        });
        throw error;
      } finally {
        duration().record((performance.now() - started) / 1000, { ...attributes, ...failure });
        span.end();
      }
    });
}

/** A histogram, made when it is first recorded into: a meter provider that is set up after this module was loaded is used too. */
export function histogram(
  name: string,
  options: { readonly unit: string; readonly description: string; readonly boundaries: number[] },
): () => Histogram {
  const { unit, description, boundaries } = options;
  return () =>
    metrics.getMeter(scope).createHistogram(name, {
      unit,
      description,
      advice: { explicitBucketBoundaries: boundaries },
    });
}

function typeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return error instanceof Error ? error.name : '_OTHER';
}
