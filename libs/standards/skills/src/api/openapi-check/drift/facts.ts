import * as z from 'zod/mini';

/** What came of asking a service for its document. */
export const driftSchema = z.object({
  version: z.literal(1),
  command: z.string(),
  /** What it printed. */
  generated: z.optional(z.string()),
  /** Why there is no document. */
  problem: z.optional(z.string()),
});
export type DriftFacts = z.output<typeof driftSchema>;
