import { z } from 'zod';

/** What a producer process is asked for. */
export const orderSchema = z.object({
  rows: z.number(),
  /** Milliseconds since 1970 of the first row; the others follow. */
  from: z.number(),
  /** Whether the delay of the event loop is watched, which costs a little itself. */
  delay: z.boolean(),
});
export type Order = z.infer<typeof orderSchema>;

/** What a round took. */
export const roundSchema = z.object({
  /** From the first row handed over until the last is stored or sent. */
  seconds: z.number(),
  /** CPU time of the whole process, user and system, in microseconds. */
  cpuMicros: z.number(),
  dropped: z.number(),
  /** 99th percentile of the event loop's delay in milliseconds; 0 where it was not watched. */
  delayP99: z.number(),
});
export type Round = z.infer<typeof roundSchema>;

/** One way to be rid of rows, in a process of its own. */
export interface Candidate {
  /** Makes what is handed over; not measured. */
  prepare(order: Order): void;
  /** Hands it over and waits until it is stored, or sent. Answers how many rows were dropped. */
  run(order: Order): Promise<number>;
}
