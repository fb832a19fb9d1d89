import { z } from 'zod';
import { attempts } from './making.ts';

/** What is done beside requests. */
export const jobs = {
  /** Makes a document of the queue. */
  make: {
    data: z.object({ document: z.uuid() }),
    attempts,
    retryAfter: 2,
    retryAfterMost: 60,
    timeout: 900,
    atOnce: 2,
  },
  /** Removes documents whose time has passed, and answers to Idempotency-Keys that nobody repeats any more. */
  clean: { data: z.object({}), attempts: 1, timeout: 600, atOnce: 1 },
} as const;
export type Jobs = typeof jobs;
