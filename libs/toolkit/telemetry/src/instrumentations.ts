import { FastifyOtelInstrumentation } from '@fastify/otel';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import type { InstrumentationName } from './config/settings.ts';

const factories: Readonly<Record<InstrumentationName, () => Instrumentation>> = {
  http: () => new HttpInstrumentation(),
  // A connection's own statements outside of any request are noise.
  pg: () => new PgInstrumentation({ requireParentSpan: true }),
  // A span for each hook of each plugin is a dozen a request, most of them named after nothing and of no length.
  fastify: () =>
    new FastifyOtelInstrumentation({ registerOnInitialization: true, instrumentHooks: false }),
};

/** The instrumentations of these names, not yet enabled: that is the SDK's part. */
export function createInstrumentations(
  names: readonly InstrumentationName[],
): readonly Instrumentation[] {
  return names.map((name) => factories[name]());
}
