import * as z from 'zod/mini';

const problem = z.object({
  /** The line of the README, counted from 1. */
  line: z.number(),
  text: z.string(),
});

/** What came of the programs of a README. */
export const factsSchema = z.object({
  version: z.literal(1),
  /** Version of the compiler; empty where there is no program. */
  compiler: z.string(),
  programs: z.number(),
  /** `TS2322: …`. */
  errors: z.array(problem),
  runs: z.array(
    z.object({
      /** The line of the first block. */
      line: z.number(),
      /** How many of its results were compared. */
      compared: z.number(),
      /** How it ended, where that was no good end. */
      problem: z.optional(z.string()),
      differences: z.array(
        z.object({ line: z.number(), expected: z.string(), actual: z.string() }),
      ),
    }),
  ),
  /** Why programs that should have been run were not. */
  notRun: z.optional(z.string()),
});
export type Facts = z.output<typeof factsSchema>;
export type Run = Facts['runs'][number];
