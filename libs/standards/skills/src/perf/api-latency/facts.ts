import * as z from 'zod/mini';

/** Milliseconds. */
const percentiles = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });
export type Percentiles = z.output<typeof percentiles>;
export const percentileNames = ['p50', 'p95', 'p99'] as const;

const routeFacts = z.object({
  /** `GET /v1/orders/{id}`, as the document has it. */
  route: z.string(),
  /** What was asked: `GET /v1/orders/7`. */
  request: z.string(),
  /** Bytes of an answer with its head; the bare server answers as many. */
  bytes: z.int(),
  /** Answers by status. */
  statuses: z.record(z.string(), z.int()),
  /** Of those, answers whose status is not one that is expected. */
  unexpected: z.int(),
  timeouts: z.int(),
  /** Connections that broke or were refused. */
  broken: z.int(),
  /** In the order in which they were run; a bare server before or after each. */
  rounds: z.array(z.object({ service: percentiles, bare: percentiles })),
});
export type RouteFacts = z.output<typeof routeFacts>;

/** What a measurement found, and how far it came. */
export const factsSchema = z.object({
  version: z.literal(1),
  /** The last step that was taken. `done`: every route was driven. */
  stage: z.enum(['prepare', 'start', 'listen', 'document', 'drive', 'done']),
  command: z.string(),
  /** Relative to the workspace's root. */
  document: z.string(),
  /** Why it did not come further. */
  problem: z.optional(z.string()),
  /** The route that was driven when the service ended. */
  diedAt: z.optional(z.string()),
  connections: z.int(),
  routes: z.array(routeFacts),
  /** Routes that are wanted and could not be driven. */
  undriven: z.array(z.object({ route: z.string(), reason: z.string() })),
  /** Routes of the options that the document does not have. */
  unknown: z.array(z.string()),
});
export type Facts = z.output<typeof factsSchema>;
