import * as z from 'zod/mini';

/** What tests ran, by files relative to the workspace's root. */
export const factsSchema = z.object({
  version: z.literal(1),
  files: z.record(z.string(), z.object({ run: z.array(z.int()), missed: z.array(z.int()) })),
});
export type CoverageFacts = z.output<typeof factsSchema>;
