import { z } from 'zod';

/** What vitest's JSON reporter writes, as far as it is read here; what it writes besides may change. */
const caseSchema = z.object({
  fullName: z.string(),
  status: z.string(),
  /** Milliseconds; absent where the case did not run. */
  duration: z.number().nullish(),
  failureMessages: z.array(z.string()).nullish(),
});
const fileSchema = z.object({
  /** Path of the test file. */
  name: z.string(),
  status: z.string(),
  /** Milliseconds since 1970. */
  startTime: z.number(),
  endTime: z.number(),
  /** Why the file could not be collected; empty otherwise. */
  message: z.string().nullish(),
  assertionResults: z.array(caseSchema),
});
const reportSchema = z.object({
  /** Milliseconds since 1970. */
  startTime: z.number(),
  success: z.boolean(),
  testResults: z.array(fileSchema),
});

export type VitestCase = z.infer<typeof caseSchema>;
export type VitestFile = z.infer<typeof fileSchema>;
export type VitestReport = z.infer<typeof reportSchema>;

/** Throws where the text is no report. */
export function parseVitestReport(text: string): VitestReport {
  return reportSchema.parse(JSON.parse(text));
}
