import * as z from 'zod/mini';

/** A span as an observer saw it. Ids are hexadecimal. */
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.optional(z.string()),
  name: z.string(),
  /** Whether it is the serving side of a call. */
  isServer: z.boolean(),
  /** `service.name` and `service.version` of its resource. */
  service: z.optional(z.string()),
  version: z.optional(z.string()),
});

/** What came out of a service until now. */
export const observedSchema = z.object({
  spans: z.array(span),
  /** The trace id of each log record that was written since the request; null where it has none. */
  logs: z.array(z.nullable(z.string())),
  metrics: z.array(z.string()),
  /** What the observer could not take, in one sentence. */
  problem: z.optional(z.string()),
});
export type Observed = z.output<typeof observedSchema>;
export type ObservedSpan = z.output<typeof span>;

/** What a measurement found: how far it came, and what it saw. */
export const factsSchema = z.object({
  version: z.literal(1),
  /** The last step that was taken. `done`: the request was answered. */
  stage: z.enum(['prepare', 'start', 'listen', 'request', 'done']),
  command: z.string(),
  request: z.string(),
  /** Why it did not come further. */
  problem: z.optional(z.string()),
  status: z.optional(z.number()),
  /** The trace that the request was part of, and the span that it came from. */
  sent: z.object({ traceId: z.string(), spanId: z.string() }),
  observed: observedSchema,
  /** Calls of the service to the peer that it was given. */
  calls: z.array(
    z.object({
      what: z.string(),
      traceId: z.optional(z.string()),
      parentSpanId: z.optional(z.string()),
    }),
  ),
});
export type Facts = z.output<typeof factsSchema>;
