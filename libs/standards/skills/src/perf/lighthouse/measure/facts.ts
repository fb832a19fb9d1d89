import * as z from 'zod/mini';

const numbers = z.record(z.string(), z.number());

/** One run of one page. */
export const runSchema = z.object({
  /** 0 to 100, by Lighthouse's names. What Lighthouse could not score is left out. */
  scores: numbers,
  /** Milliseconds, bytes, and the sum of shifts, by the names of the options. */
  metrics: numbers,
});
export type LighthouseRun = z.output<typeof runSchema>;

const auditSchema = z.object({
  id: z.string(),
  title: z.string(),
  category: z.string(),
  /** What it weighs in the score of its category; zero for one that only advises. */
  weight: z.number(),
  /** The first things that it is about, as code or address. */
  items: z.array(z.string()),
});
export type FailedAudit = z.output<typeof auditSchema>;

export const pageSchema = z.object({
  path: z.string(),
  runs: z.array(runSchema).check(z.minLength(1)),
  /** What failed in the run that is nearest to the median. */
  failed: z.array(auditSchema),
  /** Where the reports of that run are, relative to the workspace's root. */
  report: z.string(),
});
export type PageFacts = z.output<typeof pageSchema>;

export const factsSchema = z.object({
  version: z.literal(1),
  lighthouse: z.string(),
  browser: z.string(),
  device: z.enum(['mobile', 'desktop']),
  /** How quick the machine is, by Lighthouse's own benchmark: the median of all runs. */
  benchmark: z.number(),
  pages: z.array(pageSchema),
});
export type Facts = z.output<typeof factsSchema>;
