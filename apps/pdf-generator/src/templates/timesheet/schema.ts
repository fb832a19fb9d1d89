import { z } from 'zod';
import { timeZone } from '../../values/locale.ts';
import { line, lines } from '../../values/text.ts';

const minutes = z.int().min(0).max(100_000);

const entry = z.strictObject({
  /** Day to which the work counts. */
  date: z.iso.date(),
  /** By the clocks of `timeZone`, as they were read: `22:00`. */
  start: z.iso.time({ precision: -1 }).optional(),
  end: z.iso.time({ precision: -1 }).optional(),
  project: line(80),
  task: line(80).optional(),
  note: lines(500).optional(),
  minutes: minutes.max(36 * 60),
});

const person = z.strictObject({ name: line(120), number: line(40).optional() });

/** A week (or another period) of one employee. */
export const schema = z.strictObject({
  organisation: line(120),
  employee: person,
  period: z
    .strictObject({ from: z.iso.date(), to: z.iso.date() })
    .refine(({ from, to }) => from <= to, { message: 'ends before it begins' }),
  /** Version of the timesheet; a correction after approval makes a new one. */
  version: z.int().min(1).max(10_000),
  timeZone,
  entries: z.array(entry).max(5000),
  /** Minutes that were due; with them the balance is shown. */
  targetMinutes: minutes.optional(),
  /** Overtime by the rules of the employer, a line each: "Overtime 25 %", 90 minutes. */
  supplements: z
    .array(z.strictObject({ label: line(80), minutes }))
    .max(20)
    .default([]),
  state: z.enum(['open', 'submitted', 'approved', 'returned']),
  approvals: z
    .array(z.strictObject({ name: line(120), at: z.iso.datetime({ offset: true }) }))
    .max(20)
    .default([]),
  remarks: lines(2000).optional(),
});
export type Timesheet = z.output<typeof schema>;
